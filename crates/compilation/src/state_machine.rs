//! State machines of AWS Step Functions that are deployed with the API.

use serde::{Deserialize, Serialize};

/// A state machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateMachine {
    /// Its type.
    pub kind: StateMachineType,
    /// Its definition in the Amazon States Language, as JSON, with placeholders `${…}`.
    pub definition: String,
}

/// The types of state machines.
///
/// Source of truth: Step Functions' API reference, `CreateStateMachine`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum StateMachineType {
    /// Executions of up to a year.
    Standard,
    /// Executions of up to five minutes.
    Express,
}

impl StateMachine {
    /// The path of a machine's definition, relative to the output folder.
    pub fn path(name: &str) -> String {
        format!("state-machines/{name}.asl.json")
    }
}

impl From<&burgeon_core::infrastructure::StateMachine> for StateMachine {
    fn from(machine: &burgeon_core::infrastructure::StateMachine) -> Self {
        let kind = match machine.express {
            true => StateMachineType::Express,
            false => StateMachineType::Standard,
        };
        Self { kind, definition: machine.definition.clone() }
    }
}
