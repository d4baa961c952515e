//! A definition that was read and checked.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value as Json;

use crate::definition::{self, ExecutionType, Machine, Placeholder, State};
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
            _ => Err(refused(problems, &node, name, &source)),
        }
    }

    /// Parses one state, or the state `name` of a whole machine, and returns it with its warnings.
    ///
    /// # Errors
    ///
    /// See [`Definition::parse`]; and a fault if the machine has no state of that name.
    pub fn parse_state(
        path: &str,
        text: &str,
        name: Option<&str>,
        values: &Substitutions,
    ) -> Result<(State, Vec<Fault>), Faults> {
        let source: Arc<str> = text.into();
        let failed = |problem| Faults(located(vec![problem], path, &source));
        let (mut node, mut problems) = document::read(text).map_err(failed)?;
        definition::substitute(&mut node, values);
        match state_of(&node, name, &mut problems) {
            Some(state) if problems.iter().all(Problem::is_warning) => {
                Ok((state, located(problems, path, &source)))
            }
            _ => Err(refused(problems, &node, path, &source)),
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
        self.located(crate::check::of_type(&self.machine, kind))
    }

    /// Problems as faults with their places in the definition.
    pub(crate) fn located(&self, problems: Vec<Problem>) -> Vec<Fault> {
        located(problems, &self.name, &self.source)
    }
}

/// The state of a document that is one, or the state `name` of a machine; without a name, its first.
fn state_of(node: &Node, name: Option<&str>, problems: &mut Vec<Problem>) -> Option<State> {
    if node.get("Type").is_some() {
        let state = definition::read_state(node, name.unwrap_or("State"), problems)?;
        crate::check::check_state(&state, problems);
        return Some(state);
    }
    let machine = definition::read(node, problems)?;
    let wanted = name.unwrap_or(&machine.start_at.name);
    let found = machine.state(wanted).cloned();
    if found.is_none() {
        let place = node.span.start..node.span.start + 1;
        let message = format!("the machine has no state `{wanted}`");
        problems.push(
            Problem::new("states::dangling_transition", message, &place)
                .help("name a state of the machine")
                .meant(wanted, machine.names()),
        );
    }
    found
}

/// The faults of a definition that was not read. Placeholders may hide what is wrong with it.
fn refused(mut problems: Vec<Problem>, node: &Node, name: &str, source: &Arc<str>) -> Faults {
    if problems.iter().all(Problem::is_warning) {
        problems.push(
            Problem::new(
                "states::field_type",
                "a placeholder takes the place of states",
                &node.span,
            )
            .help("give the placeholder a value, or write the states"),
        );
    }
    Faults(located(problems, name, source))
}

/// Faults in the order of the text, each once.
fn located(mut problems: Vec<Problem>, name: &str, source: &Arc<str>) -> Vec<Fault> {
    problems.sort_by_key(Problem::start);
    problems.dedup();
    problems.into_iter().map(|problem| problem.in_definition(name, source)).collect()
}
