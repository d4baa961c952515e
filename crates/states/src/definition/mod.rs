//! A state machine as it was read: the model that is checked, drawn and run.

mod choice;
mod failure;
mod placeholder;
mod read;
mod state;
mod template;
mod work;

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::Value as Json;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub use choice::{Comparison, Condition, Operation, Rule, Subject};
pub use failure::{Catcher, Retrier};
pub use placeholder::Placeholder;
pub use state::{Kind, Selection, State, Transition};
pub(crate) use template::Assignment;
pub use template::Template;
pub use work::{Batcher, ExecutionType, Map, Storage, Task, Until};

use crate::fault::{Fault, Faults, Problem};

/// A state machine that follows the specification.
#[derive(Debug, Clone)]
pub struct Definition {
    /// The machine.
    pub machine: Machine,
    /// What may not be meant, though it is allowed.
    pub warnings: Vec<Fault>,
    /// The whole as JSON, without the comments and the notation of the text.
    pub document: Json,
    /// The placeholders `${…}` in its texts, in the order of the text.
    pub placeholders: Vec<Placeholder>,
    name: String,
    source: Arc<str>,
}

impl Definition {
    /// Reads a definition, in JSON or YAML, and checks it against the specification.
    ///
    /// # Errors
    ///
    /// All the faults of the definition, in the order of the text, warnings among them.
    pub fn parse(text: &str) -> Result<Self, Faults> {
        Self::parse_named("definition", text)
    }

    /// The same for a definition that its faults are to call `name`, such as the path of its file.
    ///
    /// # Errors
    ///
    /// See [`Definition::parse`].
    pub fn parse_named(name: &str, text: &str) -> Result<Self, Faults> {
        let source: Arc<str> = text.into();
        let told = |problems| told(problems, name, &source);
        let (node, mut problems) =
            crate::document::read(text).map_err(|problem| Faults(told(vec![problem])))?;
        let machine = read::machine(&node, &mut problems);
        if let Some(machine) = &machine {
            crate::check::check(machine, &mut problems);
        }
        match machine {
            Some(machine) if problems.iter().all(Problem::is_warning) => {
                let warnings = told(problems);
                let (document, placeholders) = (node.to_json(), placeholder::all(&node));
                let name = name.to_owned();
                Ok(Self { machine, warnings, document, placeholders, name, source })
            }
            _ => Err(Faults(told(problems))),
        }
    }

    /// The text that it was read from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What executions of a type cannot do, though the definition does it.
    pub fn faults_as(&self, kind: ExecutionType) -> Vec<Fault> {
        told(crate::check::of_type(&self.machine, kind), &self.name, &self.source)
    }
}

/// Faults in the order of the text, each once.
fn told(mut problems: Vec<Problem>, name: &str, source: &Arc<str>) -> Vec<Fault> {
    problems.sort_by_key(Problem::start);
    problems.dedup();
    problems.into_iter().map(|problem| problem.in_definition(name, source)).collect()
}

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
    /// What its author says of it.
    pub comment: Option<String>,
    /// The first state.
    pub start_at: Target,
    /// The states by name, in the order of the text.
    pub states: IndexMap<String, State>,
    /// The longest an execution takes, in seconds.
    pub timeout_seconds: Option<u64>,
}

/// The name of a state that is gone to.
#[derive(Debug, Clone)]
pub struct Target {
    /// The state's name.
    pub name: String,
    pub(crate) span: Range<usize>,
}
