//! The layer of each node: below all nodes that lead to it, edges that close a cycle aside.

/// The layer of each node, 0 at the top.
pub(super) fn layers(nodes: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut leaving = vec![Vec::new(); nodes];
    for (edge, (from, _)) in edges.iter().enumerate() {
        leaving[*from].push(edge);
    }
    let (back, order) = depth_first(nodes, edges, &leaving);
    let mut layers = vec![0; nodes];
    for node in &order {
        for edge in leaving[*node].iter().filter(|edge| !back[**edge]) {
            let (_, to) = edges[*edge];
            layers[to] = layers[to].max(layers[*node] + 1);
        }
    }
    pull_down(&mut layers, edges, &back, &order, &leaving);
    layers
}

/// Which edges close a cycle, and the nodes in topological order of the other edges.
fn depth_first(
    nodes: usize,
    edges: &[(usize, usize)],
    leaving: &[Vec<usize>],
) -> (Vec<bool>, Vec<usize>) {
    #[derive(Clone, Copy, PartialEq)]
    enum Visit {
        None,
        Open,
        Done,
    }
    let mut visits = vec![Visit::None; nodes];
    let mut back = vec![false; edges.len()];
    let mut finished = Vec::with_capacity(nodes);
    for root in 0..nodes {
        if visits[root] != Visit::None {
            continue;
        }
        visits[root] = Visit::Open;
        let mut stack = vec![(root, 0)];
        while let Some((node, next)) = stack.last_mut() {
            let Some(edge) = leaving[*node].get(*next) else {
                visits[*node] = Visit::Done;
                finished.push(*node);
                stack.pop();
                continue;
            };
            *next += 1;
            let (_, to) = edges[*edge];
            match visits[to] {
                Visit::Open => back[*edge] = true,
                Visit::Done => {}
                Visit::None => {
                    visits[to] = Visit::Open;
                    stack.push((to, 0));
                }
            }
        }
    }
    finished.reverse();
    (back, finished)
}

/// Moves nodes that more edges leave than enter down to the nodes that they lead to.
fn pull_down(
    layers: &mut [usize],
    edges: &[(usize, usize)],
    back: &[bool],
    order: &[usize],
    leaving: &[Vec<usize>],
) {
    let mut entering = vec![0; layers.len()];
    for (edge, (_, to)) in edges.iter().enumerate() {
        entering[*to] += usize::from(!back[edge]);
    }
    for node in order.iter().rev() {
        let ahead = leaving[*node].iter().filter(|edge| !back[**edge]);
        let below: Vec<usize> = ahead.map(|edge| layers[edges[*edge].1]).collect();
        if let Some(nearest) = below.iter().min().filter(|_| below.len() > entering[*node]) {
            layers[*node] = nearest - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::layers;

    #[test]
    fn a_node_is_below_all_that_lead_to_it() {
        assert_eq!(layers(4, &[(0, 1), (1, 2), (0, 2), (2, 3)]), [0, 1, 2, 3]);
    }

    #[test]
    fn an_edge_that_closes_a_cycle_leads_up() {
        assert_eq!(layers(3, &[(0, 1), (1, 2), (2, 0), (1, 1)]), [0, 1, 2]);
    }

    #[test]
    fn a_source_is_right_above_its_target() {
        assert_eq!(layers(4, &[(0, 1), (1, 2), (3, 2)]), [0, 1, 2, 1]);
    }
}
