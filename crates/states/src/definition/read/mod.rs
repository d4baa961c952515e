//! Turns the tree of a document into the model. Invalid parts are reported and omitted.

mod choice;
mod expression;
mod failure;
mod fields;
mod kind;
mod map;
mod state;

use indexmap::IndexMap;

use super::template::{Assignment, Reference};
use super::{Machine, QueryLanguage, State, Target};
use crate::document::{Key, Node, Value};
use crate::fault::Problem;
use fields::Fields;

/// The input and the results of reading a state.
struct Reader<'a> {
    problems: &'a mut Vec<Problem>,
    /// The language of the whole machine.
    top: QueryLanguage,
    /// The language of the state that is being read.
    language: QueryLanguage,
    reads: Vec<Reference>,
    assigns: Vec<Assignment>,
    /// The members that `$states` has in the field that is being read.
    members: &'static [&'static str],
    /// Whether the field belongs to a catcher.
    in_catcher: bool,
}

/// The members that `$states` always has.
const BEFORE: &[&str] = &["input", "context"];

/// The members of `$states` after the state's work.
const AFTER: &[&str] = &["input", "context", "result"];

/// The members of `$states` in a catcher.
const CAUGHT: &[&str] = &["input", "context", "errorOutput"];

/// The machine of a document.
pub(crate) fn machine(node: &Node, problems: &mut Vec<Problem>) -> Option<Machine> {
    let mut reader = Reader::new(problems);
    let fields = Fields::of(node, "the state machine", &mut reader)?;
    reader.top = match fields.get("QueryLanguage") {
        Some(language) if language.is_placeholder() => guessed_language(node),
        _ => state::query_language(&fields, &mut reader).unwrap_or_default(),
    };
    if let Some(version) = fields.string("Version", &mut reader)
        && version != "1.0"
    {
        reader.report(
            Problem::new(
                "states::field_value",
                format!("unknown version `{version}` of the language"),
                &fields.span("Version"),
            )
            .help("write `\"1.0\"`"),
        );
    }
    let timeout = fields.whole("TimeoutSeconds", 1, 99_999_999, &mut reader);
    let known = ["Comment", "QueryLanguage", "StartAt", "States", "TimeoutSeconds", "Version"];
    fields.only(&known, &mut reader);
    let mut machine = reader.machine(&fields)?;
    machine.timeout_seconds = timeout;
    Some(machine)
}

/// The query language of the fields of a machine whose `QueryLanguage` is a placeholder.
fn guessed_language(node: &Node) -> QueryLanguage {
    let (mut paths, mut expressions) = (false, false);
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        match &node.value {
            Value::Scalar(_) => {
                expressions |= node.as_str().is_some_and(|text| text.starts_with("{%"));
            }
            Value::Array(items) => open.extend(items),
            Value::Object(members) => {
                let is_path = |name: &str| {
                    name.ends_with(".$")
                        || ["Parameters", "InputPath", "ResultPath", "Variable"].contains(&name)
                };
                paths |= members.iter().any(|(key, _)| is_path(&key.name));
                open.extend(members.iter().map(|(_, node)| node));
            }
        }
    }
    if expressions && !paths { QueryLanguage::Jsonata } else { QueryLanguage::JsonPath }
}

/// Reads a document that holds a single state.
pub(crate) fn state(node: &Node, name: &str, problems: &mut Vec<Problem>) -> Option<State> {
    let mut reader = Reader::new(problems);
    let key = Key { name: name.to_owned(), span: node.span.start..node.span.start };
    reader.state(&key, node)
}

impl<'a> Reader<'a> {
    fn new(problems: &'a mut Vec<Problem>) -> Self {
        Self {
            problems,
            top: QueryLanguage::JsonPath,
            language: QueryLanguage::JsonPath,
            reads: Vec::new(),
            assigns: Vec::new(),
            members: BEFORE,
            in_catcher: false,
        }
    }
}

impl Reader<'_> {
    /// Reads fields in which `$states` has certain members.
    fn seeing<T>(
        &mut self,
        members: &'static [&'static str],
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let before = std::mem::replace(&mut self.members, members);
        let value = read(self);
        self.members = before;
        value
    }

    fn report(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// The machine in a state.
    fn inner(&mut self, node: &Node, what: &str, more: &[&str]) -> Option<Machine> {
        let fields = Fields::of(node, what, self)?;
        let mut known = vec!["Comment", "StartAt", "States"];
        known.extend(more);
        fields.only(&known, self);
        // A state in the machine has its own query language and variables.
        let language = self.language;
        let (reads, assigns) = (std::mem::take(&mut self.reads), std::mem::take(&mut self.assigns));
        let machine = self.seeing(BEFORE, |reader| reader.machine(&fields));
        (self.reads, self.assigns) = (reads, assigns);
        self.language = language;
        machine
    }

    fn machine(&mut self, fields: &Fields<'_>) -> Option<Machine> {
        let comment = fields.string("Comment", self).map(str::to_owned);
        let start_at =
            fields.required("StartAt", self).and_then(|node| self.target(node, "StartAt"));
        let states = fields.required("States", self)?;
        let members = self.object(states, "`States`")?;
        if members.is_empty() {
            self.report(
                Problem::new("states::field_value", "`States` holds no state", &states.span)
                    .help("write at least one state"),
            );
        }
        let mut read = IndexMap::new();
        let mut complete = true;
        for (key, node) in members {
            match self.state(key, node) {
                Some(state) => {
                    read.insert(key.name.clone(), state);
                }
                None => complete = false,
            }
        }
        // A missing state would be reported again, as a dangling transition.
        if !complete {
            return None;
        }
        Some(Machine { comment, start_at: start_at?, states: read, timeout_seconds: None })
    }

    fn target(&mut self, node: &Node, field: &str) -> Option<Target> {
        let name = self.text(node, &format!("`{field}`"))?;
        Some(Target { name: name.to_owned(), span: node.span.clone() })
    }

    fn text<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n str> {
        let text = node.as_str();
        if text.is_none() {
            self.mistyped(node, what, "a string");
        }
        text
    }

    fn object<'n>(
        &mut self,
        node: &'n Node,
        what: &str,
    ) -> Option<&'n [(crate::document::Key, Node)]> {
        let members = node.as_object();
        if members.is_none() {
            self.mistyped(node, what, "an object");
        }
        members
    }

    fn array<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n [Node]> {
        let items = node.as_array();
        if items.is_none() {
            self.mistyped(node, what, "an array");
        }
        items
    }

    fn mistyped(&mut self, node: &Node, what: &str, expected: &str) {
        if node.is_placeholder() {
            return;
        }
        self.report(
            Problem::new("states::field_type", format!("{what} is not {expected}"), &node.span)
                .label(format!("this is {}", node.kind()))
                .help(format!("write {expected}")),
        );
    }
}
