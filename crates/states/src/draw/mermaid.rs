//! Mermaid flowcharts.

use std::fmt::Write;

use burgeon_diagram::chart::escape_mermaid as escape;

use super::Diagram;
use super::facts::{detail, limits};
use super::graph::{Origin, edges, short};
use crate::definition::{Kind, Machine, State, Transition};

pub(super) fn mermaid(diagram: &Diagram<'_>) -> String {
    let mut text = String::from("flowchart TD\n");
    scope(diagram, diagram.machine, "s", 1, &mut text);
    text.push_str("    classDef fail stroke:#c0392b,stroke-width:2px\n");
    if diagram.trace.is_some() {
        text.push_str(
            "    classDef succeeded stroke:#217a3c,stroke-width:3px\n    \
             classDef caught stroke:#b35c00,stroke-width:3px\n    \
             classDef failed stroke:#c0392b,stroke-width:4px\n    \
             classDef stopped stroke-dasharray:2 3\n    \
             classDef running stroke:#1769c2,stroke-width:3px\n    \
             classDef skipped opacity:0.4\n",
        );
    }
    text
}

/// Writes a machine whose nodes have names that start with `id`.
fn scope(diagram: &Diagram<'_>, machine: &Machine, id: &str, depth: usize, text: &mut String) {
    let indent = "    ".repeat(depth);
    let first = machine.states.get_index_of(&machine.start_at.name).unwrap_or(0);
    let _ = writeln!(text, "{indent}{id}_start(( )) --> {id}{first}");
    let mut ends = false;
    for (index, state) in machine.states.values().enumerate() {
        let node = format!("{id}{index}");
        if state.kind.machines().is_empty() {
            let _ = writeln!(text, "{indent}{}", shape(diagram, &node, state));
        } else {
            let _ = writeln!(text, "{indent}subgraph {node}[\"{}\"]", label(diagram, state));
            for (branch, machine) in state.kind.machines().iter().enumerate() {
                let inner = format!("{node}b{branch}_");
                let _ = writeln!(text, "{indent}    subgraph {inner}[\" \"]");
                scope(diagram, machine, &inner, depth + 2, text);
                let _ = writeln!(text, "{indent}    end");
            }
            let _ = writeln!(text, "{indent}end");
        }
        if diagram.trace.is_some() {
            let status = diagram.visit(state).map(|visit| visit.status.to_string());
            let _ =
                writeln!(text, "{indent}class {node} {}", status.as_deref().unwrap_or("skipped"));
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
        let mut label = short(&edge.label);
        let name = |at: usize| machine.states.get_index(at).map_or("", |(name, _)| name.as_str());
        let caught = edge.origin == Origin::Catch;
        let times = diagram.trace.map_or(0, |t| t.times(name(edge.from), name(edge.to), caught));
        if times > 1 {
            let _ = write!(label, "{}{times} times", if label.is_empty() { "" } else { ", " });
        }
        let label = match label.is_empty() {
            true => String::new(),
            false => format!("|\"{}\"|", escape(&label)),
        };
        let arrow = match (caught, times) {
            (true, _) => "-.->",
            (false, 0) => "-->",
            (false, _) => "==>",
        };
        let _ = writeln!(text, "{indent}{id}{} {arrow}{label} {id}{}", edge.from, edge.to);
    }
}

/// The name, and the other texts in lines below it.
fn label(diagram: &Diagram<'_>, state: &State) -> String {
    let mut label = escape(&state.name);
    let mut lines = vec![detail(state)];
    lines.extend(limits(state));
    lines.extend(diagram.visit(state).into_iter().flat_map(|visit| visit.notes()));
    for line in lines.iter().filter(|line| !line.is_empty()) {
        let _ = write!(label, "<br/><small>{}</small>", escape(&short(line)));
    }
    label
}

fn shape(diagram: &Diagram<'_>, node: &str, state: &State) -> String {
    let label = label(diagram, state);
    match &state.kind {
        Kind::Choice(_) => format!("{node}{{\"{label}\"}}"),
        Kind::Wait(_) => format!("{node}(\"⏱ {label}\")"),
        Kind::Succeed => format!("{node}([\"{label}\"])"),
        Kind::Fail { .. } => format!("{node}([\"{label}\"]):::fail"),
        _ => format!("{node}[\"{label}\"]"),
    }
}
