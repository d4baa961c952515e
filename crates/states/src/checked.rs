//! A definition that was read and checked.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value as Json;

use crate::definition::{self, ExecutionType, Machine, Placeholder};
use crate::document::{self, Node};
use crate::fault::{Fault, Faults, Problem};

/// Values for placeholders, by their names.
pub type Substitutions = BTreeMap<String, Json>;

/// A state machine that follows the specification.
#[derive(Debug, Clone)]
pub struct Definition {
    /// The machine.
    pub machine: Machine,
    /// Warnings about allowed, but suspicious parts.
    pub warnings: Vec<Fault>,
    /// The whole as JSON, without the comments and the notation of the text.
    pub document: Json,
    /// The placeholders `${…}` in its texts, in the order of the text.
    pub placeholders: Vec<Placeholder>,
    name: String,
    source: Arc<str>,
}

impl Definition {
    /// Reads a definition, in JSON (comments as in JSON5 included) or YAML, and checks it against
    /// the specification.
    ///
    /// # Errors
    ///
    /// All errors and warnings of the definition, in the order of the text.
    pub fn parse(text: &str) -> Result<Self, Faults> {
        Self::parse_named("definition", text)
    }

    /// Reads a definition with a name for its errors, such as the path of its file.
    ///
    /// # Errors
    ///
    /// See [`Definition::parse`].
    pub fn parse_named(name: &str, text: &str) -> Result<Self, Faults> {
        Self::substituted(name, text, &Substitutions::new())
    }

    /// Parses a definition with values for its placeholders `${NAME}`.
    ///
    /// A text that consists of a placeholder becomes the value. In a longer text, the value
    /// is inserted as text.
    ///
    /// # Errors
    ///
    /// See [`Definition::parse`].
    pub fn substituted(name: &str, text: &str, values: &Substitutions) -> Result<Self, Faults> {
        let source: Arc<str> = text.into();
        match document::read(text) {
            Ok((node, problems)) => Self::of_document(name, source, node, problems, values),
            Err(problem) => Err(Faults(located(vec![problem], name, &source))),
        }
    }

    /// Checks a definition that is the document `node` of the text `source`.
    pub(crate) fn of_document(
        name: &str,
        source: Arc<str>,
        mut node: Node,
        mut problems: Vec<Problem>,
        values: &Substitutions,
    ) -> Result<Self, Faults> {
        definition::substitute(&mut node, values);
        let machine = definition::read(&node, &mut problems);
        if let Some(machine) = &machine {
            crate::check::check(machine, &mut problems);
        }
        match machine {
            Some(machine) if problems.iter().all(Problem::is_warning) => {
                let warnings = located(problems, name, &source);
                let (document, placeholders) = (node.to_json(), definition::placeholders(&node));
                let name = name.to_owned();
                Ok(Self { machine, warnings, document, placeholders, name, source })
            }
            _ => Err(Faults(located(problems, name, &source))),
        }
    }

    /// The text that it was read from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The definition as JSON, which every parser of the language accepts: YAML parsers differ in
    /// their dates and booleans.
    pub fn json(&self) -> String {
        format!("{:#}\n", self.document)
    }

    /// The errors for executions of a type.
    pub fn faults_as(&self, kind: ExecutionType) -> Vec<Fault> {
        located(crate::check::of_type(&self.machine, kind), &self.name, &self.source)
    }
}

/// Faults in the order of the text, each once.
fn located(mut problems: Vec<Problem>, name: &str, source: &Arc<str>) -> Vec<Fault> {
    problems.sort_by_key(Problem::start);
    problems.dedup();
    problems.into_iter().map(|problem| problem.in_definition(name, source)).collect()
}
