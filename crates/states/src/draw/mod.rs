//! Drawings: a machine as Mermaid, Graphviz or SVG that a person can read.
//!
//! Branches of a `Parallel` and the processor of a `Map` stand inside their state; ways of failure
//! are told apart from those of success.

mod graph;
mod graphviz;
mod layout;
mod mermaid;
mod svg;

pub use graphviz::graphviz;
pub use mermaid::mermaid;
pub use svg::svg;
