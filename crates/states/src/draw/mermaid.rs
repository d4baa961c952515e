//! Mermaid flowcharts.

use std::fmt::Write;

use super::graph::{Way, detail, edges};
use crate::definition::{Kind, Machine, State, Transition};

/// The machine as a Mermaid flowchart.
pub fn mermaid(machine: &Machine) -> String {
    let mut text = String::from("flowchart TD\n");
    scope(machine, "s", 1, &mut text);
    text.push_str("    classDef fail stroke:#c0392b,stroke-width:2px\n");
    text
}

/// Writes a machine whose nodes have names that start with `id`.
fn scope(machine: &Machine, id: &str, depth: usize, text: &mut String) {
    let indent = "    ".repeat(depth);
    let first = machine.states.get_index_of(&machine.start_at.name).unwrap_or(0);
    let _ = writeln!(text, "{indent}{id}_start(( )) --> {id}{first}");
    let mut ends = false;
    for (index, state) in machine.states.values().enumerate() {
        let node = format!("{id}{index}");
        if state.kind.machines().is_empty() {
            let _ = writeln!(text, "{indent}{}", shape(&node, state));
        } else {
            let _ = writeln!(text, "{indent}subgraph {node}[\"{}\"]", label(state));
            for (branch, machine) in state.kind.machines().iter().enumerate() {
                let inner = format!("{node}b{branch}_");
                let _ = writeln!(text, "{indent}    subgraph {inner}[\" \"]");
                scope(machine, &inner, depth + 2, text);
                let _ = writeln!(text, "{indent}    end");
            }
            let _ = writeln!(text, "{indent}end");
        }
        if matches!(state.transition, Transition::End) && !matches!(state.kind, Kind::Fail { .. }) {
            ends = true;
            let _ = writeln!(text, "{indent}{node} --> {id}_end");
        }
    }
    if ends {
        let _ = writeln!(text, "{indent}{id}_end((( )))");
    }
    for edge in edges(machine) {
        let (arrow, label) = match edge.way {
            Way::Next => ("-->", String::new()),
            Way::Rule | Way::Default => ("-->", format!("|\"{}\"|", escape(&edge.label))),
            Way::Catch => ("-.->", format!("|\"{}\"|", escape(&edge.label))),
        };
        let _ = writeln!(text, "{indent}{id}{} {arrow}{label} {id}{}", edge.from, edge.to);
    }
}

fn label(state: &State) -> String {
    let detail = detail(state);
    let name = escape(&state.name);
    match detail.is_empty() {
        true => name,
        false => format!("{name}<br/><small>{}</small>", escape(&detail)),
    }
}

fn shape(node: &str, state: &State) -> String {
    let label = label(state);
    match &state.kind {
        Kind::Choice(_) => format!("{node}{{\"{label}\"}}"),
        Kind::Wait(_) => format!("{node}(\"⏱ {label}\")"),
        Kind::Succeed => format!("{node}([\"{label}\"])"),
        Kind::Fail { .. } => format!("{node}([\"{label}\"]):::fail"),
        _ => format!("{node}[\"{label}\"]"),
    }
}

/// The text with what Mermaid reads as its own written as entities.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '"' | '#' | '<' | '>' | '&' | '`' | ';' => {
                let _ = write!(escaped, "#{};", u32::from(c));
            }
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}
