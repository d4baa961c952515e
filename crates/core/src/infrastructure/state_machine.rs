use std::sync::Arc;

use amazon_states_language::Definition;
use amazon_states_language::definition::ExecutionType;

/// A state machine of AWS Step Functions that is deployed with the API.
///
/// Source of truth: Step Functions' API reference, `CreateStateMachine`.
#[derive(Debug, Clone)]
pub struct StateMachine {
    /// The type of its executions.
    pub kind: ExecutionType,
    /// Its definition, with placeholders `${…}`.
    pub definition: Arc<Definition>,
}

impl StateMachine {
    /// The path of a machine's definition, relative to the output folder.
    pub fn path(name: &str) -> String {
        format!("state-machines/{name}.asl.json")
    }
}

/// Machines are equal if they are deployed alike: the notation of a definition and its warnings do
/// not count.
impl PartialEq for StateMachine {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind && self.definition.document == other.definition.document
    }
}

impl Eq for StateMachine {}
