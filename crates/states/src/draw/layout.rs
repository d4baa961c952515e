//! Where the states of a machine stand in an SVG: in layers, each below those that lead to it.

use super::graph::{Edge, detail, edges};
use crate::definition::{Kind, Machine, State};

/// The height of a line of text and the rough width of a letter, in pixels.
pub(super) const LINE: f64 = 18.0;
const LETTER: f64 = 7.6;
const SMALL_LETTER: f64 = 6.2;
const PADDING: f64 = 14.0;
/// What is left free between layers, where labels of edges stand.
pub(super) const GAP: f64 = 52.0;
const SIDE: f64 = 36.0;

/// A state with its place, relative to its machine.
pub(super) struct Placed<'m> {
    pub(super) state: &'m State,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    /// The machines in it, with their places relative to it.
    pub(super) inner: Vec<(f64, f64, Layout<'m>)>,
}

/// A machine with the places of its states.
pub(super) struct Layout<'m> {
    pub(super) nodes: Vec<Placed<'m>>,
    pub(super) edges: Vec<Edge>,
    pub(super) first: usize,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Lays a machine out.
pub(super) fn layout(machine: &Machine) -> Layout<'_> {
    let edges = edges(machine);
    let first = machine.states.get_index_of(&machine.start_at.name).unwrap_or(0);
    let mut nodes: Vec<Placed<'_>> = machine.states.values().map(size).collect();
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for (index, layer) in layers(nodes.len(), first, &edges).into_iter().enumerate() {
        while rows.len() <= layer {
            rows.push(Vec::new());
        }
        if let Some(row) = rows.get_mut(layer) {
            row.push(index);
        }
    }
    // A state has room for the labels of the ways to it, which stand above it.
    let mut slots: Vec<f64> = nodes.iter().map(|node| node.width).collect();
    for edge in &edges {
        if let Some(slot) = slots.get_mut(edge.to) {
            *slot = slot.max(edge.label.chars().count() as f64 * SMALL_LETTER);
        }
    }
    let slot = |at: usize| slots.get(at).copied().unwrap_or(0.0);
    let widths: Vec<f64> = rows
        .iter()
        .map(|row| {
            let own: f64 = row.iter().map(|at| slot(*at)).sum();
            own + SIDE * row.len().saturating_sub(1) as f64
        })
        .collect();
    let widest = widths.iter().copied().fold(0.0, f64::max);
    let mut y = GAP / 2.0;
    for (row, width) in rows.iter().zip(&widths) {
        let mut x = SIDE + (widest - width) / 2.0;
        let mut tallest: f64 = 0.0;
        for at in row {
            let Some(node) = nodes.get_mut(*at) else { continue };
            (node.x, node.y) = (x + (slot(*at) - node.width) / 2.0, y);
            x += slot(*at) + SIDE;
            tallest = tallest.max(node.height);
        }
        y += tallest + GAP;
    }
    Layout { nodes, edges, first, width: widest + 2.0 * SIDE, height: y - GAP / 2.0 }
}

/// The layer of each state: its distance from the first one, by the fewest steps.
fn layers(count: usize, first: usize, edges: &[Edge]) -> Vec<usize> {
    let mut layers = vec![usize::MAX; count];
    let mut row = vec![first];
    let mut layer = 0;
    while !row.is_empty() {
        let mut next = Vec::new();
        for at in row {
            if let Some(own) = layers.get_mut(at).filter(|own| **own == usize::MAX) {
                *own = layer;
                next.extend(edges.iter().filter(|edge| edge.from == at).map(|edge| edge.to));
            }
        }
        row = next;
        layer += 1;
    }
    layers.into_iter().map(|own| if own == usize::MAX { layer } else { own }).collect()
}

fn size(state: &State) -> Placed<'_> {
    let detail = detail(state);
    let letters = state.name.chars().count().max(detail.chars().count());
    let mut width = letters as f64 * LETTER + 2.0 * PADDING;
    let lines = if detail.is_empty() { 1.0 } else { 2.0 };
    let mut height = lines * LINE + PADDING;
    if matches!(state.kind, Kind::Choice(_)) {
        width += 2.0 * PADDING;
        height += PADDING;
    }
    let mut inner = Vec::new();
    let (mut x, mut tallest): (f64, f64) = (PADDING, 0.0);
    for machine in state.kind.machines() {
        let of = layout(machine);
        let place = x;
        x += of.width + PADDING;
        tallest = tallest.max(of.height);
        inner.push((place, height, of));
    }
    if !inner.is_empty() {
        width = width.max(x);
        height += tallest + PADDING;
    }
    Placed { state, x: 0.0, y: 0.0, width, height, inner }
}
