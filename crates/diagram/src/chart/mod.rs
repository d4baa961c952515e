//! Charts: boxes with rows of text, and labelled edges, as SVG, Mermaid and Graphviz.
//!
//! ```
//! use burgeon_diagram::chart::{Box, Chart, Edge};
//!
//! let mut chart = Chart::new("Orders");
//! let order = chart.add(Box::new("Order").row("id", "ID!"));
//! let item = chart.add(Box::new("Item"));
//! chart.connect(Edge::new(order, item).label("items: 0..n"));
//! assert!(chart.svg().contains(">items: 0..n<"));
//! assert!(chart.mermaid().contains("n0 -->|\"items: 0..n\"| n1"));
//! ```

mod graphviz;
mod mermaid;
mod svg;

pub use mermaid::escape as escape_mermaid;

use crate::layout::Layout;

/// Boxes and edges.
#[derive(Debug, Clone, Default)]
pub struct Chart {
    title: String,
    boxes: Vec<Box>,
    edges: Vec<Edge>,
}

/// A box: a name and rows below it.
#[derive(Debug, Clone, Default)]
pub struct Box {
    name: String,
    rows: Vec<Row>,
    look: Look,
}

/// A row of a box.
#[derive(Debug, Clone)]
struct Row {
    left: String,
    right: String,
    is_strong: bool,
}

/// The emphasis of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// A box as any other.
    #[default]
    Plain,
    /// The start or the end of a flow.
    Terminal,
    /// A store or service, which is not a step.
    Store,
}

/// The end of an edge at its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ending {
    /// An arrow head.
    #[default]
    Arrow,
    /// A bar: one object.
    One,
    /// A crow's foot: any number of objects.
    Many,
}

/// An edge from a box to a box.
#[derive(Debug, Clone)]
pub struct Edge {
    from: usize,
    to: usize,
    lines: Vec<String>,
    ending: Ending,
    is_dashed: bool,
}

impl Chart {
    /// A chart without boxes. Readers of the SVG show the title as its name.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// Adds a box and returns its number.
    pub fn add(&mut self, added: Box) -> usize {
        self.boxes.push(added);
        self.boxes.len() - 1
    }

    /// Adds an edge. One whose boxes do not exist is left out.
    pub fn connect(&mut self, edge: Edge) {
        if edge.from.max(edge.to) < self.boxes.len() {
            self.edges.push(edge);
        }
    }

    /// The places of all boxes, lines and labels of the SVG.
    pub fn layout(&self) -> Layout {
        svg::layout_of(self)
    }

    /// The chart as an SVG document that loads nothing.
    pub fn svg(&self) -> String {
        svg::svg(self)
    }

    /// The chart as a Mermaid flowchart.
    pub fn mermaid(&self) -> String {
        mermaid::mermaid(self)
    }

    /// The chart in Graphviz's language DOT.
    pub fn graphviz(&self) -> String {
        graphviz::graphviz(self)
    }
}

impl Box {
    /// A box with a name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// The same with one more row: a text at the left, and one at the right that may be empty.
    #[must_use]
    pub fn row(mut self, left: impl Into<String>, right: impl Into<String>) -> Self {
        self.rows.push(Row { left: left.into(), right: right.into(), is_strong: false });
        self
    }

    /// The same with one more row in bold.
    #[must_use]
    pub fn strong_row(mut self, left: impl Into<String>, right: impl Into<String>) -> Self {
        self.rows.push(Row { left: left.into(), right: right.into(), is_strong: true });
        self
    }

    /// The same with a look.
    #[must_use]
    pub fn look(self, look: Look) -> Self {
        Self { look, ..self }
    }

    /// The name and the rows in lines.
    fn whole(&self) -> String {
        let mut text = self.name.clone();
        for row in &self.rows {
            text.push('\n');
            text.push_str(row.text().trim());
        }
        text
    }
}

impl Row {
    fn text(&self) -> String {
        match self.right.is_empty() {
            true => self.left.clone(),
            false => format!("{}: {}", self.left, self.right),
        }
    }
}

impl Edge {
    /// An arrow without a label.
    pub fn new(from: usize, to: usize) -> Self {
        Self { from, to, lines: Vec::new(), ending: Ending::default(), is_dashed: false }
    }

    /// The same with one more line on its label.
    #[must_use]
    pub fn label(mut self, line: impl Into<String>) -> Self {
        self.lines.push(line.into());
        self
    }

    /// The same with an ending.
    #[must_use]
    pub fn ending(self, ending: Ending) -> Self {
        Self { ending, ..self }
    }

    /// The same with a dashed line.
    #[must_use]
    pub fn dashed(self) -> Self {
        Self { is_dashed: true, ..self }
    }
}
