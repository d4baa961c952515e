//! A definition as a tree of JSON values that know where they stand.

mod read;

use std::ops::Range;

use serde_json::{Map, Value as Json};

pub(crate) use read::read;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) value: Value,
    /// Bytes of the source.
    pub(crate) span: Range<usize>,
    /// The byte at which a string's own text starts, if it stands there without escapes.
    verbatim: Option<usize>,
}

/// A JSON value of nodes.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Scalar(Json),
    Array(Vec<Node>),
    /// Members in the order of the source, duplicates included.
    Object(Vec<(Key, Node)>),
}

/// The name of a member.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    pub(crate) name: String,
    pub(crate) span: Range<usize>,
}

impl Node {
    pub(crate) fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(Json::String(text)) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_array(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    pub(crate) fn as_object(&self) -> Option<&[(Key, Node)]> {
        match &self.value {
            Value::Object(members) => Some(members),
            _ => None,
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self.value, Value::Scalar(Json::Null))
    }

    /// The value alone.
    pub(crate) fn to_json(&self) -> Json {
        match &self.value {
            Value::Scalar(value) => value.clone(),
            Value::Array(items) => Json::Array(items.iter().map(Node::to_json).collect()),
            Value::Object(members) => Json::Object(
                members
                    .iter()
                    .map(|(key, node)| (key.name.clone(), node.to_json()))
                    .collect::<Map<_, _>>(),
            ),
        }
    }

    /// What the value is, for a message.
    pub(crate) fn kind(&self) -> &'static str {
        match &self.value {
            Value::Scalar(Json::Null) => "null",
            Value::Scalar(Json::Bool(_)) => "a boolean",
            Value::Scalar(Json::Number(_)) => "a number",
            Value::Scalar(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }

    /// Where bytes `part` of a string's text stand in the source; the whole string if escapes are
    /// in the way.
    pub(crate) fn span_of(&self, part: Range<usize>) -> Range<usize> {
        match self.verbatim {
            Some(start) => {
                let end = self.span.end.max(start);
                (start + part.start).min(end)..(start + part.end).min(end)
            }
            None => self.span.clone(),
        }
    }
}
