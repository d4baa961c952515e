//! SVG.

use std::fmt::Write;

use super::graph::{Edge, Way, detail};
use super::layout::{LINE, Layout, Placed, layout};
use crate::definition::{Kind, Machine, Transition};

const STYLE: &str = "text{font:13px Helvetica,Arial,sans-serif;fill:#1b2530}\
    .box{fill:#fff;stroke:#44546a;stroke-width:1.5}.inner{fill:#f5f7fa;stroke:#a9b4c2;stroke-dasharray:4 3}\
    .fail{stroke:#c0392b}.end{stroke-width:3}.detail,.label{font-size:11px;fill:#5b6877}\
    .edge{fill:none;stroke:#44546a;stroke-width:1.3}.catch{stroke:#c0392b;stroke-dasharray:5 4}";

/// The machine as an SVG document that stands by itself.
pub fn svg(machine: &Machine) -> String {
    let placed = layout(machine);
    let (width, height) = (placed.width.ceil(), placed.height.ceil());
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"img\">\n<style>{STYLE}</style>\n<defs>\
         <marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" \
         markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#44546a\"/></marker>\
         </defs>\n"
    );
    if let Some(comment) = &machine.comment {
        let _ = writeln!(text, "<title>{}</title>", escape(comment));
    }
    scope(&placed, 0.0, 0.0, &mut text);
    text.push_str("</svg>\n");
    text
}

fn scope(layout: &Layout<'_>, x: f64, y: f64, text: &mut String) {
    if let Some(first) = layout.nodes.get(layout.first) {
        let (cx, cy) = (x + first.x + first.width / 2.0, y + first.y);
        let _ = writeln!(
            text,
            "<circle cx=\"{cx:.0}\" cy=\"{:.0}\" r=\"5\" fill=\"#44546a\"/>\
             <path class=\"edge\" marker-end=\"url(#arrow)\" d=\"M{cx:.0} {:.0}V{cy:.0}\"/>",
            cy - 18.0,
            cy - 13.0
        );
    }
    for (index, edge) in layout.edges.iter().enumerate() {
        let same = |other: &&Edge| other.to == edge.to && !other.label.is_empty();
        let before = layout.edges.iter().take(index).filter(same).count();
        line(layout, edge, before, (x, y), text);
    }
    for node in &layout.nodes {
        shape(node, x, y, text);
    }
}

/// An edge: straight down, or in a bow beside the states where it goes back or sideways.
///
/// `before` other labels stand above the state that it leads to.
fn line(layout: &Layout<'_>, edge: &Edge, before: usize, (x, y): (f64, f64), text: &mut String) {
    let (Some(from), Some(to)) = (layout.nodes.get(edge.from), layout.nodes.get(edge.to)) else {
        return;
    };
    let class = if edge.way == Way::Catch { "edge catch" } else { "edge" };
    let down = to.y > from.y;
    let (path, lx, ly) = if down {
        let (sx, sy) = (x + from.x + from.width / 2.0, y + from.y + from.height);
        let (ex, ey) = (x + to.x + to.width / 2.0, y + to.y);
        let middle = (sy + ey) / 2.0;
        let path =
            format!("M{sx:.0} {sy:.0}C{sx:.0} {middle:.0} {ex:.0} {middle:.0} {ex:.0} {ey:.0}");
        (path, ex, ey - 12.0 - 12.0 * before as f64)
    } else {
        let (sx, sy) = (x + from.x + from.width, y + from.y + from.height / 2.0);
        let (ex, ey) = (x + to.x + to.width, y + to.y + to.height / 2.0);
        let bow = sx.max(ex) + 30.0;
        let path = format!("M{sx:.0} {sy:.0}C{bow:.0} {sy:.0} {bow:.0} {ey:.0} {ex:.0} {ey:.0}");
        (path, bow - 8.0, (sy + ey) / 2.0)
    };
    let _ = writeln!(text, "<path class=\"{class}\" marker-end=\"url(#arrow)\" d=\"{path}\"/>");
    if !edge.label.is_empty() {
        let label = escape(&edge.label);
        let _ = writeln!(
            text,
            "<text class=\"label\" text-anchor=\"middle\" x=\"{lx:.0}\" y=\"{ly:.0}\">{label}</text>"
        );
    }
}

fn shape(node: &Placed<'_>, x: f64, y: f64, text: &mut String) {
    let (left, top) = (x + node.x, y + node.y);
    let (width, height) = (node.width, node.height);
    let mut class = String::from("box");
    if matches!(node.state.kind, Kind::Fail { .. }) {
        class.push_str(" fail");
    } else if matches!(node.state.transition, Transition::End) {
        class.push_str(" end");
    }
    let middle = left + width / 2.0;
    if matches!(node.state.kind, Kind::Choice(_)) {
        let (right, bottom, center) = (left + width, top + height, top + height / 2.0);
        let _ = writeln!(
            text,
            "<path class=\"{class}\" d=\"M{left:.0} {center:.0}L{:.0} {top:.0}H{:.0}L{right:.0} \
             {center:.0}L{:.0} {bottom:.0}H{:.0}z\"/>",
            left + 14.0,
            right - 14.0,
            right - 14.0,
            left + 14.0
        );
    } else {
        let _ = writeln!(
            text,
            "<rect class=\"{class}\" x=\"{left:.0}\" y=\"{top:.0}\" width=\"{width:.0}\" \
             height=\"{height:.0}\" rx=\"8\"/>"
        );
    }
    let choice = if matches!(node.state.kind, Kind::Choice(_)) { 7.0 } else { 0.0 };
    let line = top + LINE + choice + 2.0;
    let name = escape(&node.state.name);
    let _ = writeln!(
        text,
        "<text text-anchor=\"middle\" x=\"{middle:.0}\" y=\"{line:.0}\">{name}</text>"
    );
    let detail = detail(node.state);
    if !detail.is_empty() {
        let _ = writeln!(
            text,
            "<text class=\"detail\" text-anchor=\"middle\" x=\"{middle:.0}\" y=\"{:.0}\">{}</text>",
            line + LINE - 2.0,
            escape(&detail)
        );
    }
    for (dx, dy, inner) in &node.inner {
        let _ = writeln!(
            text,
            "<rect class=\"inner\" x=\"{:.0}\" y=\"{:.0}\" width=\"{:.0}\" height=\"{:.0}\" rx=\"6\"/>",
            left + dx,
            top + dy,
            inner.width,
            inner.height
        );
        scope(inner, left + dx, top + dy, text);
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}
