//! The order of each row: the one with the fewest crossings that sweeps by barycenter find.

use super::rows::Rows;

/// Sweeps without a better order after which the search ends.
const PATIENCE: usize = 6;

/// Orders the vertices of each row.
pub(super) fn order(rows: &mut Rows) {
    let neighbors = Neighbors::new(rows);
    // Sweeps of a large graph cost more than they gain.
    let sweeps = (400_000 / rows.links.len().max(1)).clamp(2, 24);
    let mut best = (usize::MAX, Vec::new());
    for walk in [Walk::First, Walk::Last] {
        start(rows, &neighbors, walk);
        let found = search(rows, &neighbors, sweeps);
        if found.0 < best.0 {
            best = found;
        }
        if best.0 == 0 || sweeps == 2 {
            break;
        }
    }
    rows.rows = best.1;
}

/// Sweeps until there is no improvement, and returns the best order with its crossings.
fn search(rows: &mut Rows, neighbors: &Neighbors, sweeps: usize) -> (usize, Vec<Vec<usize>>) {
    let mut best = (crossings(rows), rows.rows.clone());
    let mut failed = 0;
    for sweep in 0..sweeps {
        if best.0 == 0 || failed == PATIENCE {
            break;
        }
        sweep_once(rows, neighbors, sweep % 2 == 0);
        swap_neighbors(rows, neighbors);
        let count = crossings(rows);
        if count < best.0 {
            best = (count, rows.rows.clone());
            failed = 0;
        } else {
            failed += 1;
        }
    }
    best
}

/// Which of its neighbors below a walk goes to first.
#[derive(Clone, Copy, PartialEq)]
enum Walk {
    First,
    Last,
}

/// The vertices that each vertex is linked to.
struct Neighbors {
    above: Vec<Vec<usize>>,
    below: Vec<Vec<usize>>,
}

impl Neighbors {
    fn new(rows: &Rows) -> Self {
        let mut above = vec![Vec::new(); rows.vertices.len()];
        let mut below = above.clone();
        for link in &rows.links {
            let (upper, lower) = rows.ends(link);
            above[lower].push(upper);
            below[upper].push(lower);
        }
        Self { above, below }
    }
}

/// The first order: that of a walk down, depth first, which draws trees without crossings.
fn start(rows: &mut Rows, neighbors: &Neighbors, walk: Walk) {
    let mut seen = vec![usize::MAX; rows.vertices.len()];
    let mut count = 0;
    let all: Vec<usize> = rows.rows.iter().flatten().copied().collect();
    let roots = all.iter().filter(|vertex| neighbors.above[**vertex].is_empty());
    for root in roots {
        let mut stack = vec![*root];
        while let Some(vertex) = stack.pop() {
            if seen[vertex] == usize::MAX {
                seen[vertex] = count;
                count += 1;
                let below = &neighbors.below[vertex];
                match walk {
                    Walk::First => stack.extend(below.iter().rev()),
                    Walk::Last => stack.extend(below),
                }
            }
        }
    }
    for row in &mut rows.rows {
        row.sort_by_key(|vertex| seen[*vertex]);
    }
}

/// Sorts row after row by the mean place of the neighbors in the row before.
fn sweep_once(rows: &mut Rows, neighbors: &Neighbors, down: bool) {
    let mut positions = rows.positions();
    let count = rows.rows.len();
    for step in 1..count {
        let at = if down { step } else { count - 1 - step };
        let towards = if down { &neighbors.above } else { &neighbors.below };
        let row = &mut rows.rows[at];
        let mut keyed: Vec<(f64, usize)> = row
            .iter()
            .enumerate()
            .map(|(position, vertex)| {
                let near = &towards[*vertex];
                let sum: usize = near.iter().map(|neighbor| positions[*neighbor]).sum();
                let mean = match near.is_empty() {
                    true => position as f64,
                    false => sum as f64 / near.len() as f64,
                };
                (mean, *vertex)
            })
            .collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (position, (_, vertex)) in keyed.into_iter().enumerate() {
            row[position] = vertex;
            positions[vertex] = position;
        }
    }
}

/// Swaps neighbors in a row wherever that leaves fewer crossings.
fn swap_neighbors(rows: &mut Rows, neighbors: &Neighbors) {
    let mut positions = rows.positions();
    for row in &mut rows.rows {
        for at in 1..row.len() {
            let (left, right) = (row[at - 1], row[at]);
            let count = |near: &[Vec<usize>], left: usize, right: usize| {
                let pairs = near[left].iter().flat_map(|a| near[right].iter().map(move |b| (a, b)));
                pairs.filter(|(a, b)| positions[**a] > positions[**b]).count()
            };
            // A vertex with very many neighbors is where the sweeps have put it.
            let degree =
                |vertex: usize| neighbors.above[vertex].len() + neighbors.below[vertex].len();
            if degree(left) * degree(right) > 4096 {
                continue;
            }
            let (above, below) = (&neighbors.above, &neighbors.below);
            let now = count(above, left, right) + count(below, left, right);
            let then = count(above, right, left) + count(below, right, left);
            if then < now {
                row.swap(at - 1, at);
                (positions[left], positions[right]) = (at, at - 1);
            }
        }
    }
}

/// The number of crossing pairs of links.
fn crossings(rows: &Rows) -> usize {
    let positions = rows.positions();
    let mut between: Vec<Vec<(usize, usize)>> = vec![Vec::new(); rows.rows.len()];
    for link in &rows.links {
        let (upper, lower) = rows.ends(link);
        between[rows.vertices[upper].row].push((positions[upper], positions[lower]));
    }
    let mut total = 0;
    for (row, links) in between.iter_mut().enumerate() {
        links.sort_unstable();
        let width = rows.rows.get(row + 1).map_or(0, Vec::len);
        total += inversions(links.iter().map(|(_, lower)| *lower), width);
    }
    total
}

/// The number of inversions among the numbers below `limit`, counted with a Fenwick tree.
fn inversions(numbers: impl Iterator<Item = usize>, limit: usize) -> usize {
    let mut tree = vec![0usize; limit + 1];
    let mut total = 0;
    for (seen, number) in numbers.enumerate() {
        let (mut not_larger, mut at) = (0, number + 1);
        while at > 0 {
            not_larger += tree[at];
            at &= at - 1;
        }
        total += seen - not_larger;
        at = number + 1;
        while at <= limit {
            tree[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Size;
    use crate::graph::{Edge, Graph, Node};

    #[test]
    fn inversions_are_pairs_in_falling_order() {
        assert_eq!(inversions([2, 0, 1, 1].into_iter(), 3), 3);
    }

    #[test]
    fn what_can_be_drawn_without_crossings_is() {
        let size = Size::new(20.0, 20.0);
        let ends = [(0, 1), (0, 2), (0, 3), (1, 5), (2, 4), (3, 4), (4, 6), (5, 6), (6, 0)];
        let graph = Graph {
            nodes: vec![Node::new(size); 7],
            edges: ends.map(|(from, to)| Edge::new(from, to)).to_vec(),
        };
        let mut rows = Rows::new(&graph, &[size; 7]);
        order(&mut rows);
        assert_eq!(crossings(&rows), 0);
    }
}
