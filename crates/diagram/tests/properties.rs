//! What holds for every layout, on random graphs.

use burgeon_diagram::inspect::defects;
use burgeon_diagram::{Edge, Graph, Layout, Node, Size, layout};
use proptest::prelude::*;

fn size(widest: f64) -> impl Strategy<Value = Size> {
    (10.0..widest, 10.0..60.0).prop_map(|(width, height)| Size::new(width, height))
}

fn edge(nodes: usize) -> impl Strategy<Value = Edge> {
    let label = prop::option::of(size(150.0));
    (0..nodes, 0..nodes, label, 1..9u32, 0..2u32)
        .prop_map(|(from, to, label, weight, bundle)| Edge { from, to, label, weight, bundle })
}

fn flat(nodes: usize) -> impl Strategy<Value = Graph> {
    (1..nodes, 0..3usize).prop_flat_map(move |(count, density)| {
        let boxes = prop::collection::vec(size(200.0).prop_map(Node::new), count);
        let edges = prop::collection::vec(edge(count), 0..=count * density + 1);
        (boxes, edges).prop_map(|(nodes, edges)| Graph { nodes, edges })
    })
}

/// Graphs whose nodes may hold graphs.
fn graph() -> impl Strategy<Value = Graph> {
    flat(12).prop_recursive(2, 60, 6, |inner| {
        (flat(8), prop::collection::vec(inner, 0..3), any::<prop::sample::Index>()).prop_map(
            |(mut graph, groups, at)| {
                let at = at.index(graph.nodes.len());
                graph.nodes[at].groups = groups;
                graph
            },
        )
    })
}

/// Machines as people write them: a sequence with choices that jump, ways of failure, and loops.
fn machine() -> impl Strategy<Value = Graph> {
    (2..40usize).prop_flat_map(|count| {
        let jumps = prop::collection::vec((edge(count), 1..6usize), 0..count);
        (prop::collection::vec(size(200.0).prop_map(Node::new), count), jumps).prop_map(
            move |(nodes, jumps)| {
                let next = (1..count).map(|to| Edge { weight: 8, ..Edge::new(to - 1, to) });
                let jumps = jumps.into_iter().map(|(edge, by)| Edge {
                    to: (edge.from + by) % count,
                    bundle: 0,
                    ..edge
                });
                Graph { nodes, edges: next.chain(jumps).collect() }
            },
        )
    })
}

fn holds(graph: &Graph) -> Layout {
    let layout = layout(graph);
    let found = defects(&layout);
    assert!(found.is_empty(), "{found:?}");
    for (edge, route) in graph.edges.iter().zip(&layout.edges) {
        assert_eq!(edge.label.is_some(), route.label.is_some());
        if let (Some(size), Some(label)) = (edge.label, route.label) {
            assert!(label.width >= size.width && label.height >= size.height);
        }
        let (from, to) = (layout.nodes[edge.from].area, layout.nodes[edge.to].area);
        let (first, last) = (route.points[0], route.points[route.points.len() - 1]);
        assert!(first.y == from.bottom() && from.left < first.x && first.x < from.right());
        assert!(last.y == to.top && to.left < last.x && last.x < to.right());
    }
    for (node, placed) in graph.nodes.iter().zip(&layout.nodes) {
        assert!(placed.area.width >= node.size.width && placed.area.height >= node.size.height);
        assert_eq!(node.groups.len(), placed.groups.len());
    }
    layout
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_layout_of_a_graph_has_a_defect(graph in graph()) {
        prop_assert_eq!(holds(&graph), layout(&graph));
    }

    #[test]
    fn no_layout_of_a_machine_has_a_defect(graph in machine()) {
        holds(&graph);
    }

    #[test]
    fn no_layout_of_a_dense_graph_has_a_defect(graph in flat(40)) {
        holds(&graph);
    }
}

#[test]
fn sizes_that_are_no_sizes_and_edges_to_nowhere_do_no_harm() {
    let node = |width, height| Node { inset: f64::NAN, ..Node::new(Size::new(width, height)) };
    let graph = Graph {
        nodes: vec![node(f64::NAN, -5.0), node(f64::INFINITY, 1e300)],
        edges: vec![Edge::new(0, 1), Edge::new(0, 7), Edge::new(9, 0)],
    };
    let layout = layout(&graph);
    assert!(layout.width.is_finite() && layout.height.is_finite());
    assert!(layout.edges[1].points.is_empty() && layout.edges[2].points.is_empty());
    assert_eq!(burgeon_diagram::layout(&Graph::default()), Layout::default());
}

/// A sequence of so many nodes, a third of which have an edge to another one with a label.
fn sequence(count: usize, reach: usize) -> Graph {
    let mut edges: Vec<Edge> = (1..count).map(|to| Edge::new(to - 1, to)).collect();
    let label = Some(Size::new(90.0, 14.0));
    edges.extend((0..count).step_by(3).map(|from| {
        let to = (from + count - reach / 2 + from * 7 % reach) % count;
        Edge { label, ..Edge::new(from, to) }
    }));
    Graph { nodes: vec![Node::new(Size::new(120.0, 40.0)); count], edges }
}

#[test]
fn a_thousand_nodes_are_laid_out_at_once() {
    let graph = sequence(1000, 60);
    let start = std::time::Instant::now();
    let layout = layout(&graph);
    let took = start.elapsed();
    println!("{took:?}, {} by {}", layout.width, layout.height);
    // It takes a fraction of a second; machines that run tests are busy.
    assert!(took < std::time::Duration::from_secs(5), "{took:?}");
}
