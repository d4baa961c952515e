//! Tasks, maps and waits.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::ops::Range;

use super::{Machine, Template};
use crate::document::Node;

/// Work that is done elsewhere.
#[derive(Debug, Clone)]
pub struct Task {
    /// Its resource: an ARN, or a placeholder `${…}` of one.
    pub resource: String,
    /// Its timeout in seconds.
    pub timeout: Option<Template>,
    /// The most seconds between two signs of life.
    pub heartbeat: Option<Template>,
    /// The role that it is done in.
    pub credentials: Option<Template>,
    /// Its `Parameters` or `Arguments` as they are written.
    pub(crate) parameters: Option<Node>,
    pub(crate) span: Range<usize>,
}

/// A machine that is run for each item.
#[derive(Debug, Clone)]
pub struct Map {
    /// The machine.
    pub processor: Machine,
    /// Whether each item has a separate execution, and of which type.
    pub distributed: Option<ExecutionType>,
    /// The items: `ItemsPath` or `Items`.
    pub items: Option<Template>,
    /// The input of each iteration in place of its item.
    pub item_selector: Option<Template>,
    /// The reader of the items.
    pub reader: Option<Storage>,
    /// The batches of items.
    pub batcher: Option<Batcher>,
    /// The writer of the results.
    pub writer: Option<Storage>,
    /// The most runs at a time; 0 leaves it open.
    pub max_concurrency: Option<Template>,
    /// The tolerated number of failed items.
    pub tolerated_count: Option<Template>,
    /// The tolerated percentage of failed items.
    pub tolerated_percentage: Option<Template>,
    /// A part of the names of its executions.
    pub label: Option<String>,
}

/// The kind of an execution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum ExecutionType {
    /// Each step runs once; up to a year.
    Standard,
    /// Steps may run again; up to five minutes.
    Express,
}

impl ExecutionType {
    /// Its name in definitions and in Step Functions' API.
    pub fn word(self) -> &'static str {
        match self {
            Self::Standard => "STANDARD",
            Self::Express => "EXPRESS",
        }
    }
}

/// The storage that a distributed map reads items from or writes results to.
#[derive(Debug, Clone)]
pub struct Storage {
    /// The integration that does it; a writer may leave it out.
    pub resource: Option<String>,
    /// Its arguments.
    pub arguments: Option<Template>,
    /// `ReaderConfig` or `WriterConfig`.
    pub config: Option<Json>,
    /// The most items that are read.
    pub max_items: Option<Template>,
    pub(crate) span: Range<usize>,
}

/// The batches of a distributed map.
#[derive(Debug, Clone)]
pub struct Batcher {
    /// The most items of a batch.
    pub max_items: Option<Template>,
    /// The most bytes of a batch.
    pub max_bytes: Option<Template>,
    /// The additional input of each batch.
    pub input: Option<Template>,
}

/// The end of a `Wait`.
#[derive(Debug, Clone)]
pub enum Until {
    /// A number of seconds.
    Seconds(Template),
    /// Until a time in RFC 3339.
    Timestamp(Template),
}
