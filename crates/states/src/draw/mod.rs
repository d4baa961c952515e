//! Drawings: a machine, or an execution of one, as SVG, Mermaid or Graphviz.
//!
//! The branches of a `Parallel` and the processor of a `Map` are within their state. Lines of catchers differ from
//! those of success. Retries, timeouts and concurrency are in the states.
//!
//! ```
//! use amazon_states_language::Definition;
//! use amazon_states_language::draw::Diagram;
//!
//! let text = r#"{"StartAt": "Greet", "States": {"Greet": {"Type": "Pass", "End": true}}}"#;
//! let definition = Definition::parse(text)?;
//! let svg = Diagram::new(&definition.machine).linked(text, "greet.asl.json#L{line}").svg();
//! assert!(svg.contains("<a href=\"greet.asl.json#L1\">"));
//! # Ok::<(), amazon_states_language::Faults>(())
//! ```

mod facts;
mod graph;
mod graphviz;
mod icon;
mod mermaid;
mod svg;
mod trace;

pub use trace::{Status, Trace, TraceError, Visit};

use burgeon_diagram::Layout;

use crate::definition::{Machine, State};
use crate::fault::Location;

/// A machine that is to be drawn, with what is to be drawn into it.
#[derive(Debug, Clone, Copy)]
pub struct Diagram<'a> {
    machine: &'a Machine,
    source: Option<&'a str>,
    link: Option<&'a str>,
    trace: Option<&'a Trace>,
}

impl<'a> Diagram<'a> {
    /// A diagram of a machine.
    pub fn new(machine: &'a Machine) -> Self {
        Self { machine, source: None, link: None, trace: None }
    }

    /// The same with a link from each state to its line in the source. `{line}` in the address is the line's number.
    pub fn linked(self, source: &'a str, address: &'a str) -> Self {
        Self { source: Some(source), link: Some(address), ..self }
    }

    /// The same with an execution: its path, durations, attempts and failures.
    pub fn traced(self, trace: &'a Trace) -> Self {
        Self { trace: Some(trace), ..self }
    }

    /// The places of all boxes, lines and labels of the SVG: node 0 is the start, the states follow, then the ends.
    pub fn layout(&self) -> Layout {
        svg::layout_of(self)
    }

    /// The diagram as an SVG document that loads nothing.
    pub fn svg(&self) -> String {
        svg::svg(self)
    }

    /// The diagram as a Mermaid flowchart.
    pub fn mermaid(&self) -> String {
        mermaid::mermaid(self)
    }

    /// The diagram in Graphviz's language DOT.
    pub fn graphviz(&self) -> String {
        graphviz::graphviz(self)
    }

    /// The line of a state in the source, and the address of the link to it.
    fn link(&self, state: &State) -> Option<(usize, String)> {
        let line = Location::of(self.source?, state.span.start).line;
        Some((line, self.link?.replace("{line}", &line.to_string())))
    }

    fn visit(&self, state: &State) -> Option<&'a Visit> {
        self.trace.and_then(|trace| trace.visit(&state.name))
    }
}

/// The machine as a Mermaid flowchart.
pub fn mermaid(machine: &Machine) -> String {
    Diagram::new(machine).mermaid()
}

/// The machine in Graphviz's language DOT.
pub fn graphviz(machine: &Machine) -> String {
    Diagram::new(machine).graphviz()
}

/// The machine as an SVG document that loads nothing.
pub fn svg(machine: &Machine) -> String {
    Diagram::new(machine).svg()
}
