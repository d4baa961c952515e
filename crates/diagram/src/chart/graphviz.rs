//! Charts in Graphviz's language DOT.

use std::fmt::Write;

use super::{Chart, Ending, Look};
use crate::svg::escape as markup;
use crate::text::clean;

pub(super) fn graphviz(chart: &Chart) -> String {
    let mut text = format!(
        "digraph \"{}\" {{\n    node [shape=plain, fontname=Helvetica, fontsize=11]\n    \
         edge [fontname=Helvetica, fontsize=10]\n",
        quoted(&chart.title)
    );
    for (index, of) in chart.boxes.iter().enumerate() {
        let style = match of.look {
            Look::Plain => " style=\"rounded\"",
            Look::Terminal => " style=\"rounded\" bgcolor=\"#eef2f6\"",
            Look::Store => " bgcolor=\"#e3eaf1\"",
        };
        let _ = write!(
            text,
            "    n{index} [label=<<table cellborder=\"0\" cellspacing=\"0\"{style}><tr><td colspan=\"2\"><b>{}</b></td></tr>",
            html(&of.name)
        );
        for row in &of.rows {
            let left = html(&row.left);
            let left = if row.is_strong { format!("<b>{left}</b>") } else { left };
            let _ = write!(
                text,
                "<tr><td align=\"left\">{left}</td><td align=\"left\">{}</td></tr>",
                html(&row.right)
            );
        }
        text.push_str("</table>>]\n");
    }
    for edge in &chart.edges {
        let lines: Vec<String> = edge.lines.iter().map(|line| quoted(line)).collect();
        let ending = match edge.ending {
            Ending::Arrow => "",
            Ending::One => ", dir=both, arrowtail=tee, arrowhead=tee",
            Ending::Many => ", dir=both, arrowtail=tee, arrowhead=crow",
        };
        let dashed = if edge.is_dashed { ", style=dashed" } else { "" };
        let label = lines.join("\\n");
        let _ = writeln!(
            text,
            "    n{} -> n{} [label=\"{label}\"{ending}{dashed}]",
            edge.from, edge.to
        );
    }
    text.push_str("}\n");
    text
}

/// A text in a label that is markup; an empty one would make the table narrower than it looks.
fn html(text: &str) -> String {
    match clean(text) {
        empty if empty.is_empty() => " ".to_owned(),
        text => markup(&text),
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    for c in clean(text).chars() {
        if matches!(c, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted
}
