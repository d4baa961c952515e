//! A state, and what follows it.

use serde_json::Value as Json;
use std::ops::Range;

use super::{
    Assignment, Catcher, Machine, Map, QueryLanguage, Reference, Retrier, Rule, Selection, Target,
    Task, Template, Until,
};

/// A state.
#[derive(Debug, Clone)]
pub struct State {
    /// Its name.
    pub name: String,
    /// Its comment.
    pub comment: Option<String>,
    /// The language of its expressions.
    pub query_language: QueryLanguage,
    /// Its type.
    pub kind: Kind,
    /// Its transition; of a `Choice`, its `Default`.
    pub transition: Transition,
    /// `InputPath`: what of its input it works on.
    pub input_path: Selection,
    /// `Parameters` or `Arguments`: the input of its work.
    pub arguments: Option<Template>,
    /// `ResultSelector`: what becomes of its result.
    pub result_selector: Option<Template>,
    /// `ResultPath`: the path of the input that the result is written to.
    pub result_path: Selection,
    /// `OutputPath`: the part of that which is its output.
    pub output_path: Selection,
    /// `Output`: its output, in JSONata.
    pub output: Option<Template>,
    /// `Assign`: variables and their values.
    pub assign: Option<Template>,
    /// Its retriers.
    pub retry: Vec<Retrier>,
    /// Its catchers.
    pub catch: Vec<Catcher>,
    pub(crate) span: Range<usize>,
    /// The variables that it reads and those that it assigns.
    pub(crate) reads: Vec<Reference>,
    pub(crate) assigns: Vec<Assignment>,
}

/// The transition of a state.
#[derive(Debug, Clone)]
pub enum Transition {
    /// `Next`, or the `Default` of a `Choice`.
    Next(Target),
    /// `End`, or a state that ends the machine by its type.
    End,
    /// A `Choice` without a `Default`.
    None,
}

/// The type of a state.
#[derive(Debug, Clone)]
pub enum Kind {
    /// Does work elsewhere.
    Task(Box<Task>),
    /// Runs branches side by side.
    Parallel(Vec<Machine>),
    /// Runs a machine for each item.
    Map(Box<Map>),
    /// Chooses by conditions.
    Choice(Vec<Rule>),
    /// Waits.
    Wait(Until),
    /// Passes its input on, or a `Result`.
    Pass(Option<Json>),
    /// Ends well.
    Succeed,
    /// Ends badly.
    Fail {
        /// The name of the error.
        error: Option<Template>,
        /// A text on it.
        cause: Option<Template>,
    },
}

impl Kind {
    /// The value of `Type`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Task(_) => "Task",
            Self::Parallel(_) => "Parallel",
            Self::Map(_) => "Map",
            Self::Choice(_) => "Choice",
            Self::Wait(_) => "Wait",
            Self::Pass(_) => "Pass",
            Self::Succeed => "Succeed",
            Self::Fail { .. } => "Fail",
        }
    }

    /// The machines in the state.
    pub fn machines(&self) -> &[Machine] {
        match self {
            Self::Parallel(branches) => branches,
            Self::Map(map) => std::slice::from_ref(&map.processor),
            _ => &[],
        }
    }
}
