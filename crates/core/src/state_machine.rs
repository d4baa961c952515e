//! State machines that are deployed with the API.

use std::collections::BTreeMap;

use crate::coordinate::Coordinate;
use crate::data_source::LambdaFunction;

/// A state machine of AWS Step Functions that is deployed with the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateMachine {
    /// Whether its executions are waited for.
    pub express: bool,
    /// Its definition in the Amazon States Language, as JSON, with placeholders `${…}`.
    pub definition: String,
    /// What the placeholders stand for, by their names.
    pub substitutions: BTreeMap<String, Substitution>,
    /// What its role allows: actions on resources. In these, placeholders of the definition stand
    /// for the same as there, and those of [`StateMachine::SELF`] and
    /// [`StateMachine::EXECUTIONS`] for the machine and what its distributed maps start.
    pub statements: Vec<(Vec<String>, Vec<String>)>,
    /// Mutations that are called when an execution has ended.
    pub announcements: Vec<Announcement>,
}

impl StateMachine {
    /// In its role's statements: the machine's own ARN.
    pub const SELF: &str = "${StateMachineArn}";

    /// In its role's statements: the ARNs of what its distributed maps start.
    pub const EXECUTIONS: &str = "${StateMachineExecutionArns}";

    /// In the API's templates, the text that with `-` and its name behind is a machine's ARN.
    pub const ARN_PREFIX: &str = "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}\
                                  :stateMachine:${ApiId}";
}

/// What a placeholder of a definition stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Substitution {
    /// The ARN of a function.
    Function(LambdaFunction),
    /// A text, in which [`Variable`](crate::deployment::Variable)s are filled in when the stack is
    /// deployed.
    Text(String),
}

/// A mutation that is called when an execution has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// The mutation, whose argument `executionArn` says which execution.
    pub at: Coordinate,
    /// The operation that is sent, with the variable `$executionArn`.
    pub operation: String,
}
