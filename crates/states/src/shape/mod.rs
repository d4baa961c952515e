//! The input that a machine reads, and its output, as far as the definition determines them.
//!
//! Nothing is run. Values that depend on the results of tasks are unknown, and so are facts of some
//! executions only.

mod evaluate;
mod join;
mod trace;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::checked::Definition;

/// The known shape of a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Unknown.
    Unknown,
    /// The input of the machine, or its value at a path.
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
        /// The members that exist for certain.
        members: BTreeMap<String, Shape>,
        /// The path of the input with the other members; absent: there are no others.
        base: Option<Vec<Step>>,
    },
}

/// A step into a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A member of an object.
    Member(String),
    /// An element of an array.
    Element,
}

/// Something of the input that a machine fails without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// Its path in the input.
    pub path: Vec<Step>,
    /// The path as it is written.
    pub text: String,
    /// The bytes of the definition at which it is written; of the state's name if it was not found.
    pub span: Range<usize>,
}

/// The inferred input and output of a machine.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// The paths of the input that it reads, in the order of the text.
    pub reads: Vec<Read>,
    /// Its output.
    pub output: Shape,
}

impl Flow {
    /// The flow of a definition.
    pub fn of(definition: &Definition) -> Self {
        trace::flow(definition)
    }
}

/// The maximal nesting of inferred shapes.
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
