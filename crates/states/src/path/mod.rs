//! JSONPath in the dialect of Step Functions.

pub(crate) mod filter;
mod parse;
mod select;
mod write;

pub(crate) use select::{Budget, Roots, SelectError};
pub(crate) use write::put;

/// A path that parses.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// The text of the path.
    pub text: String,
    pub(crate) root: Root,
    pub(crate) segments: Vec<Segment>,
}

/// The root of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Root {
    /// `$`: the state's input, or what the field works on.
    Input,
    /// `$$`: the context object.
    Context,
    /// `$name`: a variable.
    Variable(String),
    /// A text with placeholders `${…}`, which become known when the machine is deployed.
    Placeholder,
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Segment {
    /// Applied to every value so far.
    Child(Selector),
    /// Applied to every value so far and to its descendants.
    Descendant(Selector),
}

/// Which parts of a value a step picks.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Selector {
    Names(Vec<String>),
    Indices(Vec<i64>),
    Slice { start: Option<i64>, end: Option<i64>, step: Option<i64> },
    All,
    Filter(filter::Filter),
}

/// The error of an invalid path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct PathError {
    /// The message.
    pub message: String,
    /// The byte of the text at which it shows.
    pub offset: usize,
}

impl Path {
    /// Reads a path: `$.a[0]`, `$$.Execution.Id`, `$variable.b`, `$..c[?(@.d > 1)]`.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        parse::parse(text)
    }

    /// A path that becomes known when the placeholders `${…}` in its text are filled in.
    pub(crate) fn placeholder(text: &str) -> Self {
        Self { text: text.to_owned(), root: Root::Placeholder, segments: Vec::new() }
    }

    /// Whether the path denotes one place: member names and indices alone.
    pub fn is_reference(&self) -> bool {
        self.segments.iter().all(|segment| match segment {
            Segment::Child(Selector::Names(names)) => names.len() == 1,
            Segment::Child(Selector::Indices(indices)) => {
                matches!(indices[..], [index] if index >= 0)
            }
            _ => false,
        })
    }

    /// The variable that the path starts from.
    pub fn variable(&self) -> Option<&str> {
        match &self.root {
            Root::Variable(name) => Some(name),
            _ => None,
        }
    }

    /// Whether a path selects one value at most, rather than a list.
    pub(crate) fn is_definite(&self) -> bool {
        self.segments.iter().all(|segment| match segment {
            Segment::Child(Selector::Names(names)) => names.len() == 1,
            Segment::Child(Selector::Indices(indices)) => indices.len() == 1,
            _ => false,
        })
    }
}
