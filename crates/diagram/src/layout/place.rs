//! The x of each vertex: straight lines first, then short ones, with the gaps between neighbors kept.

use std::collections::BTreeMap;

use super::rows::{Kind, Rows};
use super::separate::{Gap, separate};

/// The gaps between two nodes, between two lines, and between a node and a line.
const NODES: f64 = 36.0;
const LINES: f64 = 14.0;
const NODE_AND_LINE: f64 = 20.0;

/// The x of each vertex.
pub(super) fn place(rows: &Rows) -> Vec<f64> {
    let blocks = Blocks::new(rows);
    let gaps = gaps(rows, &blocks);
    let (weights, springs) = springs(rows, &blocks);
    let mut at = separate(&vec![0.0; blocks.count], &vec![1.0; blocks.count], &gaps);
    // Each round costs time in the size of the graph; a large one gets fewer.
    let rounds = (200_000 / (gaps.len() + springs.len()).max(1)).clamp(2, 40);
    for _ in 0..rounds {
        let mut pulls: Vec<f64> = at.iter().map(|x| x * ALONE).collect();
        for spring in &springs {
            // Half the way, because the other end moves too.
            let wanted = at[spring.b] + spring.difference;
            pulls[spring.a] += spring.weight * (wanted + at[spring.a]) / 2.0;
            pulls[spring.b] +=
                spring.weight * (at[spring.a] - spring.difference + at[spring.b]) / 2.0;
        }
        let wanted: Vec<f64> =
            pulls.iter().zip(&weights).map(|(pull, weight)| pull / weight).collect();
        at = separate(&wanted, &weights, &gaps);
    }
    let least = leftmost(rows, &blocks, &at);
    // All extents are even, and so a rounded x keeps every gap.
    (0..rows.vertices.len())
        .map(|vertex| (at[blocks.of[vertex]] - least).round() + blocks.offset[vertex])
        .collect()
}

/// The weight of the position of a block without edges.
const ALONE: f64 = 0.01;

/// The weight of a link between two blocks: the root of `a` should be `difference` right of the root of `b`.
struct Spring {
    a: usize,
    b: usize,
    difference: f64,
    weight: f64,
}

fn springs(rows: &Rows, blocks: &Blocks) -> (Vec<f64>, Vec<Spring>) {
    let mut weights = vec![ALONE; blocks.count];
    let mut springs = Vec::new();
    for link in &rows.links {
        let (upper, lower) = (&rows.pins[link.upper], &rows.pins[link.lower]);
        let (a, b) = (blocks.of[upper.vertex], blocks.of[lower.vertex]);
        if a != b {
            let upper = blocks.offset[upper.vertex] + upper.offset;
            let lower = blocks.offset[lower.vertex] + lower.offset;
            let weight = f64::from(link.weight);
            weights[a] += weight;
            weights[b] += weight;
            springs.push(Spring { a, b, difference: lower - upper, weight });
        }
    }
    (weights, springs)
}

/// The gaps between neighbors in a row, as gaps between blocks.
fn gaps(rows: &Rows, blocks: &Blocks) -> Vec<Gap> {
    let mut widest: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for row in &rows.rows {
        for pair in row.windows(2) {
            let (left, right) = (&rows.vertices[pair[0]], &rows.vertices[pair[1]]);
            let is_node = |kind| matches!(kind, Kind::Node(_));
            let between = match (is_node(left.kind), is_node(right.kind)) {
                (true, true) => NODES,
                (false, false) => LINES,
                _ => NODE_AND_LINE,
            };
            let width =
                left.right + between + right.left + blocks.offset[pair[0]] - blocks.offset[pair[1]];
            let gap = widest.entry((blocks.of[pair[0]], blocks.of[pair[1]])).or_insert(width);
            *gap = gap.max(width);
        }
    }
    widest.into_iter().map(|((left, right), width)| Gap { left, right, width }).collect()
}

/// The leftmost x that a vertex reaches.
fn leftmost(rows: &Rows, blocks: &Blocks, at: &[f64]) -> f64 {
    let lefts = rows
        .vertices
        .iter()
        .enumerate()
        .map(|(index, vertex)| at[blocks.of[index]] + blocks.offset[index] - vertex.left);
    lefts.fold(f64::INFINITY, f64::min)
}

/// Vertices that are moved as one, because a straight line joins them.
struct Blocks {
    of: Vec<usize>,
    offset: Vec<f64>,
    count: usize,
}

impl Blocks {
    /// Aligns links, the most important first, unless one crosses an aligned one or an end is aligned already.
    ///
    /// No two aligned links cross, and so the order of blocks from left to right has no cycle.
    fn new(rows: &Rows) -> Self {
        let positions = rows.positions();
        let mut order: Vec<usize> = (0..rows.links.len()).collect();
        order.sort_by_key(|link| std::cmp::Reverse(importance(rows, *link)));
        let mut below: Vec<Option<usize>> = vec![None; rows.vertices.len()];
        let mut above = below.clone();
        let mut aligned: Vec<BTreeMap<usize, usize>> = vec![BTreeMap::new(); rows.rows.len()];
        for link in order {
            let (upper, lower) = rows.ends(&rows.links[link]);
            let between = &mut aligned[rows.vertices[upper].row];
            let (from, to) = (positions[upper], positions[lower]);
            let crosses = between.range(..from).next_back().is_some_and(|(_, left)| *left > to)
                || between.range(from..).next().is_some_and(|(_, right)| *right < to);
            if below[upper].is_none() && above[lower].is_none() && !crosses {
                between.insert(from, to);
                below[upper] = Some(link);
                above[lower] = Some(link);
            }
        }
        let mut blocks = Self {
            of: vec![usize::MAX; rows.vertices.len()],
            offset: vec![0.0; rows.vertices.len()],
            count: 0,
        };
        for top in rows.rows.iter().flatten().filter(|vertex| above[**vertex].is_none()) {
            let mut vertex = *top;
            blocks.of[vertex] = blocks.count;
            while let Some(link) = below[vertex] {
                let (upper, lower) =
                    (&rows.pins[rows.links[link].upper], &rows.pins[rows.links[link].lower]);
                let offset = blocks.offset[vertex] + upper.offset - lower.offset;
                vertex = lower.vertex;
                blocks.of[vertex] = blocks.count;
                blocks.offset[vertex] = offset;
            }
            blocks.count += 1;
        }
        blocks
    }
}

/// The weight of a link's straightness: that of its edge, more for links between bends.
fn importance(rows: &Rows, link: usize) -> u32 {
    let link = &rows.links[link];
    let (upper, lower) = rows.ends(link);
    let passing = [upper, lower].map(|vertex| !matches!(rows.vertices[vertex].kind, Kind::Node(_)));
    link.weight.saturating_mul(match passing {
        [true, true] => 4,
        [true, false] | [false, true] => 2,
        [false, false] => 1,
    })
}
