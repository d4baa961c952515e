//! Graphviz.

use std::fmt::Write;

use super::Diagram;
use super::facts::{detail, limits, whole};
use super::graph::{Origin, edges, short};
use super::trace::Status;
use crate::definition::{Kind, Machine, State, Transition};

pub(super) fn graphviz(diagram: &Diagram<'_>) -> String {
    let mut text = String::from(
        "digraph machine {\n    compound=true\n    node [shape=box, style=rounded, fontname=Helvetica]\n    \
         edge [fontname=Helvetica, fontsize=10]\n",
    );
    scope(diagram, diagram.machine, "s", 1, &mut text);
    text.push_str("}\n");
    text
}

fn scope(diagram: &Diagram<'_>, machine: &Machine, id: &str, depth: usize, text: &mut String) {
    let indent = "    ".repeat(depth);
    let _ =
        writeln!(text, "{indent}{id}_start [shape=circle, label=\"\", width=0.2, style=filled]");
    let mut ends = Vec::new();
    for (index, state) in machine.states.values().enumerate() {
        let node = format!("{id}{index}");
        let machines = state.kind.machines();
        if machines.is_empty() {
            let _ = writeln!(text, "{indent}{node} [{}]", shape(diagram, state));
        } else {
            let _ = writeln!(text, "{indent}subgraph cluster_{node} {{");
            let _ = writeln!(
                text,
                "{indent}    label=\"{}\"{}",
                label(diagram, state),
                attributes(diagram, state, ";")
            );
            // Edges to and from a cluster need a node in it.
            let _ = writeln!(text, "{indent}    {node} [shape=point, style=invis]");
            for (branch, machine) in machines.iter().enumerate() {
                let inner = format!("{node}b{branch}_");
                let _ = writeln!(text, "{indent}    subgraph cluster_{inner} {{");
                let _ = writeln!(text, "{indent}        label=\"\"; style=dashed");
                scope(diagram, machine, &inner, depth + 2, text);
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
        let mut label = short(&of.label);
        let name = |at: usize| machine.states.get_index(at).map_or("", |(name, _)| name.as_str());
        let caught = of.origin == Origin::Catch;
        let times = diagram.trace.map_or(0, |t| t.times(name(of.from), name(of.to), caught));
        if times > 1 {
            let _ = write!(label, "{}{times} times", if label.is_empty() { "" } else { ", " });
        }
        let label = match label.is_empty() {
            true => String::new(),
            false => format!("label=\"{}\"", escape(&label)),
        };
        let style = match (caught, times) {
            (true, 0) => "style=dashed, color=\"#c0392b\"",
            (true, _) => "style=dashed, color=\"#c0392b\", penwidth=2.6",
            (false, 0) => "",
            (false, _) => "color=\"#1769c2\", penwidth=2.6",
        };
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

/// The name, and the other texts in lines below it.
fn label(diagram: &Diagram<'_>, state: &State) -> String {
    let mut label = escape(&state.name);
    let mut lines = vec![detail(state)];
    lines.extend(limits(state));
    lines.extend(diagram.visit(state).into_iter().flat_map(|visit| visit.notes()));
    for line in lines.iter().filter(|line| !line.is_empty()) {
        let _ = write!(label, "\\n{}", escape(&short(line)));
    }
    label
}

fn shape(diagram: &Diagram<'_>, state: &State) -> String {
    let label = label(diagram, state);
    let style = match &state.kind {
        Kind::Choice(_) => ", shape=diamond, style=solid",
        Kind::Fail { .. } => ", color=\"#c0392b\", penwidth=2",
        _ => "",
    };
    format!("label=\"{label}\"{style}{}", attributes(diagram, state, ","))
}

/// The tooltip, the link and the color of an execution, each after a separator.
fn attributes(diagram: &Diagram<'_>, state: &State, separator: &str) -> String {
    let tooltip = escape(&whole(state).replace('\n', ", "));
    let mut text = format!("{separator} tooltip=\"{tooltip}\"");
    if let Some((_, address)) = diagram.link(state) {
        let _ = write!(text, "{separator} URL=\"{}\"", escape(&address));
    }
    if diagram.trace.is_some() {
        let color = match diagram.visit(state).map(|visit| visit.status) {
            Some(Status::Succeeded) => "#217a3c",
            Some(Status::Caught) => "#b35c00",
            Some(Status::Failed) => "#c0392b",
            Some(Status::Stopped) => "#5b6b7d",
            Some(Status::Running) => "#1769c2",
            None => "#c9d1d9",
        };
        let _ = write!(text, "{separator} color=\"{color}\"{separator} penwidth=2");
    }
    text
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
