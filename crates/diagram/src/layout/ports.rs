//! The positions of edges on the sides of a node.

use std::collections::HashSet;

use super::rows::{Kind, PORT, Rows};
use crate::graph::Graph;

/// The number of lines at the top or at the bottom of each node, the greater of the two.
pub(super) fn counts(graph: &Graph) -> Vec<usize> {
    let mut leaving = vec![0usize; graph.nodes.len()];
    let mut entering = leaving.clone();
    let mut bundles = HashSet::new();
    for edge in &graph.edges {
        if let Some(count) = leaving.get_mut(edge.from) {
            *count += 1;
        }
        if let Some(count) = entering.get_mut(edge.to)
            && bundles.insert((edge.to, edge.bundle))
        {
            *count += 1;
        }
    }
    leaving.into_iter().zip(entering).map(|(leaving, entering)| leaving.max(entering)).collect()
}

/// The width that a node needs for so many edges at one side.
pub(super) fn width(edges: usize, inset: f64) -> f64 {
    edges.saturating_sub(1) as f64 * PORT + 2.0 * inset
}

/// Sets the offsets of the pins of all nodes, in the order of what they are linked to.
pub(super) fn spread(rows: &mut Rows, insets: &[f64]) {
    let positions = rows.positions();
    // For each pin, the mean place of its neighbors and its greatest weight.
    let mut linked = vec![(0usize, 0usize, 0u32); rows.pins.len()];
    for link in &rows.links {
        let (upper, lower) = rows.ends(link);
        for (pin, neighbor) in [(link.upper, lower), (link.lower, upper)] {
            let (sum, count, weight) = &mut linked[pin];
            *sum += positions[neighbor];
            *count += 1;
            *weight = (*weight).max(link.weight);
        }
    }
    let mut sides: Vec<[Vec<usize>; 2]> = vec![Default::default(); insets.len()];
    for (pin, of) in rows.pins.iter().enumerate() {
        if let Kind::Node(node) = rows.vertices[of.vertex].kind {
            sides[node][usize::from(of.at_top)].push(pin);
        }
    }
    for (node, sides) in sides.iter_mut().enumerate() {
        for pins in sides {
            let mean = |pin: usize| linked[pin].0 as f64 / linked[pin].1.max(1) as f64;
            pins.sort_by(|a, b| mean(*a).total_cmp(&mean(*b)).then(a.cmp(b)));
            let weights: Vec<u32> = pins.iter().map(|pin| linked[*pin].2).collect();
            let reach = rows.vertices[node].right - insets[node];
            for (pin, offset) in pins.iter().zip(offsets(&weights, reach)) {
                rows.pins[*pin].offset = offset;
            }
        }
    }
}

/// Offsets from the middle: the one edge that weighs most is there if there is one, else they are spread evenly.
fn offsets(weights: &[u32], reach: f64) -> Vec<f64> {
    let most = weights.iter().copied().max().unwrap_or(0);
    let mut heaviest = weights.iter().enumerate().filter(|(_, weight)| **weight == most);
    let last = weights.len().saturating_sub(1);
    let even = last as f64 / 2.0;
    let middle = match (heaviest.next(), heaviest.next()) {
        (Some((at, _)), None) if at.max(last - at) as f64 * PORT <= reach => at as f64,
        _ => even,
    };
    (0..weights.len()).map(|at| (at as f64 - middle) * PORT).collect()
}

#[cfg(test)]
mod tests {
    use super::offsets;

    #[test]
    fn the_heaviest_edge_is_in_the_middle() {
        assert_eq!(offsets(&[1, 8, 1, 1], 100.0), [-14.0, 0.0, 14.0, 28.0]);
    }

    #[test]
    fn equal_edges_are_spread_evenly() {
        assert_eq!(offsets(&[3, 3], 100.0), [-7.0, 7.0]);
    }

    #[test]
    fn edges_that_do_not_fit_beside_the_middle_are_spread_evenly() {
        assert_eq!(offsets(&[8, 1, 1], 15.0), [-14.0, 0.0, 14.0]);
    }
}
