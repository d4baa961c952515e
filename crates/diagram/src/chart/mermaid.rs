//! Charts as Mermaid flowcharts.

use std::fmt::Write;

use super::{Chart, Look};
use crate::text::clean;

pub(super) fn mermaid(chart: &Chart) -> String {
    let mut text = String::from("flowchart TD\n");
    for (index, of) in chart.boxes.iter().enumerate() {
        let mut label = escape(&of.name);
        for row in &of.rows {
            let _ = write!(label, "<br/><small>{}</small>", escape(&row.text()));
        }
        let (open, close) = match of.look {
            Look::Plain => ("[", "]"),
            Look::Terminal => ("([", "])"),
            Look::Store => ("[(", ")]"),
        };
        let _ = writeln!(text, "    n{index}{open}\"{label}\"{close}");
    }
    for edge in &chart.edges {
        let arrow = if edge.is_dashed { "-.->" } else { "-->" };
        let lines: Vec<String> = edge.lines.iter().map(|line| escape(line)).collect();
        let label = match lines.is_empty() {
            true => String::new(),
            false => format!("|\"{}\"|", lines.join("<br/>")),
        };
        let _ = writeln!(text, "    n{} {arrow}{label} n{}", edge.from, edge.to);
    }
    text
}

/// The text with Mermaid's special characters as entities.
pub fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in clean(text).chars() {
        match c {
            '"' | '#' | '<' | '>' | '&' | '`' | ';' => {
                let _ = write!(escaped, "#{};", u32::from(c));
            }
            c => escaped.push(c),
        }
    }
    escaped
}
