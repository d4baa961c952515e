//! A definition as a tree of JSON values with their locations.

mod json5;
mod read;

use std::ops::Range;

use serde_json::{Map, Value as Json};

pub(crate) use read::read;

/// A value and its location.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) value: Value,
    /// Bytes of the source.
    pub(crate) span: Range<usize>,
    /// The byte at which a string's content starts, if it contains no escapes.
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

    /// Whether this is a text with a placeholder `${…}`, which may have any value.
    pub(crate) fn is_placeholder(&self) -> bool {
        self.as_str().is_some_and(has_placeholder)
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

    /// The member of an object.
    pub(crate) fn get(&self, name: &str) -> Option<&Node> {
        self.as_object()?.iter().find(|(key, _)| key.name == name).map(|(_, node)| node)
    }

    /// The call of a CloudFormation function with this value as its argument, in the long form.
    pub(crate) fn into_call(self, function: String) -> Self {
        let span = self.span.clone();
        let key = Key { name: function, span: span.clone() };
        Self { value: Value::Object(vec![(key, self)]), span, verbatim: None }
    }

    /// Replaces the value; it differs from the source then.
    pub(crate) fn set(&mut self, value: Json) {
        let span = self.span.clone();
        *self = Self::made(value, &span);
    }

    /// A value that the source does not spell out, at a place of it.
    pub(crate) fn made(value: Json, span: &Range<usize>) -> Self {
        let value = match value {
            Json::Array(items) => {
                Value::Array(items.into_iter().map(|item| Self::made(item, span)).collect())
            }
            Json::Object(members) => {
                let member =
                    |(name, value)| (Key { name, span: span.clone() }, Self::made(value, span));
                Value::Object(members.into_iter().map(member).collect())
            }
            scalar => Value::Scalar(scalar),
        };
        Self { value, span: span.clone(), verbatim: None }
    }

    /// The type of the value, for messages.
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

    /// The location in the source of the bytes `part` of a string. The whole string if it contains
    /// escapes.
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

/// Whether a text contains a placeholder of SAM, CDK or Terraform, such as `${Name}`,
/// `${AWS::Region}` or `${aws_lambda_function.work.arn}`: such a text may become anything.
pub(crate) fn has_placeholder(text: &str) -> bool {
    text.match_indices("${").any(|(start, mark)| {
        let rest = &text[start + mark.len()..];
        rest.find('}').is_some_and(|end| !rest[..end].trim().is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::has_placeholder;

    #[test]
    fn placeholders_are_found_in_every_notation() {
        let has = ["${A}", "x ${AWS::Region} y", "${a.b[0].arn}"];
        assert!(has.into_iter().all(has_placeholder));
        assert!(!["${}", "$.a", "${a"].into_iter().any(has_placeholder));
    }
}
