//! Charts as SVG.

use super::{Box, Chart, Edge, Ending, Look};
use crate::geometry::{Point, Rect, Size};
use crate::graph::{Graph, Node};
use crate::layout::{Layout, Route, layout};
use crate::svg::{Anchor, Svg};
use crate::text::Font;

const NAME: Font = Font::bold(12.0);
const SMALL: Font = Font::regular(10.0);
const STRONG: Font = Font::bold(10.0);
/// The widest name, the widest text of a row's side, and the widest label.
const WIDEST: f64 = 220.0;
/// The space around the texts of a box, between the sides of a row, and around the whole.
const PADDING: f64 = 10.0;
const BETWEEN: f64 = 16.0;
const MARGIN: f64 = 16.0;
/// The most lines of a name, and of each line of a label.
const LINES: usize = 2;

pub(super) fn layout_of(chart: &Chart) -> Layout {
    let nodes = chart.boxes.iter().map(|of| Node::new(Lines::new(of).size()));
    let edges = chart.edges.iter().map(|edge| {
        let lines = lines(edge);
        let width = lines.iter().map(|line| SMALL.width(line)).fold(0.0, f64::max);
        let label = Size::new(width, lines.len() as f64 * SMALL.line());
        crate::graph::Edge {
            from: edge.from,
            to: edge.to,
            label: (!lines.is_empty()).then_some(label),
            weight: if edge.is_dashed { 1 } else { 4 },
            // Edges with cardinalities do not join: each has its own ending.
            bundle: match edge.ending {
                Ending::Arrow => u32::from(edge.is_dashed),
                Ending::One | Ending::Many => 2 + u32::try_from(edge.from).unwrap_or(u32::MAX - 2),
            },
        }
    });
    layout(&Graph { nodes: nodes.collect(), edges: edges.collect() })
}

fn lines(edge: &Edge) -> Vec<String> {
    edge.lines.iter().flat_map(|line| SMALL.wrap(line, WIDEST, LINES)).collect()
}

pub(super) fn svg(chart: &Chart) -> String {
    let mut layout = layout_of(chart);
    layout.shift(MARGIN, MARGIN);
    let (width, height) = (layout.width + 2.0 * MARGIN, layout.height + 2.0 * MARGIN);
    let mut svg = Svg::new(width, height, &chart.title);
    for (edge, route) in chart.edges.iter().zip(&layout.edges) {
        write_edge(chart, edge, route, &mut svg);
    }
    for (of, node) in chart.boxes.iter().zip(&layout.nodes) {
        write_box(of, node.area, &mut svg);
    }
    svg.finish()
}

fn write_edge(chart: &Chart, edge: &Edge, route: &Route, svg: &mut Svg) {
    let name = |at: usize| chart.boxes.get(at).map_or("", |of| of.name.as_str());
    let class = if edge.is_dashed { "uses" } else { "next" };
    svg.open(class, &[("from", name(edge.from)), ("to", name(edge.to))]);
    svg.title(&edge.lines.join("\n"));
    svg.line(&route.points, "edge");
    if let [first, .., last] = route.points[..] {
        match edge.ending {
            Ending::Arrow => svg.head(last, "head"),
            Ending::One => {
                bar(first.x, first.y + 5.0, svg);
                bar(last.x, last.y - 5.0, svg);
            }
            Ending::Many => {
                bar(first.x, first.y + 5.0, svg);
                let foot = |side: f64| {
                    [Point::new(last.x, last.y - 9.0), Point::new(last.x + side, last.y)]
                };
                svg.line(&foot(-5.0), "mark");
                svg.line(&foot(5.0), "mark");
            }
        }
    }
    if let Some(area) = route.label {
        for (line, text) in lines(edge).iter().enumerate() {
            let y = area.top + 10.0 + line as f64 * SMALL.line();
            svg.text(Point::new(area.left, y), Anchor::Start, "label", text);
        }
    }
    svg.close();
}

fn bar(x: f64, y: f64, svg: &mut Svg) {
    svg.line(&[Point::new(x - 5.0, y), Point::new(x + 5.0, y)], "mark");
}

/// The texts of a box as they are drawn.
struct Lines {
    name: Vec<String>,
    rows: Vec<(String, String, Font)>,
}

impl Lines {
    fn new(of: &Box) -> Self {
        let one = |font: Font, text: &str| font.wrap(text, WIDEST, 1).concat();
        let rows = of.rows.iter().map(|row| {
            let font = if row.is_strong { STRONG } else { SMALL };
            (one(font, &row.left), one(SMALL, &row.right), font)
        });
        Self { name: NAME.wrap(&of.name, WIDEST, LINES), rows: rows.collect() }
    }

    fn size(&self) -> Size {
        let names = self.name.iter().map(|line| NAME.width(line));
        let rows = self.rows.iter().map(|(left, right, font)| {
            let between = if right.is_empty() { 0.0 } else { BETWEEN };
            font.width(left) + between + SMALL.width(right)
        });
        let width = names.chain(rows).fold(0.0, f64::max) + 2.0 * PADDING;
        Size::new(width, self.head() + self.rows.len() as f64 * SMALL.line() + self.gap())
    }

    /// The height of the part with the name.
    fn head(&self) -> f64 {
        self.name.len() as f64 * NAME.line() + 2.0 * PADDING - 4.0
    }

    /// The space around the rows.
    fn gap(&self) -> f64 {
        if self.rows.is_empty() { 0.0 } else { PADDING }
    }
}

fn write_box(of: &Box, area: Rect, svg: &mut Svg) {
    let lines = Lines::new(of);
    let (class, radius) = match of.look {
        Look::Plain => ("plain", 6.0),
        Look::Terminal => ("terminal", (area.height / 2.0).min(16.0)),
        Look::Store => ("store", 2.0),
    };
    svg.open(class, &[("box", &of.name)]);
    svg.title(&of.whole());
    svg.rect(area, if of.look == Look::Store { "header" } else { "box" }, radius);
    let mut y = area.top + PADDING - 2.0;
    for line in &lines.name {
        svg.text(Point::new(area.center(), y + 11.0), Anchor::Middle, "name", line);
        y += NAME.line();
    }
    if !lines.rows.is_empty() {
        let y = area.top + lines.head();
        svg.line(&[Point::new(area.left, y), Point::new(area.right(), y)], "separator");
    }
    y = area.top + lines.head() + lines.gap() / 2.0;
    for (left, right, font) in &lines.rows {
        let class = if font.bold { "detail strong" } else { "detail" };
        svg.text(Point::new(area.left + PADDING, y + 9.0), Anchor::Start, class, left);
        if !right.is_empty() {
            let x = area.right() - PADDING - SMALL.width(right);
            svg.text(Point::new(x, y + 9.0), Anchor::Start, "detail", right);
        }
        y += SMALL.line();
    }
    svg.close();
}
