//! The graph to lay out.

use crate::geometry::Size;

/// A graph: boxes and the edges between them.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    /// The boxes. The first one is drawn at the top if the edges leave the choice.
    pub nodes: Vec<Node>,
    /// The edges, which may form cycles, start and end at one node, and be several between two.
    pub edges: Vec<Edge>,
}

/// A box.
#[derive(Debug, Clone)]
pub struct Node {
    /// The size of its text. The layout widens it for the edges and the groups.
    pub size: Size,
    /// The least distance of edges from its corners.
    pub inset: f64,
    /// Graphs within the box, which are placed side by side below its text.
    pub groups: Vec<Graph>,
}

impl Node {
    /// A box of a size without groups.
    pub fn new(size: Size) -> Self {
        Self { size, inset: 10.0, groups: Vec::new() }
    }
}

/// An edge from a node to a node.
#[derive(Debug, Clone)]
pub struct Edge {
    /// The index of the node where it starts.
    pub from: usize,
    /// The index of the node where it ends.
    pub to: usize,
    /// The size of its label.
    pub label: Option<Size>,
    /// The importance of a straight line, from 1.
    pub weight: u32,
    /// Edges of one bundle that end at the same node join on their way.
    pub bundle: u32,
}

impl Edge {
    /// An edge of weight 1 without a label, in bundle 0.
    pub fn new(from: usize, to: usize) -> Self {
        Self { from, to, label: None, weight: 1, bundle: 0 }
    }
}
