//! The input that a machine reads, and its output, as far as the definition determines them.
//!
//! Nothing is run: values that depend on the results of tasks are unknown, and so are facts of some
//! executions only.

mod evaluate;
mod join;
mod trace;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::checked::Definition;

/// What is known of a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Nothing.
    Unknown,
    /// It is the input of the machine, or what is in it at a path.
    Input(Vec<Step>),
    /// A text.
    Text,
    /// A number.
    Number,
    /// A truth value.
    Boolean,
    /// Null.
    Null,
    /// An array of values.
    Array(Box<Shape>),
    /// An object.
    Object {
        /// The members that are known to be there.
        members: BTreeMap<String, Shape>,
        /// Where the others are as in the input; absent: there are no others.
        base: Option<Vec<Step>>,
    },
}

/// A step into a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// To a member of an object.
    Member(String),
    /// To an element of an array.
    Element,
}

/// Something of the input that a machine fails without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// Where in the input it is.
    pub path: Vec<Step>,
    /// The path as it is written.
    pub text: String,
    /// The bytes of the definition at which it is written; of the state's name if it was not found.
    pub span: Range<usize>,
}

/// What goes into a machine and what comes out.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// What it reads of its input, in the order of the text.
    pub reads: Vec<Read>,
    /// What it gives.
    pub output: Shape,
}

impl Flow {
    /// The flow of a definition.
    pub fn of(definition: &Definition) -> Self {
        trace::flow(definition)
    }
}

/// How deep shapes are followed.
const DEPTH: usize = 12;

impl Shape {
    /// The shape of a value.
    pub fn of(value: &serde_json::Value) -> Self {
        use serde_json::Value;
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::Text,
            Value::Array(items) => {
                let items = items.iter().map(Self::of);
                Self::Array(Box::new(items.reduce(join::join).unwrap_or(Self::Unknown)))
            }
            Value::Object(members) => {
                let member = |(name, value): (&String, &Value)| (name.clone(), Self::of(value));
                Self::Object { members: members.iter().map(member).collect(), base: None }
            }
        }
    }

    /// The shape itself, or nothing known if it is nested too deep to be followed.
    fn bounded(self) -> Self {
        if self.depth() > DEPTH { Self::Unknown } else { self }
    }

    fn depth(&self) -> usize {
        match self {
            Self::Array(items) => 1 + items.depth(),
            Self::Object { members, .. } => {
                1 + members.values().map(Self::depth).max().unwrap_or(0)
            }
            Self::Input(path) => path.len(),
            _ => 0,
        }
    }
}
