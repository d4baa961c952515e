//! The arguments of `@stateMachine`.

use apollo_compiler::Node;
use apollo_compiler::ast::Directive;
use burgeon_core::Diagnostic;
use burgeon_core::arguments::arguments_or_fault;
use serde::Deserialize;

use super::codes;
use super::machine::MachineRequest;

#[derive(Deserialize)]
struct Given {
    definition: String,
    mode: Option<Mode>,
    action: Option<Action>,
}

/// Whether the field waits for the end of the execution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum Mode {
    Standard,
    Express,
}

/// The action of a field on a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum Action {
    Start,
    Describe,
    Announce,
}

/// The arguments of `@stateMachine`.
#[derive(Debug, Clone)]
pub(super) struct Arguments {
    /// The path of the definition.
    pub(super) definition: String,
    /// Whether the field waits for the end of the execution.
    pub(super) mode: Mode,
    /// The action of the field.
    pub(super) action: Action,
}

impl Arguments {
    /// The arguments, or a fault in them.
    pub(super) fn read(directive: &Node<Directive>) -> Result<Self, Diagnostic> {
        let given: Given = arguments_or_fault(directive, &codes::PATH)?;
        let (mode, action) = (given.mode.unwrap_or(Mode::Standard), given.action);
        Ok(Self { definition: given.definition, mode, action: action.unwrap_or(Action::Start) })
    }

    /// The request to the machine.
    pub(super) fn request(&self) -> MachineRequest {
        match (self.action, self.mode) {
            (Action::Start, Mode::Standard) => MachineRequest::Start,
            (Action::Start, Mode::Express) => MachineRequest::StartSync,
            (Action::Describe | Action::Announce, _) => MachineRequest::Describe,
        }
    }
}
