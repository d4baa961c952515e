//! The graph in rows: every edge as a chain of links, each from a row to the next one.
//!
//! Rows alternate: row `2 * layer + 1` holds the nodes of a layer, and the row between two layers holds the labels
//! of the edges that leave the upper one. An edge passes the rows between its ends at bends, with a place in each.
//! An edge that leads up also leaves its node at the bottom and enters the other at the top: its chain has a turn in
//! the rows below and above them.

use std::collections::HashMap;

use super::layers::layers;
use crate::geometry::Size;
use crate::graph::{Edge, Graph};

/// The least distance between two edges that start or end at one node.
pub(super) const PORT: f64 = 14.0;

/// The kind of a vertex in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A node.
    Node(usize),
    /// The label of an edge, right of its line.
    Label(usize),
    /// A line that passes.
    Bend,
    /// The upper or lower end of an edge that turns.
    Turn,
}

/// A place in a row.
#[derive(Debug, Clone)]
pub(super) struct Vertex {
    pub(super) kind: Kind,
    pub(super) row: usize,
    /// Its extent to the left and to the right of its x.
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) height: f64,
    /// The pins at its bottom and at its top, of a vertex that is no node.
    pins: [Option<usize>; 2],
}

/// A place at a vertex's top or bottom where links end.
#[derive(Debug, Clone)]
pub(super) struct Pin {
    pub(super) vertex: usize,
    pub(super) at_top: bool,
    /// The distance from the vertex's x.
    pub(super) offset: f64,
}

/// A part of an edge, or of several that have joined: from a vertex to one in the next row.
#[derive(Debug, Clone)]
pub(super) struct Link {
    /// The pin in the upper row.
    pub(super) upper: usize,
    /// The pin in the lower row.
    pub(super) lower: usize,
    pub(super) weight: u32,
}

/// The graph in rows.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) vertices: Vec<Vertex>,
    pub(super) pins: Vec<Pin>,
    pub(super) links: Vec<Link>,
    /// The vertices of each row, from left to right.
    pub(super) rows: Vec<Vec<usize>>,
    /// The pins along each edge, from its start to its end: each pair is a link.
    pub(super) paths: Vec<Vec<usize>>,
    link_of: HashMap<(usize, usize), usize>,
    node_pins: HashMap<(usize, bool, usize), usize>,
    shared: HashMap<(usize, u32, usize, bool), usize>,
}

impl Rows {
    /// Converts a graph to rows. `sizes` are those of the nodes; all edges are between existing nodes.
    pub(super) fn new(graph: &Graph, sizes: &[Size]) -> Self {
        let ends: Vec<_> = graph.edges.iter().map(|edge| (edge.from, edge.to)).collect();
        let layers = layers(sizes.len(), &ends);
        let count = layers.iter().max().map_or(0, |last| last + 1);
        let mut rows = Self { rows: vec![Vec::new(); 2 * count + 1], ..Self::default() };
        for (node, size) in sizes.iter().enumerate() {
            let half = size.width / 2.0;
            rows.add(Kind::Node(node), 2 * layers[node] + 1, (half, half), size.height);
        }
        for (index, edge) in graph.edges.iter().enumerate() {
            let (from, to) = (2 * layers[edge.from] + 1, 2 * layers[edge.to] + 1);
            let path = match from < to {
                true => rows.down(index, edge, from, to),
                false => rows.up(index, edge, from, to),
            };
            for pair in path.chunks_exact(2) {
                rows.link(pair[0], pair[1], edge.weight.max(1));
            }
            rows.paths.push(path);
        }
        rows
    }

    fn add(&mut self, kind: Kind, row: usize, sides: (f64, f64), height: f64) -> usize {
        let vertex = self.vertices.len();
        self.vertices.push(Vertex {
            kind,
            row,
            left: sides.0,
            right: sides.1,
            height,
            pins: [None; 2],
        });
        self.rows[row].push(vertex);
        vertex
    }

    /// The pin of a vertex; a node has one for each `key`, other vertices have one at each side.
    fn pin(&mut self, vertex: usize, at_top: bool, key: usize) -> usize {
        let next = self.pins.len();
        let pin = match self.vertices[vertex].kind {
            Kind::Node(_) => *self.node_pins.entry((vertex, at_top, key)).or_insert(next),
            _ => *self.vertices[vertex].pins[usize::from(at_top)].get_or_insert(next),
        };
        if pin == next {
            self.pins.push(Pin { vertex, at_top, offset: 0.0 });
        }
        pin
    }

    fn link(&mut self, a: usize, b: usize, weight: u32) {
        // Two tops meet in the turn above them; a turn has one pin for all its links.
        let (upper, lower) =
            match self.vertices[self.pins[a].vertex].row < self.vertices[self.pins[b].vertex].row {
                true => (a, b),
                false => (b, a),
            };
        let next = self.links.len();
        let link = *self.link_of.entry((upper, lower)).or_insert(next);
        if link == next {
            self.links.push(Link { upper, lower, weight });
        } else {
            self.links[link].weight = self.links[link].weight.max(weight);
        }
    }

    /// A vertex that all edges of a bundle to a node pass in a row.
    fn shared(&mut self, edge: &Edge, row: usize, up: bool, kind: Kind) -> usize {
        let key = (edge.to, edge.bundle, row, up);
        if let Some(vertex) = self.shared.get(&key) {
            return *vertex;
        }
        let vertex = self.add(kind, row, (0.0, 0.0), 0.0);
        self.shared.insert(key, vertex);
        vertex
    }

    fn label(&mut self, index: usize, size: Size, row: usize) -> usize {
        let size = size.even();
        self.add(Kind::Label(index), row, (0.0, size.width + super::LABEL_GAP), size.height)
    }

    fn pass(&mut self, path: &mut Vec<usize>, vertex: usize, down: bool) {
        path.push(self.pin(vertex, down, 0));
        path.push(self.pin(vertex, !down, 0));
    }

    fn down(&mut self, index: usize, edge: &Edge, from: usize, to: usize) -> Vec<usize> {
        let mut path = vec![self.pin(edge.from, false, index)];
        for row in from + 1..to {
            let vertex = match edge.label {
                Some(size) if row == from + 1 => self.label(index, size, row),
                _ => self.shared(edge, row, false, Kind::Bend),
            };
            self.pass(&mut path, vertex, true);
        }
        path.push(self.pin(edge.to, true, edge.bundle as usize));
        path
    }

    fn up(&mut self, index: usize, edge: &Edge, from: usize, to: usize) -> Vec<usize> {
        let cup = self.add(Kind::Turn, from + 1, (0.0, 0.0), 0.0);
        let cup = self.pin(cup, true, 0);
        let mut path = vec![self.pin(edge.from, false, index), cup, cup];
        for row in (to..=from).rev() {
            let vertex = match edge.label {
                Some(size) if row == from => self.label(index, size, row),
                _ => self.shared(edge, row, true, Kind::Bend),
            };
            self.pass(&mut path, vertex, false);
        }
        let cap = self.shared(edge, to - 1, true, Kind::Turn);
        let cap = self.pin(cap, false, 0);
        path.extend([cap, cap, self.pin(edge.to, true, edge.bundle as usize)]);
        path
    }

    /// The vertex at the upper and the one at the lower end of a link.
    pub(super) fn ends(&self, link: &Link) -> (usize, usize) {
        (self.pins[link.upper].vertex, self.pins[link.lower].vertex)
    }

    /// The place of each vertex in its row.
    pub(super) fn positions(&self) -> Vec<usize> {
        let mut positions = vec![0; self.vertices.len()];
        for row in &self.rows {
            for (position, vertex) in row.iter().enumerate() {
                positions[*vertex] = position;
            }
        }
        positions
    }
}
