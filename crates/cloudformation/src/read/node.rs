//! A document as a tree that distinguishes functions from maps.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;
use serde_saphyr::Tagged;

use super::ReadError;

/// Levels of lists and maps that a template can have.
const MAX_DEPTH: usize = 128;

/// A value of a document.
#[derive(Debug, PartialEq)]
pub(super) enum Node {
    Null,
    Bool(bool),
    Integer(i64),
    Fraction,
    Text(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
    /// A function by its long name, and its argument.
    Function(String, Box<Node>),
}

impl Node {
    pub(super) fn from_yaml(text: &str) -> Result<Self, ReadError> {
        // A template of a megabyte exceeds the parser's default limit of nodes.
        let options = serde_saphyr::options! {
            with_snippet: false,
            budget: serde_saphyr::budget! {
                max_nodes: usize::MAX, max_events: usize::MAX, max_depth: MAX_DEPTH,
            },
        };
        let read = serde_saphyr::from_str_with_options(text, options);
        read.map_err(|error| ReadError::new(error.to_string()))
    }

    pub(super) fn from_json(text: &str) -> Result<Self, ReadError> {
        let json = serde_json::from_str(text);
        json.map(Self::json).map_err(|error: serde_json::Error| ReadError::new(error.to_string()))
    }

    fn json(json: Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(truth) => Self::Bool(truth),
            Json::Number(number) => number.as_i64().map_or(Self::Fraction, Self::Integer),
            Json::String(text) => Self::Text(text),
            Json::Array(items) => Self::List(items.into_iter().map(Self::json).collect()),
            Json::Object(entries) => {
                let entry = |(name, value)| (name, Self::json(value));
                Self::map(entries.into_iter().map(entry).collect())
            }
        }
    }

    /// A map, or the function that it spells in the long form.
    fn map(mut entries: Vec<(String, Node)>) -> Self {
        let is_function = |name: &str| name == "Ref" || name.starts_with("Fn::");
        match entries.pop() {
            Some((name, argument)) if entries.is_empty() && is_function(&name) => {
                Self::Function(name, Box::new(argument))
            }
            last => {
                entries.extend(last);
                Self::Map(entries)
            }
        }
    }

    /// Its kind, for messages.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Integer(_) => "an integer",
            Self::Fraction => "a fraction",
            Self::Text(_) => "a string",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
            Self::Function(..) => "a function",
        }
    }

    /// The text; of a number or a boolean, which a template may have for it, as it is written.
    pub(super) fn text(self) -> Result<String, ReadError> {
        match self {
            Self::Text(text) => Ok(text),
            Self::Integer(number) => Ok(number.to_string()),
            Self::Bool(truth) => Ok(truth.to_string()),
            other => Err(ReadError::expected("a string", &other)),
        }
    }

    pub(super) fn entries(self) -> Result<Vec<(String, Node)>, ReadError> {
        match self {
            Self::Map(entries) => Ok(entries),
            other => Err(ReadError::expected("a map", &other)),
        }
    }

    /// The items of a list of this length.
    pub(super) fn items<const N: usize>(self) -> Result<[Node; N], ReadError> {
        let expected = || format!("a list of {N}");
        match self {
            Self::List(items) => items.try_into().map_err(|items: Vec<Node>| {
                ReadError::new(format!("expected {}, found {}", expected(), items.len()))
            }),
            other => Err(ReadError::expected(&expected(), &other)),
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Tagged(Untagged(node), tag) = Tagged::<Untagged>::deserialize(deserializer)?;
        let short = tag.as_deref().and_then(|tag| tag.strip_prefix('!'));
        Ok(match short {
            None => node,
            Some(name @ ("Ref" | "Condition")) => Self::Function(name.to_owned(), Box::new(node)),
            Some(name) => Self::Function(format!("Fn::{name}"), Box::new(node)),
        })
    }
}

/// A node without the tag in front of it.
struct Untagged(Node);

impl<'de> Deserialize<'de> for Untagged {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyNode).map(Self)
    }
}

struct AnyNode;

impl<'de> Visitor<'de> for AnyNode {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Integer(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        Ok(i64::try_from(value).map_or(Node::Fraction, Node::Integer))
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Node, E> {
        Ok(Node::Fraction)
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Node, E> {
        Ok(Node::Fraction)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Node, E> {
        Ok(Node::Fraction)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Node, E> {
        Ok(Node::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = vec![];
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut map = vec![];
        while let Some(entry) = entries.next_entry::<String, Node>()? {
            map.push(entry);
        }
        Ok(Node::map(map))
    }
}
