//! The path of a run through the states of its machine.

use serde::Serialize;

/// A state that was entered, and how it was left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Visit {
    /// The name of the state.
    pub state: String,
    /// How it was left; none if the run ended before.
    pub exit: Option<Exit>,
}

/// How a state was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Exit {
    /// By its `Next`, or as its machine ended.
    Done,
    /// By a rule of `Choices`, by its position from 0.
    Rule(usize),
    /// By the `Default` of a `Choice`.
    Default,
    /// By a catcher, by its position from 0.
    Catcher(usize),
    /// By an error that no catcher matched.
    Failed,
}
