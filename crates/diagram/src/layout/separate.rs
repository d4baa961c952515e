//! Positions on a line, each as near as possible to its desired one, with gaps between some of them.
//!
//! The method is variable placement with separation constraints: positions are set from left to right. A position
//! that would violate a gap is merged with its neighbor, and both move to their common mean.

/// A least distance between two places.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gap {
    pub(super) left: usize,
    pub(super) right: usize,
    pub(super) width: f64,
}

/// Places that move as one.
struct Cluster {
    members: Vec<usize>,
    position: f64,
    weight: f64,
}

/// The positions nearest to the desired ones by their weights, with all gaps. The gaps form no cycle.
pub(super) fn separate(wanted: &[f64], weights: &[f64], gaps: &[Gap]) -> Vec<f64> {
    let (entering, order) = order(wanted.len(), gaps);
    let mut clusters: Vec<Cluster> = Vec::with_capacity(wanted.len());
    let mut of = vec![usize::MAX; wanted.len()];
    let mut offset = vec![0.0; wanted.len()];
    for place in order.iter().copied() {
        let mut current = clusters.len();
        of[place] = current;
        clusters.push(Cluster {
            members: vec![place],
            position: wanted[place],
            weight: weights[place].max(1e-6),
        });
        loop {
            let mut worst: Option<(f64, &Gap)> = None;
            for member in &clusters[current].members {
                for gap in entering[*member].iter().map(|gap| &gaps[*gap]) {
                    let other = of[gap.left];
                    if other == current {
                        continue;
                    }
                    let left = clusters[other].position + offset[gap.left];
                    let right = clusters[current].position + offset[*member];
                    let violation = left + gap.width - right;
                    if violation > 1e-9 && worst.is_none_or(|(most, _)| violation > most) {
                        worst = Some((violation, gap));
                    }
                }
            }
            let Some((_, gap)) = worst else { break };
            current = merge(&mut clusters, &mut of, &mut offset, gap);
        }
    }
    let mut places: Vec<f64> =
        (0..wanted.len()).map(|place| clusters[of[place]].position + offset[place]).collect();
    settle(&mut places, gaps, &entering, &order);
    places
}

/// Joins the clusters of a gap's ends, as near to each other as the gap allows.
fn merge(clusters: &mut [Cluster], of: &mut [usize], offset: &mut [f64], gap: &Gap) -> usize {
    let (left, right) = (of[gap.left], of[gap.right]);
    // What is added to the offsets of the right cluster to make them offsets in the left one.
    let shift = offset[gap.left] + gap.width - offset[gap.right];
    let weight = clusters[left].weight + clusters[right].weight;
    let position = (clusters[left].position * clusters[left].weight
        + (clusters[right].position - shift) * clusters[right].weight)
        / weight;
    let (into, from, by, position) =
        match clusters[left].members.len() >= clusters[right].members.len() {
            true => (left, right, shift, position),
            false => (right, left, -shift, position + shift),
        };
    let members = std::mem::take(&mut clusters[from].members);
    for member in &members {
        of[*member] = into;
        offset[*member] += by;
    }
    let cluster = &mut clusters[into];
    cluster.members.extend(members);
    (cluster.weight, cluster.position) = (weight, position);
    into
}

/// The gaps at the left of each place, and the places in an order in which those are after what is left of them.
fn order(places: usize, gaps: &[Gap]) -> (Vec<Vec<usize>>, Vec<usize>) {
    let mut entering = vec![Vec::new(); places];
    let mut leaving = vec![Vec::new(); places];
    for (index, gap) in gaps.iter().enumerate() {
        entering[gap.right].push(index);
        leaving[gap.left].push(gap.right);
    }
    let mut missing: Vec<usize> = entering.iter().map(Vec::len).collect();
    let mut order: Vec<usize> = (0..places).filter(|place| missing[*place] == 0).collect();
    let mut next = 0;
    while let Some(place) = order.get(next).copied() {
        next += 1;
        for right in &leaving[place] {
            missing[*right] -= 1;
            if missing[*right] == 0 {
                order.push(*right);
            }
        }
    }
    (entering, order)
}

/// Widens the gaps that rounding has left too narrow.
fn settle(places: &mut [f64], gaps: &[Gap], entering: &[Vec<usize>], order: &[usize]) {
    for place in order {
        for gap in entering[*place].iter().map(|gap| &gaps[*gap]) {
            places[*place] = places[*place].max(places[gap.left] + gap.width);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gap(left: usize, right: usize, width: f64) -> Gap {
        Gap { left, right, width }
    }

    #[test]
    fn places_stay_where_they_fit() {
        assert_eq!(separate(&[0.0, 10.0], &[1.0, 1.0], &[gap(0, 1, 10.0)]), [0.0, 10.0]);
    }

    #[test]
    fn places_that_want_the_same_share_the_way() {
        assert_eq!(separate(&[5.0, 5.0], &[1.0, 1.0], &[gap(0, 1, 10.0)]), [0.0, 10.0]);
        assert_eq!(separate(&[5.0, 5.0], &[3.0, 1.0], &[gap(0, 1, 8.0)]), [3.0, 11.0]);
    }

    #[test]
    fn a_chain_is_pushed_as_one() {
        let places = separate(&[0.0, 0.0, 0.0], &[1.0; 3], &[gap(0, 1, 6.0), gap(1, 2, 6.0)]);
        assert_eq!(places, [-6.0, 0.0, 6.0]);
    }
}
