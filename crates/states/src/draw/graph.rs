//! What all drawings show of a machine.

use crate::definition::{
    Comparison, Condition, Kind, Machine, Operation, State, Subject, Template, Transition, Until,
};

/// How an edge came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Next,
    Rule,
    Default,
    Catch,
}

/// A way from a state to another of its machine.
#[derive(Debug)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) way: Way,
    pub(super) label: String,
}

/// The longest label, in characters.
const LABEL: usize = 48;

fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(LABEL) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// The ways between the states of a machine, by their places in it.
pub(super) fn edges(machine: &Machine) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (from, state) in machine.states.values().enumerate() {
        let mut add = |name: &str, way, label: String| {
            if let Some(to) = machine.states.get_index_of(name) {
                edges.push(Edge { from, to, way, label });
            }
        };
        if let Kind::Choice(rules) = &state.kind {
            for rule in rules {
                let label = rule.comment.clone().unwrap_or_else(|| condition(&rule.condition));
                add(&rule.next.name, Way::Rule, short(&label));
            }
        }
        if let Transition::Next(target) = &state.transition {
            match state.kind {
                Kind::Choice(_) => add(&target.name, Way::Default, "otherwise".to_owned()),
                _ => add(&target.name, Way::Next, String::new()),
            }
        }
        for catcher in &state.catch {
            add(&catcher.next.name, Way::Catch, short(&catcher.errors.join(", ")));
        }
    }
    edges
}

/// A second line on a state: what it calls, or how long it waits.
pub(super) fn detail(state: &State) -> String {
    let text = |template: &Template| match template {
        Template::Path(path) => path.text.clone(),
        Template::Jsonata(expression) => expression.text.clone(),
        Template::Literal(serde_json::Value::String(text)) => text.clone(),
        other => other.literal().map_or_else(String::new, |value| value.to_string()),
    };
    short(&match &state.kind {
        Kind::Task(task) => {
            let parts: Vec<&str> = task.resource.rsplit(':').take(2).collect();
            match parts[..] {
                [name, "function" | "activity"] => name.to_owned(),
                [action, service] => format!("{service}:{action}"),
                _ => task.resource.clone(),
            }
        }
        Kind::Wait(Until::Seconds(template)) => format!("{} s", text(template)),
        Kind::Wait(Until::Timestamp(template)) => format!("until {}", text(template)),
        Kind::Fail { error: Some(template), .. } => text(template),
        Kind::Map(map) if map.distributed.is_some() => "distributed".to_owned(),
        _ => String::new(),
    })
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
            let operand = match operand {
                Template::Path(path) => path.text.clone(),
                other => other.literal().map_or_else(String::new, |value| value.to_string()),
            };
            test(&variable.text, *comparison, &operand)
        }
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
