//! The transitions of a machine as edges, with their conditions as labels.

use super::facts::value;
use crate::definition::{
    Comparison, Condition, Kind, Machine, Operation, Subject, Template, Transition,
};

/// The field that an edge comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    Next,
    Rule,
    Default,
    Catch,
}

/// A transition from a state to another of its machine.
#[derive(Debug)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) origin: Origin,
    /// The whole label; a drawing shortens it.
    pub(super) label: String,
}

/// The longest label of Mermaid and Graphviz, in characters.
const LABEL: usize = 48;

/// A text in one line, shortened for Mermaid and Graphviz.
pub(super) fn short(text: &str) -> String {
    let text = burgeon_diagram::text::clean(text);
    match text.char_indices().nth(LABEL) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// The edges between the states of a machine, by their places in it.
pub(super) fn edges(machine: &Machine) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (from, state) in machine.states.values().enumerate() {
        let mut add = |name: &str, origin, label: String| {
            if let Some(to) = machine.states.get_index_of(name) {
                edges.push(Edge { from, to, origin, label });
            }
        };
        if let Kind::Choice(rules) = &state.kind {
            for rule in rules {
                let label = rule.comment.clone().unwrap_or_else(|| condition(&rule.condition));
                add(&rule.next.name, Origin::Rule, label);
            }
        }
        if let Transition::Next(target) = &state.transition {
            match state.kind {
                Kind::Choice(_) => add(&target.name, Origin::Default, "otherwise".to_owned()),
                _ => add(&target.name, Origin::Next, String::new()),
            }
        }
        for catcher in &state.catch {
            add(&catcher.next.name, Origin::Catch, catcher.errors.join(", "));
        }
    }
    edges
}

fn condition(of: &Condition) -> String {
    let all = |conditions: &[Condition], between: &str| {
        conditions.iter().map(condition).collect::<Vec<_>>().join(between)
    };
    match of {
        Condition::And(conditions) if conditions.is_empty() => "always".to_owned(),
        Condition::And(conditions) => all(conditions, " and "),
        Condition::Or(conditions) => all(conditions, " or "),
        Condition::Not(inner) => format!("not ({})", condition(inner)),
        Condition::Jsonata(expression) => expression.text.clone(),
        Condition::Test { variable, comparison, operand } => {
            test(&variable.text, *comparison, &quoted(operand))
        }
    }
}

/// A value as it is in a condition: with quotes around a text.
fn quoted(operand: &Template) -> String {
    match operand.literal() {
        Some(literal) => literal.to_string(),
        None => value(operand),
    }
}

fn test(variable: &str, comparison: Comparison, operand: &str) -> String {
    let sign = match comparison.operation {
        Operation::Equals => "=",
        Operation::LessThan => "<",
        Operation::GreaterThan => ">",
        Operation::LessThanEquals => "≤",
        Operation::GreaterThanEquals => "≥",
        Operation::Matches => "matches",
        Operation::Is => {
            let what = match comparison.subject {
                Subject::String => "a string",
                Subject::Numeric => "a number",
                Subject::Boolean => "a boolean",
                Subject::Timestamp => "a timestamp",
                Subject::Null => "null",
                Subject::Present => "present",
            };
            let not = if operand == "true" { "" } else { "not " };
            return format!("{variable} is {not}{what}");
        }
    };
    format!("{variable} {sign} {operand}")
}
