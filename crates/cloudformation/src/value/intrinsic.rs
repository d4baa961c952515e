use super::{Map, Value};
use crate::LogicalId;

/// A function that CloudFormation evaluates when it creates or updates a stack.
///
/// [`Value`]'s constructors are the pleasant way to make one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Intrinsic {
    /// `Ref`
    Ref(Target),
    /// `Fn::GetAtt`: resource and attribute.
    GetAtt(LogicalId, String),
    /// `Fn::Sub`: a text, and its local variables.
    Sub(String, Map),
    /// `Fn::Join`: delimiter and list.
    Join(String, Value),
    /// `Fn::If`: condition, value if it holds, value if not.
    If(LogicalId, Value, Value),
    /// `Fn::Select`: index and list.
    Select(u32, Value),
    /// `Fn::Split`: delimiter and text.
    Split(String, Value),
    /// `Fn::ImportValue`: the name of an export.
    ImportValue(Value),
    /// `Fn::FindInMap`: mapping, first and second key.
    FindInMap(LogicalId, Value, Value),
}

/// The target of a `Ref`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A resource or parameter of the template.
    Part(LogicalId),
    /// A parameter that CloudFormation defines.
    Pseudo(Pseudo),
}

impl Target {
    /// The name as a template spells it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Part(id) => id.as_str(),
            Self::Pseudo(pseudo) => pseudo.as_str(),
        }
    }
}

impl From<&LogicalId> for Target {
    fn from(id: &LogicalId) -> Self {
        Self::Part(id.clone())
    }
}

impl From<Pseudo> for Target {
    fn from(pseudo: Pseudo) -> Self {
        Self::Pseudo(pseudo)
    }
}

/// The parameters that every template has without declaring them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pseudo {
    /// `AWS::AccountId`
    AccountId,
    /// `AWS::NoValue`: removes its property.
    NoValue,
    /// `AWS::Partition`: `aws`, `aws-cn`, `aws-us-gov`.
    Partition,
    /// `AWS::Region`
    Region,
    /// `AWS::StackId`
    StackId,
    /// `AWS::StackName`
    StackName,
    /// `AWS::URLSuffix`: `amazonaws.com`, mostly.
    UrlSuffix,
}

impl Pseudo {
    /// Every one.
    pub(crate) const ALL: [Self; 7] = [
        Self::AccountId,
        Self::NoValue,
        Self::Partition,
        Self::Region,
        Self::StackId,
        Self::StackName,
        Self::UrlSuffix,
    ];

    /// The name as a template spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AccountId => "AWS::AccountId",
            Self::NoValue => "AWS::NoValue",
            Self::Partition => "AWS::Partition",
            Self::Region => "AWS::Region",
            Self::StackId => "AWS::StackId",
            Self::StackName => "AWS::StackName",
            Self::UrlSuffix => "AWS::URLSuffix",
        }
    }
}
