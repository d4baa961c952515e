//! Layered layout of graphs, and SVG documents of them: the base of all diagrams of Burgeon.
//!
//! - [`layout`] places the boxes of a [`Graph`], routes its edges and reserves room for their labels.
//! - [`text`] measures and wraps texts, because a layout needs their sizes.
//! - [`chart`] draws boxes with rows and labelled edges, as SVG, Mermaid and Graphviz.
//! - [`svg`] writes documents that cannot run or load anything.
//! - [`inspect`] finds defects of a layout: an edge across a box, a covered label.
//!
//! ```
//! use burgeon_diagram::{Edge, Graph, Node, Size};
//!
//! let node = || Node::new(Size::new(80.0, 30.0));
//! let graph = Graph {
//!     nodes: vec![node(), node()],
//!     edges: vec![Edge::new(0, 1), Edge { label: Some(Size::new(50.0, 14.0)), ..Edge::new(1, 0) }],
//! };
//! let layout = burgeon_diagram::layout(&graph);
//! assert!(layout.nodes[0].area.bottom() < layout.nodes[1].area.top);
//! assert!(burgeon_diagram::inspect::defects(&layout).is_empty());
//! ```

pub mod chart;
mod geometry;
mod graph;
pub mod inspect;
mod layout;
pub mod svg;
pub mod text;

pub use geometry::{Point, Rect, Size};
pub use graph::{Edge, Graph, Node};
pub use layout::{Group, Layout, PlacedNode, Route, layout};
