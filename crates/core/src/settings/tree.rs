//! A YAML text as a tree that knows where each of its values stands.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{DuplicateKeyPolicy, Location, Spanned};

use super::codes;
use crate::Diagnostic;
use crate::source::{Place, Source};

/// A value and the bytes of the text that it stands at.
#[derive(Debug, PartialEq)]
pub(super) struct Node {
    pub value: Value,
    pub at: Range<usize>,
}

#[derive(Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    /// Any other number.
    Number,
    Text(String),
    List(Vec<Node>),
    /// Keys, with the bytes that they stand at, in the order of the text; a key may be repeated.
    Map(Vec<(String, Range<usize>, Node)>),
}

impl Node {
    /// The node under a path of keys.
    pub fn get(&self, path: &[&str]) -> Option<&Node> {
        let Some((first, rest)) = path.split_first() else {
            return Some(self);
        };
        let Value::Map(entries) = &self.value else {
            return None;
        };
        let (_, _, node) = entries.iter().find(|(key, ..)| key == first)?;
        node.get(rest)
    }
}

/// Nothing that the settings hold is deeper than a few levels.
const MAX_DEPTH: usize = 64;

/// Parses a YAML text of one document; an empty one is `Null`.
pub(super) fn parse(source: &Arc<Source>) -> Result<Node, Diagnostic> {
    let text = &source.text;
    let options = serde_saphyr::options! {
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        with_snippet: false,
        budget: serde_saphyr::budget! { max_depth: MAX_DEPTH },
    };
    let parsed = serde_saphyr::from_str_with_options::<Spanned<Value>>(text, options);
    match parsed {
        Ok(root) => Ok(node(root)),
        Err(error) => {
            let message = error.without_snippet().to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            // Advice behind a semicolon is meant for those who call the YAML reader.
            let message = message.split(';').next().unwrap_or_default().to_owned();
            let start = error.location().map_or(0, |at| offset(text, at));
            let end = start + text[start..].chars().next().map_or(0, char::len_utf8);
            let place = Place::Text(source.clone(), start..end);
            Err(Diagnostic::error(&codes::SYNTAX, "the settings are not one YAML document")
                .at(place, message)
                .help("`burgeon explain settings/syntax` lists the usual reasons"))
        }
    }
}

/// The byte that a line and a column of characters stand for. Errors carry no bytes.
fn offset(text: &str, location: Location) -> usize {
    let before = (location.line() as usize).saturating_sub(1);
    let line_start: usize = text.split_inclusive('\n').take(before).map(str::len).sum();
    let column = (location.column() as usize).saturating_sub(1);
    let rest = &text[line_start..];
    line_start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
}

fn node(spanned: Spanned<Value>) -> Node {
    Node { at: bytes(spanned.referenced), value: spanned.value }
}

fn bytes(location: Location) -> Range<usize> {
    let span = location.span();
    let start = span.byte_offset().unwrap_or(0) as usize;
    start..start + span.byte_len().unwrap_or(0) as usize
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Integer(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(i64::try_from(value).map_or(Value::Number, Value::Integer))
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Value, E> {
        Ok(Value::Number)
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Value, E> {
        Ok(Value::Number)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Value, E> {
        Ok(Value::Number)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = vec![];
        while let Some(item) = items.next_element()? {
            list.push(node(item));
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = vec![];
        while let Some((key, value)) = entries.next_entry::<Spanned<String>, Spanned<Value>>()? {
            map.push((key.value, bytes(key.referenced), node(value)));
        }
        Ok(Value::Map(map))
    }
}
