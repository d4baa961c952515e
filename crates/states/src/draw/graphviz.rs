//! Graphviz.

use std::fmt::Write;

use super::graph::{Way, detail, edges};
use crate::definition::{Kind, Machine, State, Transition};

/// The machine in Graphviz's language DOT.
pub fn graphviz(machine: &Machine) -> String {
    let mut text = String::from(
        "digraph machine {\n    compound=true\n    node [shape=box, style=rounded, fontname=Helvetica]\n    \
         edge [fontname=Helvetica, fontsize=10]\n",
    );
    scope(machine, "s", 1, &mut text);
    text.push_str("}\n");
    text
}

fn scope(machine: &Machine, id: &str, depth: usize, text: &mut String) {
    let indent = "    ".repeat(depth);
    let _ =
        writeln!(text, "{indent}{id}_start [shape=circle, label=\"\", width=0.2, style=filled]");
    let mut ends = Vec::new();
    for (index, state) in machine.states.values().enumerate() {
        let node = format!("{id}{index}");
        let machines = state.kind.machines();
        if machines.is_empty() {
            let _ = writeln!(text, "{indent}{node} [{}]", shape(state));
        } else {
            let _ = writeln!(text, "{indent}subgraph cluster_{node} {{");
            let _ = writeln!(text, "{indent}    label=\"{}\"", label(state));
            // Edges to and from a cluster need a node in it.
            let _ = writeln!(text, "{indent}    {node} [shape=point, style=invis]");
            for (branch, machine) in machines.iter().enumerate() {
                let inner = format!("{node}b{branch}_");
                let _ = writeln!(text, "{indent}    subgraph cluster_{inner} {{");
                let _ = writeln!(text, "{indent}        label=\"\"; style=dashed");
                scope(machine, &inner, depth + 2, text);
                let _ = writeln!(text, "{indent}    }}");
            }
            let _ = writeln!(text, "{indent}}}");
        }
        if matches!(state.transition, Transition::End) && !matches!(state.kind, Kind::Fail { .. }) {
            ends.push(index);
        }
    }
    let cluster = |index: usize, side: &str| {
        let inner =
            machine.states.get_index(index).is_some_and(|(_, s)| !s.kind.machines().is_empty());
        if inner { format!("{side}=cluster_{id}{index}") } else { String::new() }
    };
    let mut edge = |from: String, to: String, attributes: Vec<String>| {
        let attributes: Vec<_> = attributes.into_iter().filter(|a| !a.is_empty()).collect();
        let list = match attributes.is_empty() {
            true => String::new(),
            false => format!(" [{}]", attributes.join(", ")),
        };
        let _ = writeln!(text, "{indent}{from} -> {to}{list}");
    };
    let first = machine.states.get_index_of(&machine.start_at.name).unwrap_or(0);
    edge(format!("{id}_start"), format!("{id}{first}"), vec![cluster(first, "lhead")]);
    for of in edges(machine) {
        let label = match of.label.is_empty() {
            true => String::new(),
            false => format!("label=\"{}\"", escape(&of.label)),
        };
        let style = if of.way == Way::Catch { "style=dashed, color=\"#c0392b\"" } else { "" };
        let ends = [cluster(of.from, "ltail"), cluster(of.to, "lhead")];
        let mut attributes = vec![label, style.to_owned()];
        attributes.extend(ends);
        edge(format!("{id}{}", of.from), format!("{id}{}", of.to), attributes);
    }
    for index in &ends {
        edge(format!("{id}{index}"), format!("{id}_end"), vec![cluster(*index, "ltail")]);
    }
    if !ends.is_empty() {
        let _ = writeln!(
            text,
            "{indent}{id}_end [shape=doublecircle, label=\"\", width=0.15, style=filled]"
        );
    }
}

fn label(state: &State) -> String {
    let detail = detail(state);
    match detail.is_empty() {
        true => escape(&state.name),
        false => format!("{}\\n{}", escape(&state.name), escape(&detail)),
    }
}

fn shape(state: &State) -> String {
    let label = label(state);
    let style = match &state.kind {
        Kind::Choice(_) => ", shape=diamond, style=solid",
        Kind::Fail { .. } => ", color=\"#c0392b\", penwidth=2",
        _ => "",
    };
    format!("label=\"{label}\"{style}")
}

fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '"' | '\\' => escaped.extend(['\\', c]),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}
