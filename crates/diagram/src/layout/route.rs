//! The y of everything, and the lines of the edges.

use super::channel::{Net, Track, tracks};
use super::rows::{Kind, Rows};
use super::{LABEL_GAP, Layout, PlacedNode, Route};
use crate::geometry::{Point, Rect};
use crate::graph::Graph;

/// The space between two tracks.
const STEP: f64 = 12.0;
/// The space between a row and the next track: above a node there has to be room for an arrow head.
const BELOW_NODES: f64 = 14.0;
const ABOVE_NODES: f64 = 22.0;
const AT_LABELS: f64 = 8.0;
/// The maximal distance of a node from the top of its row.
const DOWN: f64 = 16.0;

/// Places nodes and routes edges. `xs` are the positions of the vertices.
pub(super) fn route(graph: &Graph, rows: &Rows, xs: &[f64]) -> Layout {
    let nets = Nets::new(rows, xs);
    let page = Page::new(rows, &nets);
    let mut layout = Layout { height: page.height, ..Layout::default() };
    for (index, vertex) in rows.vertices.iter().take(graph.nodes.len()).enumerate() {
        let area = Rect {
            left: xs[index] - vertex.left,
            top: page.top_of(rows, index),
            width: vertex.left + vertex.right,
            height: vertex.height,
        };
        layout.nodes.push(PlacedNode { area, groups: Vec::new() });
    }
    for path in &rows.paths {
        let points = line(path, rows, xs, &nets, &page);
        layout.edges.push(Route { points, label: None });
    }
    for (index, vertex) in rows.vertices.iter().enumerate() {
        if let Kind::Label(edge) = vertex.kind {
            let (top, bottom) = page.rows[vertex.row];
            let middle = match layout.nodes.get(graph.edges[edge].from) {
                // The label of an edge that turns is beside the node that it leaves.
                Some(node) if vertex.row % 2 == 1 => node.area.middle(),
                _ => (top + bottom) / 2.0,
            };
            let area = Rect {
                left: xs[index] + LABEL_GAP,
                top: (middle - vertex.height / 2.0).min(bottom - vertex.height).max(top),
                width: vertex.right - LABEL_GAP,
                height: vertex.height,
            };
            layout.edges[edge].label = Some(area);
        }
    }
    crop(&mut layout);
    layout
}

/// Moves everything to the left side of the page and sets the width.
fn crop(layout: &mut Layout) {
    let areas = layout.nodes.iter().map(|node| node.area);
    let labels = layout.edges.iter().filter_map(|edge| edge.label);
    let sides = areas.chain(labels).map(|area| (area.left, area.right()));
    let points = layout.edges.iter().flat_map(|edge| &edge.points).map(|point| (point.x, point.x));
    let bounds = sides.chain(points).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    let (left, right) = bounds.unwrap_or_default();
    layout.shift(-left, 0.0);
    layout.width = right - left;
}

/// The corners of an edge.
fn line(path: &[usize], rows: &Rows, xs: &[f64], nets: &Nets, page: &Page) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    let solid: Vec<usize> = path.iter().copied().filter(|pin| nets.solid[*pin]).collect();
    for pair in solid.chunks_exact(2) {
        let at = |pin: usize| {
            let of = &rows.pins[pin];
            let y = match of.at_top {
                true => page.top_of(rows, of.vertex),
                false => page.bottom_of(rows, of.vertex),
            };
            Point::new(xs[of.vertex] + of.offset, y)
        };
        let (from, to) = (at(pair[0]), at(pair[1]));
        points.push(from);
        let (channel, net) = nets.of[pair[0]];
        let track = |number| page.track(channel, number);
        match nets.tracks[channel][net] {
            Track::Straight => {}
            Track::One(number) => {
                let y = track(number);
                points.extend([Point::new(from.x, y), Point::new(to.x, y)]);
            }
            Track::Two { upper, lower, x } => {
                // A pin at the bottom of a vertex is at the top of the channel.
                let y = |pin: usize| track(if rows.pins[pin].at_top { lower } else { upper });
                let (a, b) = (y(pair[0]), y(pair[1]));
                points.push(Point::new(from.x, a));
                if a != b {
                    points.extend([Point::new(x, a), Point::new(x, b)]);
                }
                points.push(Point::new(to.x, b));
            }
        }
        points.push(to);
    }
    straighten(points)
}

/// Leaves out the points within a straight line.
fn straighten(points: Vec<Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if kept.last() == Some(&point) {
            continue;
        }
        if let [.., a, b] = kept[..]
            && ((a.x == b.x && b.x == point.x) || (a.y == b.y && b.y == point.y))
        {
            kept.pop();
        }
        kept.push(point);
    }
    kept
}

/// The nets of each channel. Rows without labels do not count: a line bends once between two layers.
struct Nets {
    /// The pins at which lines end in a channel.
    solid: Vec<bool>,
    /// The channel and the net of each solid pin.
    of: Vec<(usize, usize)>,
    /// The rows between the channels.
    rows: Vec<usize>,
    /// The tracks of the nets of each channel, and how many there are.
    tracks: Vec<Vec<Track>>,
    counts: Vec<usize>,
}

impl Nets {
    fn new(rows: &Rows, xs: &[f64]) -> Self {
        let has_label = |row: &[usize]| {
            row.iter().any(|vertex| matches!(rows.vertices[*vertex].kind, Kind::Label(_)))
        };
        let is_solid: Vec<bool> =
            rows.rows.iter().enumerate().map(|(at, row)| at % 2 == 1 || has_label(row)).collect();
        let solid_rows: Vec<usize> = (0..is_solid.len()).filter(|row| is_solid[*row]).collect();
        let solid: Vec<bool> = rows
            .pins
            .iter()
            .map(|pin| {
                let vertex = &rows.vertices[pin.vertex];
                is_solid[vertex.row] && vertex.kind != Kind::Turn
            })
            .collect();
        let joined = joined(rows, &is_solid);
        let mut nets: Vec<Vec<Net>> = vec![Vec::new(); solid_rows.len() + 1];
        let mut of = vec![(0, 0); rows.pins.len()];
        let mut known = vec![None; rows.pins.len()];
        for (pin, at) in rows.pins.iter().enumerate().filter(|(pin, _)| solid[*pin]) {
            let row = rows.vertices[at.vertex].row;
            let above = solid_rows.partition_point(|solid| *solid < row);
            let channel = if at.at_top { above } else { above + 1 };
            let net = *known[joined[pin]].get_or_insert_with(|| {
                nets[channel].push(Net::default());
                nets[channel].len() - 1
            });
            of[pin] = (channel, net);
            let x = xs[at.vertex] + at.offset;
            let net = &mut nets[channel][net];
            let side = if at.at_top { &mut net.bottoms } else { &mut net.tops };
            side.push(x);
        }
        let (tracks, counts) = nets.iter().map(|nets| tracks(nets)).unzip();
        Self { solid, of, rows: solid_rows, tracks, counts }
    }
}

/// The least pin that each pin is connected with by links.
fn joined(rows: &Rows, is_solid: &[bool]) -> Vec<usize> {
    let mut root: Vec<usize> = (0..rows.pins.len()).collect();
    fn find(root: &mut [usize], mut pin: usize) -> usize {
        while root[pin] != pin {
            root[pin] = root[root[pin]];
            pin = root[pin];
        }
        pin
    }
    let mut join = |a: usize, b: usize| {
        let (a, b) = (find(&mut root, a), find(&mut root, b));
        root[a.max(b)] = a.min(b);
    };
    for link in &rows.links {
        join(link.upper, link.lower);
    }
    let mut first = vec![None; rows.vertices.len()];
    for (pin, of) in rows.pins.iter().enumerate() {
        if !is_solid[rows.vertices[of.vertex].row] {
            join(pin, *first[of.vertex].get_or_insert(pin));
        }
    }
    (0..root.len()).map(|pin| find(&mut root, pin)).collect()
}

/// The y of rows and tracks.
struct Page {
    /// The top and the bottom of each row.
    rows: Vec<(f64, f64)>,
    /// The y of the first track of each channel.
    channels: Vec<f64>,
    height: f64,
}

impl Page {
    fn new(rows: &Rows, nets: &Nets) -> Self {
        let mut page =
            Self { rows: vec![(0.0, 0.0); rows.rows.len()], channels: Vec::new(), height: 0.0 };
        for channel in 0..=nets.rows.len() {
            let above = channel.checked_sub(1).map(|above| nets.rows[above]);
            let below = nets.rows.get(channel).copied();
            page.channel(above, below, nets.counts[channel]);
            if let Some(row) = below {
                let heights = rows.rows[row].iter().map(|vertex| rows.vertices[*vertex].height);
                let bottom = page.height + heights.fold(0.0, f64::max);
                page.rows[row] = (page.height, bottom);
                page.height = bottom;
            }
        }
        page
    }

    /// Adds a channel with a number of tracks between two rows.
    fn channel(&mut self, above: Option<usize>, below: Option<usize>, tracks: usize) {
        let is_nodes = |row: usize| row % 2 == 1;
        let before = match above {
            None => 2.0,
            Some(row) if is_nodes(row) => BELOW_NODES,
            Some(_) => AT_LABELS,
        };
        let after = match below {
            None => 2.0,
            Some(row) if is_nodes(row) => ABOVE_NODES,
            Some(_) => AT_LABELS,
        };
        self.channels.push(self.height + before);
        let is_between = above.is_some() && below.is_some();
        if tracks > 0 || is_between {
            self.height += before + after + tracks.saturating_sub(1) as f64 * STEP;
        }
    }

    fn track(&self, channel: usize, number: usize) -> f64 {
        self.channels[channel] + number as f64 * STEP
    }

    /// The top of a vertex: nodes are in the middle of a row that is not much higher than they are.
    fn top_of(&self, rows: &Rows, vertex: usize) -> f64 {
        let of = &rows.vertices[vertex];
        let (top, bottom) = self.rows[of.row];
        match of.kind {
            Kind::Node(_) => top + ((bottom - top - of.height) / 2.0).min(DOWN),
            _ => top,
        }
    }

    fn bottom_of(&self, rows: &Rows, vertex: usize) -> f64 {
        let of = &rows.vertices[vertex];
        match of.kind {
            Kind::Node(_) => self.top_of(rows, vertex) + of.height,
            _ => self.rows[of.row].1,
        }
    }
}
