//! Values of properties.

mod intrinsic;
mod map;

use crate::LogicalId;

pub use intrinsic::{Intrinsic, Pseudo, Target};
pub use map::{Map, Name};

/// The value of a property, a default or an output.
///
/// It has no null, which CloudFormation rejects, and no fractions: CloudFormation reads the text
/// `"0.05"` as a number where it expects one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Text, taken as it is.
    String(String),
    /// A whole number.
    Integer(i64),
    /// True or false.
    Bool(bool),
    /// Several values in order.
    List(Vec<Value>),
    /// Values by name.
    Map(Map),
    /// A function that CloudFormation evaluates.
    Intrinsic(Box<Intrinsic>),
}

impl Value {
    /// `Ref`: the physical id of a resource, or the value of a parameter.
    pub fn reference(target: impl Into<Target>) -> Self {
        Intrinsic::Ref(target.into()).into()
    }

    /// `Fn::GetAtt`: an attribute of a resource; `Outputs.X` of a nested stack.
    pub fn get_att(resource: &LogicalId, attribute: impl Into<String>) -> Self {
        Intrinsic::GetAtt(resource.clone(), attribute.into()).into()
    }

    /// `Fn::Sub`: text with `${Name}` and `${Name.Attribute}` in it.
    ///
    /// Text from outside the compiler goes through [`Value::literal_in_sub`] first.
    pub fn sub(text: impl Into<String>) -> Self {
        Intrinsic::Sub(text.into(), Map::new()).into()
    }

    /// `Fn::Sub` with local variables, which hide parameters and resources of the same name.
    pub fn sub_with(text: impl Into<String>, variables: Map) -> Self {
        Intrinsic::Sub(text.into(), variables).into()
    }

    /// `text` with escapes, which `Fn::Sub` returns unchanged.
    pub fn literal_in_sub(text: &str) -> String {
        text.replace("${", "${!")
    }

    /// `Fn::Join`: the values of a list with `delimiter` between them.
    pub fn join(delimiter: impl Into<String>, values: impl Into<Value>) -> Self {
        Intrinsic::Join(delimiter.into(), values.into()).into()
    }

    /// `Fn::If`: one of two values, by a condition of the template.
    pub fn if_then(
        condition: &LogicalId,
        then: impl Into<Value>,
        otherwise: impl Into<Value>,
    ) -> Self {
        Intrinsic::If(condition.clone(), then.into(), otherwise.into()).into()
    }

    /// `Fn::Select`: one value of a list, counted from 0.
    pub fn select(index: u32, list: impl Into<Value>) -> Self {
        Intrinsic::Select(index, list.into()).into()
    }

    /// `Fn::Split`: a text cut at `delimiter`.
    pub fn split(delimiter: impl Into<String>, text: impl Into<Value>) -> Self {
        Intrinsic::Split(delimiter.into(), text.into()).into()
    }

    /// `Fn::ImportValue`: what another stack exports under a name.
    pub fn import(name: impl Into<Value>) -> Self {
        Intrinsic::ImportValue(name.into()).into()
    }

    /// `Fn::FindInMap`: a value of one of the template's mappings.
    pub fn find_in_map(
        mapping: &LogicalId,
        first: impl Into<Value>,
        second: impl Into<Value>,
    ) -> Self {
        Intrinsic::FindInMap(mapping.clone(), first.into(), second.into()).into()
    }

    /// `AWS::NoValue`: the property is omitted.
    pub fn none() -> Self {
        Self::reference(Pseudo::NoValue)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<Map> for Value {
    fn from(map: Map) -> Self {
        Self::Map(map)
    }
}

impl From<Intrinsic> for Value {
    fn from(intrinsic: Intrinsic) -> Self {
        Self::Intrinsic(Box::new(intrinsic))
    }
}

impl<V: Into<Value>> From<Vec<V>> for Value {
    fn from(values: Vec<V>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

impl<V: Into<Value>> FromIterator<V> for Value {
    fn from_iter<I: IntoIterator<Item = V>>(values: I) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

/// A [`Map`] from names to anything a [`Value`] can be made from.
#[macro_export]
macro_rules! map {
    ($($name:expr => $value:expr),* $(,)?) => {
        $crate::Map::from_iter::<[($crate::Name, $crate::Value); _]>([
            $(($crate::Name::from($name), $crate::Value::from($value))),*
        ])
    };
}

/// A [`Value::List`] of anything a [`Value`] can be made from.
#[macro_export]
macro_rules! list {
    ($($value:expr),* $(,)?) => {
        $crate::Value::List(::std::vec![$($crate::Value::from($value)),*])
    };
}
