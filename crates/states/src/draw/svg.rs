//! SVG.

use burgeon_diagram::svg::{Anchor, Svg};
use burgeon_diagram::text::Font;
use burgeon_diagram::{Graph, Group, Layout, Node, PlacedNode, Point, Rect, Route, Size, layout};

use super::facts::{detail, limits, whole};
use super::graph::{Edge, Origin, edges};
use super::trace::Status;
use super::{Diagram, icon};
use crate::definition::{Kind, Machine, State, Transition};

const NAME: Font = Font::bold(12.0);
const SMALL: Font = Font::regular(10.0);
/// The widest line in a state, and on an edge.
const IN_STATE: f64 = 210.0;
const ON_EDGE: f64 = 170.0;
/// The most lines of a name, and of each of the other texts.
const LINES: usize = 3;
/// The space around a state's text, and around the whole.
const PADDING: f64 = 10.0;
const MARGIN: f64 = 16.0;
/// The inset of a choice's corners.
const POINT: f64 = 14.0;
/// The sizes of the dots at the start and at an end.
const DOT: f64 = 12.0;

pub(super) fn svg(diagram: &Diagram<'_>) -> String {
    let scope = Scope::new(diagram, diagram.machine);
    let mut layout = layout(&scope.graph());
    let caption = diagram.trace.map(|trace| caption(&trace.caption(), layout.width));
    let height = caption.as_ref().map_or(0.0, |lines| lines.len() as f64 * SMALL.line() + 8.0);
    layout.shift(MARGIN, MARGIN + height);
    let widest = caption.iter().flatten().map(|line| SMALL.width(line)).fold(0.0, f64::max);
    let width = layout.width.max(widest) + 2.0 * MARGIN;
    let title = diagram.machine.comment.as_deref().unwrap_or("State machine");
    let mut svg = Svg::new(width, layout.height + height + 2.0 * MARGIN, title);
    for (line, text) in caption.iter().flatten().enumerate() {
        let y = MARGIN + 10.0 + line as f64 * SMALL.line();
        svg.text(Point::new(MARGIN, y), Anchor::Start, "note", text);
    }
    scope.write(&layout, &mut svg);
    svg.finish()
}

pub(super) fn layout_of(diagram: &Diagram<'_>) -> Layout {
    layout(&Scope::new(diagram, diagram.machine).graph())
}

fn caption(text: &str, width: f64) -> Vec<String> {
    SMALL.wrap(text, width.max(2.0 * IN_STATE), LINES)
}

/// A machine in the drawing. Its nodes are the states, the start, and an end for each state that ends the machine.
struct Scope<'a> {
    diagram: &'a Diagram<'a>,
    states: Vec<Card<'a>>,
    edges: Vec<Edge>,
    first: usize,
    ends: Vec<usize>,
}

/// A state with its texts in lines.
struct Card<'a> {
    state: &'a State,
    name: Vec<String>,
    /// Lines with their classes.
    lines: Vec<(&'static str, String)>,
    inner: Vec<Scope<'a>>,
}

impl<'a> Scope<'a> {
    fn new(diagram: &'a Diagram<'a>, machine: &'a Machine) -> Self {
        let ends = |state: &State| {
            let ends = matches!(state.transition, Transition::End);
            ends && !matches!(state.kind, Kind::Succeed | Kind::Fail { .. })
        };
        Self {
            diagram,
            states: machine.states.values().map(|state| Card::new(diagram, state)).collect(),
            edges: edges(machine),
            first: machine.states.get_index_of(&machine.start_at.name).unwrap_or(0),
            ends: (0..)
                .zip(machine.states.values())
                .filter(|(_, s)| ends(s))
                .map(|(at, _)| at)
                .collect(),
        }
    }

    /// The graph: first the start, then the states, then the ends. Edges: from the start, those of the machine, to
    /// the ends.
    fn graph(&self) -> Graph {
        let dot = || Node { inset: DOT / 2.0, ..Node::new(Size::new(DOT, DOT)) };
        let mut nodes = vec![dot()];
        nodes.extend(self.states.iter().map(Card::node));
        nodes.extend(self.ends.iter().map(|_| dot()));
        let edge =
            |from, to| burgeon_diagram::Edge { weight: 8, ..burgeon_diagram::Edge::new(from, to) };
        let mut edges = vec![edge(0, self.first + 1)];
        edges.extend(self.edges.iter().map(|of| {
            let lines = self.label(of);
            let width = lines.iter().map(|line| SMALL.width(line)).fold(0.0, f64::max);
            let label = Size::new(width, lines.len() as f64 * SMALL.line());
            burgeon_diagram::Edge {
                from: of.from + 1,
                to: of.to + 1,
                label: (!lines.is_empty()).then_some(label),
                weight: match of.origin {
                    Origin::Next => 8,
                    Origin::Rule | Origin::Default => 3,
                    Origin::Catch => 1,
                },
                bundle: u32::from(of.origin == Origin::Catch),
            }
        }));
        edges.extend(
            (0..).zip(&self.ends).map(|(end, state)| edge(state + 1, self.states.len() + 1 + end)),
        );
        Graph { nodes, edges }
    }

    /// The lines on an edge: what leads there, and how often an execution went there if more than once.
    fn label(&self, edge: &Edge) -> Vec<String> {
        let mut lines = SMALL.wrap(&edge.label, ON_EDGE, LINES);
        let times = self.times(edge);
        if times > 1 {
            lines.push(format!("{times} times"));
        }
        lines
    }

    fn times(&self, edge: &Edge) -> usize {
        let name = |at: usize| self.states.get(at).map_or("", |card| card.state.name.as_str());
        let caught = edge.origin == Origin::Catch;
        let trace = self.diagram.trace;
        trace.map_or(0, |trace| trace.times(name(edge.from), name(edge.to), caught))
    }

    fn write(&self, layout: &Layout, svg: &mut Svg) {
        let mut routes = layout.edges.iter();
        let mut nodes = layout.nodes.iter();
        let start = routes.next().zip(nodes.next());
        let is_traced = self.diagram.trace.is_some();
        let is_visited = |at: usize| {
            let card = self.states.get(at);
            card.is_some_and(|card| self.diagram.visit(card.state).is_some())
        };
        let plain = |taken: bool| if is_traced && taken { "taken" } else { "next" };
        if let Some((route, node)) = start {
            write_line(route, plain(is_visited(self.first)), svg);
            svg.circle(center(node), DOT / 2.0, "dot");
        }
        // The lines of an execution are above the others.
        let drawn: Vec<(&Edge, &Route)> = self.edges.iter().zip(routes.by_ref()).collect();
        for taken in [false, true] {
            for (edge, route) in drawn.iter().filter(|(edge, _)| (self.times(edge) > 0) == taken) {
                self.write_edge(edge, route, svg);
            }
        }
        for (card, node) in self.states.iter().zip(nodes.by_ref()) {
            card.write(self.diagram, node, svg);
        }
        for ((state, route), node) in self.ends.iter().zip(routes).zip(nodes) {
            let card = self.states.get(*state);
            let left = |card: &Card<'_>| {
                self.diagram.visit(card.state).is_some_and(|visit| visit.left > visit.caught)
            };
            write_line(route, plain(card.is_some_and(left)), svg);
            svg.circle(center(node), DOT / 2.0, "edge");
            svg.circle(center(node), DOT / 2.0 - 3.0, "dot");
        }
    }

    fn write_edge(&self, edge: &Edge, route: &Route, svg: &mut Svg) {
        let class = match edge.origin {
            Origin::Next => "next",
            Origin::Rule | Origin::Default => "rule",
            Origin::Catch => "catch",
        };
        let name = |at: usize| self.states.get(at).map_or("", |card| card.state.name.as_str());
        let taken = if self.times(edge) > 0 { " taken" } else { "" };
        svg.open(&format!("{class}{taken}"), &[("from", name(edge.from)), ("to", name(edge.to))]);
        svg.title(&edge.label);
        svg.line(&route.points, "edge");
        if let Some(last) = route.points.last() {
            svg.head(*last, "head");
        }
        if let Some(area) = route.label {
            for (line, text) in self.label(edge).iter().enumerate() {
                let y = area.top + 10.0 + line as f64 * SMALL.line();
                svg.text(Point::new(area.left, y), Anchor::Start, "label", text);
            }
        }
        svg.close();
    }
}

fn write_line(route: &Route, class: &str, svg: &mut Svg) {
    svg.open(class, &[]);
    svg.line(&route.points, "edge");
    if let Some(last) = route.points.last() {
        svg.head(*last, "head");
    }
    svg.close();
}

fn center(node: &PlacedNode) -> Point {
    Point::new(node.area.center(), node.area.middle())
}

impl<'a> Card<'a> {
    fn new(diagram: &'a Diagram<'a>, state: &'a State) -> Self {
        let mut lines = Vec::new();
        let mut add = |class, text: &str, most| {
            lines.extend(SMALL.wrap(text, IN_STATE, most).into_iter().map(|line| (class, line)));
        };
        add("detail", &detail(state), 2);
        for limit in limits(state).iter().take(LINES) {
            add("detail", limit, 2);
        }
        if let Some(visit) = diagram.visit(state) {
            for note in visit.notes() {
                add("note", &note, LINES);
            }
        }
        let name = NAME.wrap(&state.name, IN_STATE, LINES);
        let machines = state.kind.machines();
        let inner = machines.iter().map(|machine| Scope::new(diagram, machine)).collect();
        Self { state, name, lines, inner }
    }

    fn is_choice(&self) -> bool {
        matches!(self.state.kind, Kind::Choice(_))
    }

    /// The space left of the text: that of the icon.
    fn indent(&self) -> f64 {
        let point = if self.is_choice() { POINT } else { 0.0 };
        PADDING + point + icon::SIZE + 8.0
    }

    fn node(&self) -> Node {
        let names = self.name.iter().map(|line| NAME.width(line));
        let lines = self.lines.iter().map(|(_, line)| SMALL.width(line));
        let text = names.chain(lines).fold(0.0, f64::max);
        let after = self.indent() - icon::SIZE - 8.0;
        let height = self.name.len() as f64 * NAME.line() + self.lines.len() as f64 * SMALL.line();
        Node {
            size: Size::new(self.indent() + text + after, height.max(icon::SIZE) + 2.0 * PADDING),
            inset: if self.is_choice() { POINT + 6.0 } else { 10.0 },
            groups: self.inner.iter().map(Scope::graph).collect(),
        }
    }

    fn class(&self, diagram: &Diagram<'_>) -> &'static str {
        match (diagram.trace, diagram.visit(self.state)) {
            (None, _) => "",
            (Some(_), None) => " skipped",
            (_, Some(visit)) => match visit.status {
                Status::Succeeded => " done",
                Status::Caught => " caught",
                Status::Failed => " failed",
                Status::Stopped => " stopped",
                Status::Running => " running",
            },
        }
    }

    fn write(&self, diagram: &Diagram<'_>, node: &PlacedNode, svg: &mut Svg) {
        let link = diagram.link(self.state);
        let line = link.as_ref().map_or_else(String::new, |(line, _)| line.to_string());
        let class = format!("{}{}", icon::class(self.state), self.class(diagram));
        let mut data = vec![("state", self.state.name.as_str())];
        if link.is_some() {
            data.push(("line", &line));
        }
        svg.open(&class, &data);
        if let Some((_, address)) = &link {
            svg.open_link(address);
        }
        let mut title = whole(self.state);
        if let Some(visit) = diagram.visit(self.state) {
            title.push('\n');
            title.push_str(&visit.notes().join("\n"));
        }
        svg.title(&title);
        self.write_box(node.area, svg);
        self.write_text(node, svg);
        if link.is_some() {
            svg.close();
        }
        svg.close();
        // Outside the group of the state: its colors are not those of the states within.
        for (scope, Group { area, layout }) in self.inner.iter().zip(&node.groups) {
            svg.rect(*area, "inner", 6.0);
            scope.write(layout, svg);
        }
    }

    fn write_box(&self, area: Rect, svg: &mut Svg) {
        if self.is_choice() {
            let (left, right, middle) = (area.left, area.right(), area.middle());
            let corners = [
                (left, middle),
                (left + POINT, area.top),
                (right - POINT, area.top),
                (right, middle),
                (right - POINT, area.bottom()),
                (left + POINT, area.bottom()),
            ];
            return svg.polygon(&corners.map(|(x, y)| Point::new(x, y)), "box");
        }
        let radius = match self.state.kind {
            Kind::Succeed | Kind::Fail { .. } => (area.height / 2.0).min(18.0),
            _ => 7.0,
        };
        svg.rect(area, if self.inner.is_empty() { "box" } else { "header" }, radius);
    }

    fn write_text(&self, node: &PlacedNode, svg: &mut Svg) {
        let area = node.area;
        let own = self.node().size;
        // In a box that its edges have made wider the text is in the middle; above groups it is at the left.
        let spare =
            if self.inner.is_empty() { ((area.width - own.width) / 2.0).max(0.0) } else { 0.0 };
        let lines = self.name.len() as f64 * NAME.line() + self.lines.len() as f64 * SMALL.line();
        let left = area.left + spare + self.indent();
        let icon = Point::new(left - icon::SIZE - 8.0, area.top + PADDING);
        svg.shape(icon, icon::lines(self.state), "icon");
        let mut y = area.top + PADDING + (icon::SIZE - lines).max(0.0) / 2.0;
        for line in &self.name {
            svg.text(Point::new(left, y + 12.0), Anchor::Start, "name", line);
            y += NAME.line();
        }
        for (class, line) in &self.lines {
            svg.text(Point::new(left, y + 10.0), Anchor::Start, class, line);
            y += SMALL.line();
        }
    }
}
