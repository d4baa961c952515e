//! State machines as data, from the hook that reads them to the hook that deploys them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use amazon_states_language::Definition;
use amazon_states_language::definition::ExecutionType;
use burgeon_core::api::{Coordinate, DataSource, DeployedDataSource, LambdaFunction, identifier};
use indexmap::IndexMap;

/// The state machines that are deployed with the API, by name.
#[derive(Debug, Clone, Default)]
pub(super) struct StateMachines(pub(super) IndexMap<String, StateMachine>);

/// A state machine of AWS Step Functions that is deployed with the API.
#[derive(Debug, Clone)]
pub(super) struct StateMachine {
    /// The type of its executions: those of `EXPRESS` are synchronous.
    pub(super) kind: ExecutionType,
    /// Its definition, with placeholders `${…}`.
    pub(super) definition: Arc<Definition>,
    /// The values of the placeholders, by name.
    pub(super) substitutions: BTreeMap<String, Substitution>,
    /// The permissions of its role: actions on resources. Placeholders in resources have the values
    /// of those in the definition. [`StateMachine::SELF`] is the machine, and
    /// [`StateMachine::EXECUTIONS`] the executions that its distributed maps start.
    pub(super) statements: Vec<(Vec<String>, Vec<String>)>,
    /// The mutations that are called when an execution has ended.
    pub(super) completions: Vec<CompletionMutation>,
    /// The requests that resolvers can send.
    pub(super) requests: BTreeSet<MachineRequest>,
}

impl StateMachine {
    /// In its role's statements: the machine's ARN.
    pub(super) const SELF: &str = "${StateMachineArn}";

    /// In its role's statements: the ARNs of what its distributed maps start.
    pub(super) const EXECUTIONS: &str = "${StateMachineExecutionArns}";

    /// In the API's templates, the prefix of a machine's ARN, before `-` and its name.
    pub(super) const ARN_PREFIX: &str = "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}\
                                  :stateMachine:${ApiId}";
}

/// The value of a placeholder in a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Substitution {
    /// The ARN of a function.
    Function(LambdaFunction),
    /// A text, in which [`Variable`](burgeon_core::deployment::Variable)s are filled in when the stack is
    /// deployed.
    Text(String),
}

/// A mutation that is called when an execution has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CompletionMutation {
    /// The mutation, with the execution's ARN as its argument `executionArn`.
    pub(super) at: Coordinate,
    /// The operation that is sent, with the variable `$executionArn`.
    pub(super) operation: String,
}

/// A request to Step Functions about a state machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum MachineRequest {
    /// Starts an execution asynchronously.
    Start,
    /// Runs an execution to its end.
    StartSync,
    /// Describes an execution.
    Describe,
}

impl MachineRequest {
    /// The data source that receives it for a machine.
    pub(super) fn data_source(self, machine: &str) -> DataSource {
        let name = format!("{}_{}", identifier(&[machine]), self.action());
        DataSource::Deployed(DeployedDataSource::new(name, "HTTP"))
    }

    /// The action in IAM, in the API and in its JSON protocol.
    pub(super) fn action(self) -> &'static str {
        match self {
            Self::Start => "StartExecution",
            Self::StartSync => "StartSyncExecution",
            Self::Describe => "DescribeExecution",
        }
    }

    /// Scheme and host of the endpoint that takes it.
    ///
    /// Source of truth: Step Functions' API reference; synchronous executions have a separate
    /// host.
    pub(super) fn origin(self) -> &'static str {
        match self {
            Self::StartSync => "https://sync-states.${aws_region}.amazonaws.com",
            Self::Start | Self::Describe => "https://states.${aws_region}.amazonaws.com",
        }
    }
}
