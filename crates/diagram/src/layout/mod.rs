//! Layered layout: boxes in layers, edges as lines around them.
//!
//! Lines are horizontal only between rows, and vertical only at free positions of a row. So by
//! construction, no line crosses a box or a label of another.

mod channel;
mod components;
mod layers;
mod order;
mod place;
mod ports;
mod route;
mod rows;
mod separate;

use crate::geometry::{Point, Rect, Size};
use crate::graph::{Graph, Node};
use rows::Rows;

/// The space between a line and its label, and between the groups of a node and its border.
const LABEL_GAP: f64 = 6.0;
const GROUP_GAP: f64 = 14.0;
/// The space between a group's border and the graph in it.
const GROUP_PADDING: f64 = 14.0;

/// A graph with its positions. Coordinates are relative to the top left corner.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layout {
    /// The width of the whole.
    pub width: f64,
    /// The height of the whole.
    pub height: f64,
    /// The nodes, in the order of the graph.
    pub nodes: Vec<PlacedNode>,
    /// The edges, in the order of the graph.
    pub edges: Vec<Route>,
}

/// A node with its place.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlacedNode {
    /// The box.
    pub area: Rect,
    /// The graphs in the box.
    pub groups: Vec<Group>,
}

/// A graph in a node.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Group {
    /// Its frame.
    pub area: Rect,
    /// Its positions, relative to the top left corner.
    pub layout: Layout,
}

/// The way of an edge.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Route {
    /// The corners of its line, from the bottom of one node to the top of the other. Empty if one of the two does
    /// not exist.
    pub points: Vec<Point>,
    /// The place of its label.
    pub label: Option<Rect>,
}

/// Lays a graph out. The same graph always has the same layout.
pub fn layout(graph: &Graph) -> Layout {
    let groups: Vec<Vec<Layout>> =
        graph.nodes.iter().map(|node| node.groups.iter().map(layout).collect()).collect();
    let edges = ports::counts(graph);
    let sizes: Vec<Size> = (0..graph.nodes.len())
        .map(|node| size(&graph.nodes[node], &groups[node], edges[node]))
        .collect();
    let mut whole = components::apart(graph, &sizes);
    for (node, groups) in groups.into_iter().enumerate() {
        let header = graph.nodes[node].size.even().height;
        fill(&mut whole.nodes[node], header, groups);
    }
    whole
}

/// Lays out a graph whose nodes have these sizes; all its edges are between nodes that exist.
fn flat(graph: &Graph, sizes: &[Size]) -> Layout {
    let mut rows = Rows::new(graph, sizes);
    order::order(&mut rows);
    let insets: Vec<f64> = graph.nodes.iter().map(|node| node.inset).collect();
    ports::spread(&mut rows, &insets);
    let xs = place::place(&rows);
    route::route(graph, &rows, &xs)
}

/// The size of a node: that of its text, its groups, and so many edges side by side.
fn size(of: &Node, groups: &[Layout], edges: usize) -> Size {
    let mut size = of.size.even();
    if !groups.is_empty() {
        let frames = groups.iter().map(frame);
        let width: f64 = frames.clone().map(|frame| frame.width + GROUP_GAP).sum();
        size.width = size.width.max(width + GROUP_GAP);
        size.height += frames.map(|frame| frame.height).fold(0.0, f64::max) + GROUP_GAP;
    }
    size.width = size.width.max(ports::width(edges, of.inset));
    size.even()
}

/// The size of the frame around a group.
fn frame(group: &Layout) -> Size {
    Size::new(group.width + 2.0 * GROUP_PADDING, group.height + 2.0 * GROUP_PADDING).even()
}

/// Places the groups of a node side by side below its text.
fn fill(node: &mut PlacedNode, header: f64, groups: Vec<Layout>) {
    let widths: f64 = groups.iter().map(|group| frame(group).width + GROUP_GAP).sum();
    let mut left = node.area.left + ((node.area.width - widths + GROUP_GAP) / 2.0).floor();
    for mut layout in groups {
        let Size { width, height } = frame(&layout);
        let area = Rect { left, top: node.area.top + header, width, height };
        layout.shift(area.left + GROUP_PADDING, area.top + GROUP_PADDING);
        node.groups.push(Group { area, layout });
        left += width + GROUP_GAP;
    }
}

impl Layout {
    /// Moves everything to the right and down.
    pub fn shift(&mut self, right: f64, down: f64) {
        let moved = |area: &mut Rect| {
            area.left += right;
            area.top += down;
        };
        for node in &mut self.nodes {
            moved(&mut node.area);
            for group in &mut node.groups {
                moved(&mut group.area);
                group.layout.shift(right, down);
            }
        }
        for edge in &mut self.edges {
            edge.label.iter_mut().for_each(moved);
            for point in &mut edge.points {
                point.x += right;
                point.y += down;
            }
        }
    }
}
