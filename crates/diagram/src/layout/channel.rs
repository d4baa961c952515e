//! Channels: the space between two rows, where lines run horizontally, each on a track.

/// The distance below which two lines would look like one.
const NEAR: f64 = 6.0;
/// The space between lines on the same track.
const APART: f64 = 12.0;
/// With more nets than this, their order is left as it is: looking for a better one is quadratic.
const MANY: usize = 300;
/// The cost of overlapping lines, in crossings.
const ON_EACH_OTHER: usize = 1_000_000;

/// Ends of lines that meet in a channel: a line from each end to a common track.
#[derive(Debug, Clone, Default)]
pub(super) struct Net {
    /// The x of the ends at the top of the channel.
    pub(super) tops: Vec<f64>,
    /// The x of the ends at its bottom.
    pub(super) bottoms: Vec<f64>,
}

/// The tracks of a net, counted from the top of the channel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Track {
    /// All ends have the same x.
    Straight,
    /// All ends meet on one track.
    One(usize),
    /// The ends at the top meet on one track, those at the bottom on another, and a line at `x` joins the two.
    Two { upper: usize, lower: usize, x: f64 },
}

impl Net {
    fn span(&self) -> (f64, f64) {
        let ends = || self.tops.iter().chain(&self.bottoms).copied();
        (ends().fold(f64::INFINITY, f64::min), ends().fold(f64::NEG_INFINITY, f64::max))
    }

    /// Whether this net has to be above the other, because an end of each is at the same x.
    fn must_be_above(&self, other: &Self) -> bool {
        let near = |a: f64, b: f64| (a - b).abs() < NEAR;
        self.tops.iter().any(|a| other.bottoms.iter().any(|b| near(*a, *b)))
    }

    /// The number of crossings if this net is above the other.
    fn crossings_above(&self, other: &Self) -> usize {
        let inside = |ends: &[f64], (left, right): (f64, f64)| {
            ends.iter().filter(|x| left < **x && **x < right).count()
        };
        let crossings = inside(&self.bottoms, other.span()) + inside(&other.tops, self.span());
        crossings + if other.must_be_above(self) { ON_EACH_OTHER } else { 0 }
    }
}

/// Assigns tracks to the nets of a channel, and returns the number of tracks.
pub(super) fn tracks(nets: &[Net]) -> (Vec<Track>, usize) {
    let mut tracks = vec![Track::Straight; nets.len()];
    let bent: Vec<usize> = (0..nets.len())
        .filter(|net| {
            let (left, right) = nets[*net].span();
            left < right
        })
        .collect();
    let order = order(nets, &bent);
    let split = conflicts(nets, &order);
    // What is split has its upper half above and its lower half below all others.
    let mut taken: Vec<f64> =
        nets.iter().flat_map(|net| net.tops.iter().chain(&net.bottoms)).copied().collect();
    let (mut lines, mut lower_halves) = (Vec::new(), Vec::new());
    for net in &split {
        let x = free(&mut taken, nets[*net].span());
        let (mut upper, mut lower) = (nets[*net].clone(), nets[*net].clone());
        upper.bottoms = vec![x];
        lower.tops = vec![x];
        lines.push((*net, upper));
        lower_halves.push((*net, lower));
        tracks[*net] = Track::Two { upper: 0, lower: 0, x };
    }
    let whole = order.iter().filter(|net| !split.contains(net));
    lines.extend(whole.map(|net| (*net, nets[*net].clone())));
    lines.extend(lower_halves);
    let numbers = compress(&lines);
    for (line, (net, _)) in lines.iter().enumerate() {
        let number = numbers[line];
        tracks[*net] = match tracks[*net] {
            Track::Two { x, .. } if line < split.len() => {
                Track::Two { upper: number, lower: number, x }
            }
            Track::Two { upper, x, .. } => Track::Two { upper, lower: number, x },
            _ => Track::One(number),
        };
    }
    (tracks, numbers.iter().max().map_or(0, |last| last + 1))
}

/// The nets from top to bottom, with few crossings: each is inserted where it crosses least, and then again.
fn order(nets: &[Net], bent: &[usize]) -> Vec<usize> {
    let mut order: Vec<usize> = bent.to_vec();
    order.sort_by(|a, b| nets[*a].span().0.total_cmp(&nets[*b].span().0));
    if order.len() > MANY {
        return order;
    }
    let mut placed = Vec::with_capacity(order.len());
    for net in &order {
        insert(nets, &mut placed, *net);
    }
    for net in &order {
        placed.retain(|other| other != net);
        insert(nets, &mut placed, *net);
    }
    placed
}

fn insert(nets: &[Net], placed: &mut Vec<usize>, net: usize) {
    let mut cost: usize = placed.iter().map(|other| nets[net].crossings_above(&nets[*other])).sum();
    let mut best = (cost, 0);
    for (at, other) in placed.iter().enumerate() {
        cost += nets[*other].crossings_above(&nets[net]);
        cost -= nets[net].crossings_above(&nets[*other]);
        if cost < best.0 {
            best = (cost, at + 1);
        }
    }
    placed.insert(best.1, net);
}

/// The nets that have to be split, because they are above one that they have to be below.
fn conflicts(nets: &[Net], order: &[usize]) -> Vec<usize> {
    let mut split: Vec<usize> = Vec::new();
    for (at, upper) in order.iter().enumerate() {
        let below =
            order.iter().skip(at + 1).filter(|lower| nets[**lower].must_be_above(&nets[*upper]));
        if below.into_iter().any(|lower| !split.contains(lower)) {
            split.push(*upper);
        }
    }
    split
}

/// An x near the middle of a span at which no line is, which is taken from now on.
fn free(taken: &mut Vec<f64>, (left, right): (f64, f64)) -> f64 {
    taken.sort_by(f64::total_cmp);
    let middle = (left + right) / 2.0;
    let between = taken.windows(2).filter(|pair| pair[1] - pair[0] >= 2.0 * NEAR);
    let mut candidates: Vec<f64> =
        between.map(|pair| ((pair[0] + pair[1]) / 2.0).round()).collect();
    candidates.extend(taken.last().map(|last| last + APART));
    let distance = |x: &f64| (x - middle).abs();
    let nearest = candidates.into_iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
    let x = nearest.unwrap_or(middle);
    taken.push(x);
    x
}

/// The track of each line: below all lines before it that it would touch.
fn compress(lines: &[(usize, Net)]) -> Vec<usize> {
    let mut numbers: Vec<usize> = Vec::with_capacity(lines.len());
    let mut ends: Vec<Vec<(f64, f64)>> = Vec::new();
    for (_, net) in lines {
        let (left, right) = net.span();
        let touches = |(a, b): &(f64, f64)| left < b + APART && *a < right + APART;
        let number =
            ends.iter().rposition(|track| track.iter().any(touches)).map_or(0, |at| at + 1);
        if number == ends.len() {
            ends.push(Vec::new());
        }
        ends[number].push((left, right));
        numbers.push(number);
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn net(top: f64, bottom: f64) -> Net {
        Net { tops: vec![top], bottoms: vec![bottom] }
    }

    #[test]
    fn a_net_without_a_bend_needs_no_track() {
        assert_eq!(tracks(&[net(5.0, 5.0)]), (vec![Track::Straight], 0));
    }

    #[test]
    fn nets_apart_share_a_track() {
        let (tracks, count) = tracks(&[net(0.0, 20.0), net(60.0, 90.0)]);
        assert_eq!((tracks, count), (vec![Track::One(0), Track::One(0)], 1));
    }

    #[test]
    fn the_net_whose_end_is_above_the_other_one_is_above() {
        let (tracks, _) = tracks(&[net(0.0, 30.0), net(30.0, 60.0)]);
        assert_eq!(tracks, [Track::One(1), Track::One(0)]);
    }

    #[test]
    fn nets_that_change_places_are_split() {
        let (tracks, count) = tracks(&[net(0.0, 30.0), net(30.0, 0.0)]);
        assert_eq!(count, 3);
        assert_eq!(tracks, [Track::One(1), Track::Two { upper: 0, lower: 2, x: 15.0 }]);
    }
}
