//! Parts of a graph that no edge joins: laid out one by one, then put side by side in a page that is wider than high.

use super::{Layout, PlacedNode, Route, flat};
use crate::geometry::Size;
use crate::graph::{Edge, Graph};

/// The space between two parts.
const GAP: f64 = 40.0;
/// The desired ratio of the page's width to its height.
const PROPORTION: f64 = 1.6;

/// Lays out each connected part of a graph and puts the parts together.
pub(super) fn apart(graph: &Graph, sizes: &[Size]) -> Layout {
    let count = graph.nodes.len();
    let exists = |edge: &Edge| edge.from < count && edge.to < count;
    let components = Components::new(count, graph.edges.iter().filter(|edge| exists(edge)));
    let mut parts: Vec<Graph> = vec![Graph::default(); components.count];
    let mut part_sizes = vec![Vec::new(); components.count];
    let mut place = vec![0; count];
    for node in 0..count {
        let part = components.of[node];
        place[node] = parts[part].nodes.len();
        let inset = graph.nodes[node].inset;
        parts[part].nodes.push(crate::Node { inset, ..crate::Node::new(sizes[node]) });
        part_sizes[part].push(sizes[node]);
    }
    for edge in graph.edges.iter().filter(|edge| exists(edge)) {
        let inner = Edge { from: place[edge.from], to: place[edge.to], ..edge.clone() };
        parts[components.of[edge.from]].edges.push(inner);
    }
    let mut layouts: Vec<Layout> =
        parts.iter().zip(&part_sizes).map(|(part, sizes)| flat(part, sizes)).collect();
    let Size { width, height } = pack(&mut layouts);
    let mut nodes = vec![PlacedNode::default(); count];
    for (node, placed) in nodes.iter_mut().enumerate() {
        *placed = std::mem::take(&mut layouts[components.of[node]].nodes[place[node]]);
    }
    let mut next = vec![0; components.count];
    let edges = graph.edges.iter().map(|edge| {
        if !exists(edge) {
            return Route::default();
        }
        let part = components.of[edge.from];
        next[part] += 1;
        std::mem::take(&mut layouts[part].edges[next[part] - 1])
    });
    let edges = edges.collect();
    Layout { width, height, nodes, edges }
}

/// Packs layouts in lines, the highest first, and returns the size of the whole.
fn pack(layouts: &mut [Layout]) -> Size {
    let area: f64 = layouts.iter().map(|part| (part.width + GAP) * (part.height + GAP)).sum();
    let widest = layouts.iter().map(|part| part.width).fold(0.0, f64::max);
    let limit = widest.max((area * PROPORTION).sqrt());
    let mut order: Vec<usize> = (0..layouts.len()).collect();
    order.sort_by(|a, b| layouts[*b].height.total_cmp(&layouts[*a].height));
    let mut whole = Size::default();
    let (mut left, mut top) = (0.0, 0.0);
    for part in order {
        if left > 0.0 && left + layouts[part].width > limit {
            (left, top) = (0.0, whole.height + GAP);
        }
        layouts[part].shift(left, top);
        whole.width = whole.width.max(left + layouts[part].width);
        whole.height = whole.height.max(top + layouts[part].height);
        left += layouts[part].width + GAP;
    }
    whole
}

/// Which nodes edges join.
struct Components {
    of: Vec<usize>,
    count: usize,
}

impl Components {
    fn new<'e>(nodes: usize, edges: impl Iterator<Item = &'e Edge>) -> Self {
        let mut neighbors = vec![Vec::new(); nodes];
        for edge in edges {
            neighbors[edge.from].push(edge.to);
            neighbors[edge.to].push(edge.from);
        }
        let mut components = Self { of: vec![usize::MAX; nodes], count: 0 };
        for root in 0..nodes {
            if components.of[root] != usize::MAX {
                continue;
            }
            let mut stack = vec![root];
            while let Some(node) = stack.pop() {
                if components.of[node] == usize::MAX {
                    components.of[node] = components.count;
                    stack.extend(&neighbors[node]);
                }
            }
            components.count += 1;
        }
        components
    }
}
