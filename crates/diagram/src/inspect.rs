//! Finds what is wrong with a layout, for tests and for a look over many diagrams.

use std::fmt;

use crate::geometry::{Point, Rect};
use crate::layout::Layout;

/// Something in a layout that a reader would trip over. The numbers are indices of nodes and edges of one graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Defect {
    /// An edge passes through a box that it does not start or end at, or through one of those twice.
    EdgeThroughBox(usize, usize),
    /// An edge passes through the label of another one.
    EdgeThroughLabel(usize, usize),
    /// Two boxes overlap.
    Boxes(usize, usize),
    /// The label of an edge overlaps a box.
    LabelOnBox(usize, usize),
    /// The labels of two edges overlap.
    Labels(usize, usize),
    /// Two edges that do not end at the same node have a stretch in common.
    SharedStretch(usize, usize),
    /// A node or its group is not within the page or within its box.
    NodeOutside(usize),
    /// An edge or its label is not within the page.
    EdgeOutside(usize),
    /// An edge has no line.
    NoLine(usize),
    /// A line is neither horizontal nor vertical.
    Slanted(usize),
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EdgeThroughBox(edge, node) => write!(f, "edge {edge} passes through box {node}"),
            Self::EdgeThroughLabel(edge, other) => {
                write!(f, "edge {edge} passes through the label of edge {other}")
            }
            Self::Boxes(a, b) => write!(f, "boxes {a} and {b} overlap"),
            Self::LabelOnBox(edge, node) => write!(f, "the label of edge {edge} covers box {node}"),
            Self::Labels(a, b) => write!(f, "the labels of edges {a} and {b} overlap"),
            Self::SharedStretch(a, b) => write!(f, "edges {a} and {b} overlap"),
            Self::NodeOutside(node) => write!(f, "box {node} is outside"),
            Self::EdgeOutside(edge) => write!(f, "edge {edge} is outside"),
            Self::NoLine(edge) => write!(f, "edge {edge} has no line"),
            Self::Slanted(edge) => write!(f, "edge {edge} is slanted"),
        }
    }
}

/// All defects of a layout, those of groups included.
pub fn defects(layout: &Layout) -> Vec<Defect> {
    let page = Rect { left: 0.0, top: 0.0, width: layout.width, height: layout.height };
    let mut found = Vec::new();
    within(layout, page, &mut found);
    found
}

fn within(layout: &Layout, page: Rect, found: &mut Vec<Defect>) {
    boxes(layout, page, found);
    for (index, edge) in layout.edges.iter().enumerate() {
        let dot = |point: &Point| Rect { left: point.x, top: point.y, width: 0.0, height: 0.0 };
        let mut areas = edge.points.iter().map(dot).chain(edge.label);
        if areas.any(|area| !page.contains(&area)) {
            found.push(Defect::EdgeOutside(index));
        }
        if edge.points.len() < 2 {
            found.push(Defect::NoLine(index));
        }
        if edge.points.windows(2).any(|pair| pair[0].x != pair[1].x && pair[0].y != pair[1].y) {
            found.push(Defect::Slanted(index));
        }
        let passes =
            |area: &Rect| edge.points.windows(2).any(|pair| area.is_crossed_by(pair[0], pair[1]));
        // Lines start and end at the border of a box, and so pass through none.
        let through = layout.nodes.iter().enumerate().filter(|(_, node)| passes(&node.area));
        found.extend(through.map(|(node, _)| Defect::EdgeThroughBox(index, node)));
        for (other, label) in layout.edges.iter().enumerate() {
            if label.label.as_ref().is_some_and(passes) {
                found.push(Defect::EdgeThroughLabel(index, other));
            }
        }
        for (other, label) in layout.edges.iter().enumerate().take(index) {
            if let (Some(a), Some(b)) = (edge.label, label.label)
                && a.overlaps(&b)
            {
                found.push(Defect::Labels(index, other));
            }
            if edge.points.last() != label.points.last() && stretch(&edge.points, &label.points) {
                found.push(Defect::SharedStretch(index, other));
            }
        }
    }
}

fn boxes(layout: &Layout, page: Rect, found: &mut Vec<Defect>) {
    for (index, node) in layout.nodes.iter().enumerate() {
        let groups_fit = node.groups.iter().all(|group| node.area.contains(&group.area));
        if !page.contains(&node.area) || !groups_fit {
            found.push(Defect::NodeOutside(index));
        }
        for (other, before) in layout.nodes.iter().enumerate().take(index) {
            if node.area.overlaps(&before.area) {
                found.push(Defect::Boxes(index, other));
            }
        }
        for (edge, route) in layout.edges.iter().enumerate() {
            if route.label.is_some_and(|label| label.overlaps(&node.area)) {
                found.push(Defect::LabelOnBox(edge, index));
            }
        }
        for (at, group) in node.groups.iter().enumerate() {
            if node.groups.iter().take(at).any(|other| other.area.overlaps(&group.area)) {
                found.push(Defect::Boxes(index, index));
            }
            within(&group.layout, group.area, found);
        }
    }
}

/// Whether two lines overlap in more than a point.
fn stretch(a: &[Point], b: &[Point]) -> bool {
    a.windows(2).any(|a| b.windows(2).any(|b| overlap(a[0], a[1], b[0], b[1])))
}

fn overlap(a: Point, b: Point, c: Point, d: Point) -> bool {
    let common = |a: f64, b: f64, c: f64, d: f64| a.max(b).min(c.max(d)) - a.min(b).max(c.min(d));
    let vertical = a.x == b.x && c.x == d.x && a.x == c.x;
    let horizontal = a.y == b.y && c.y == d.y && a.y == c.y;
    (vertical && common(a.y, b.y, c.y, d.y) > 0.0)
        || (horizontal && common(a.x, b.x, c.x, d.x) > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{PlacedNode, Route};

    fn node(left: f64, top: f64) -> PlacedNode {
        PlacedNode { area: Rect { left, top, width: 10.0, height: 10.0 }, groups: Vec::new() }
    }

    fn edge(points: &[(f64, f64)]) -> Route {
        Route { points: points.iter().map(|(x, y)| Point::new(*x, *y)).collect(), label: None }
    }

    fn layout(nodes: Vec<PlacedNode>, edges: Vec<Route>) -> Layout {
        Layout { width: 100.0, height: 100.0, nodes, edges }
    }

    #[test]
    fn an_edge_behind_a_box_is_found() {
        let edges = vec![edge(&[(5.0, 10.0), (5.0, 60.0)])];
        let nodes = vec![node(0.0, 0.0), node(0.0, 30.0), node(0.0, 60.0)];
        assert_eq!(defects(&layout(nodes, edges)), [Defect::EdgeThroughBox(0, 1)]);
    }

    #[test]
    fn what_labels_cover_is_found() {
        let label = Rect { left: 4.0, top: 4.0, width: 20.0, height: 8.0 };
        let one = Route { label: Some(label), ..edge(&[(50.0, 0.0), (50.0, 50.0)]) };
        let other = Route { label: Some(label), ..edge(&[(20.0, 0.0), (20.0, 30.0)]) };
        let found = defects(&layout(vec![node(0.0, 0.0)], vec![one, other]));
        for defect in [
            Defect::LabelOnBox(0, 0),
            Defect::LabelOnBox(1, 0),
            Defect::EdgeThroughLabel(1, 0),
            Defect::Labels(1, 0),
        ] {
            assert!(found.contains(&defect), "{defect}: {found:?}");
        }
    }

    #[test]
    fn what_is_outside_overlaps_or_lies_on_another_is_found() {
        let nodes = vec![node(95.0, 0.0), node(90.0, 5.0)];
        let edges = vec![
            edge(&[(5.0, 5.0), (5.0, 120.0)]),
            edge(&[(5.0, 50.0), (5.0, 90.0)]),
            edge(&[]),
            edge(&[(1.0, 1.0), (2.0, 2.0)]),
        ];
        let found = defects(&layout(nodes, edges));
        for defect in [
            Defect::NodeOutside(0),
            Defect::Boxes(1, 0),
            Defect::EdgeOutside(0),
            Defect::SharedStretch(1, 0),
            Defect::NoLine(2),
            Defect::Slanted(3),
        ] {
            assert!(found.contains(&defect), "{defect}: {found:?}");
        }
    }
}
