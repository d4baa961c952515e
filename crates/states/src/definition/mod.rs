//! A state machine as it was read: the model that is checked, drawn and run.

mod choice;
mod failure;
mod placeholder;
mod read;
mod selection;
mod state;
mod template;
mod work;

use indexmap::IndexMap;
use serde::Serialize;
use std::fmt;
use std::ops::Range;

pub use choice::{Comparison, Condition, Operation, Rule, Subject};
pub use failure::{Catcher, Retrier};
pub use placeholder::Placeholder;
pub(crate) use placeholder::{all as placeholders, substitute};
pub(crate) use read::{machine as read, state as read_state};
pub use selection::Selection;
pub use state::{Kind, State, Transition};
pub use template::Template;
pub(crate) use template::{Assignment, Reference};
pub use work::{Batcher, ExecutionType, Map, Storage, Task, Until};

/// The language of the expressions of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum QueryLanguage {
    /// Paths, payload templates and intrinsic functions.
    #[default]
    #[serde(rename = "JSONPath")]
    JsonPath,
    /// Strings `{% … %}`.
    #[serde(rename = "JSONata")]
    Jsonata,
}

impl fmt::Display for QueryLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::JsonPath => "JSONPath",
            Self::Jsonata => "JSONata",
        })
    }
}

/// A machine: the whole, a branch of a `Parallel` or the processor of a `Map`.
#[derive(Debug, Clone)]
pub struct Machine {
    /// Its comment.
    pub comment: Option<String>,
    /// The first state.
    pub start_at: Target,
    /// The states by name, in the order of the text.
    pub states: IndexMap<String, State>,
    /// The timeout of an execution in seconds.
    pub timeout_seconds: Option<u64>,
}

impl Machine {
    /// The state `name`, in this machine or in a machine inside it.
    pub fn state(&self, name: &str) -> Option<&State> {
        self.states.get(name).or_else(|| {
            let inner = self.states.values().flat_map(|state| state.kind.machines());
            inner.into_iter().find_map(|machine| machine.state(name))
        })
    }

    /// The names of all states, including those of machines inside.
    pub fn names(&self) -> Vec<&str> {
        self.all_states().into_iter().map(|state| state.name.as_str()).collect()
    }

    /// All states, including those of machines inside.
    pub fn all_states(&self) -> Vec<&State> {
        let mut found = Vec::new();
        for state in self.states.values() {
            found.push(state);
            found.extend(state.kind.machines().iter().flat_map(Self::all_states));
        }
        found
    }
}

/// The name of a state that is gone to.
#[derive(Debug, Clone)]
pub struct Target {
    /// The state's name.
    pub name: String,
    pub(crate) span: Range<usize>,
}
