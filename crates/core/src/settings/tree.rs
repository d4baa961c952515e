//! A YAML text as a tree of values with locations.

use std::fmt;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value as Json};
use serde_saphyr::{DuplicateKeyPolicy, Location, Spanned};

use super::codes;
use crate::Diagnostic;
use crate::source::{Source, SourceLocation};

/// A value and its place.
#[derive(Debug, PartialEq)]
pub(super) struct Node {
    pub value: Value,
    pub at: SourceLocation,
}

#[derive(Debug, PartialEq)]
pub(super) enum Value {
    Null,
    /// `null` in an overlay: the key has its default again.
    Reset,
    Bool(bool),
    Integer(i64),
    /// Any other number.
    Number(f64),
    Text(String),
    List(Vec<Node>),
    /// Keys, with their places, in the order of the text; a key may be repeated.
    Map(Vec<Entry>),
}

/// A key, its place, and its value.
pub(super) type Entry = (String, SourceLocation, Node);

impl Node {
    /// The node under a path of keys.
    pub fn get(&self, path: &[&str]) -> Option<&Node> {
        let Some((first, rest)) = path.split_first() else {
            return Some(self);
        };
        self.entry(first)?.2.get(rest)
    }

    /// The place of the last key of a path.
    pub fn key(&self, path: &[&str]) -> Option<&SourceLocation> {
        let (last, section) = path.split_last()?;
        Some(&self.get(section)?.entry(last)?.1)
    }

    /// An item of a list.
    pub fn item(&self, position: usize) -> Option<&Node> {
        let Value::List(items) = &self.value else { return None };
        items.get(position)
    }

    fn entry(&self, key: &str) -> Option<&Entry> {
        let Value::Map(entries) = &self.value else { return None };
        entries.iter().find(|(present, ..)| present == key)
    }

    /// The value as JSON, where any will do.
    pub fn to_json(&self) -> Json {
        match &self.value {
            Value::Null | Value::Reset => Json::Null,
            Value::Bool(value) => Json::Bool(*value),
            Value::Integer(value) => Json::from(*value),
            Value::Number(value) => Json::from(*value),
            Value::Text(text) => Json::from(text.as_str()),
            Value::List(items) => items.iter().map(Self::to_json).collect(),
            Value::Map(entries) => {
                let entry = |(key, _, value): &Entry| (key.clone(), value.to_json());
                Json::Object(entries.iter().map(entry).collect::<Map<_, _>>())
            }
        }
    }
}

/// Settings are only a few levels deep.
const MAX_DEPTH: usize = 64;

/// Parses a YAML text of one document; an empty one is `Null`.
pub(super) fn parse(source: &Arc<Source>) -> Result<Node, Diagnostic> {
    let text = &source.text;
    let options = serde_saphyr::options! {
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        with_snippet: false,
        budget: serde_saphyr::budget! { max_depth: MAX_DEPTH },
    };
    let parsed = serde_saphyr::from_str_with_options::<Spanned<Raw>>(text, options);
    match parsed {
        Ok(root) => Ok(placed(root, source)),
        Err(error) => {
            let message = error.without_snippet().to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            // Advice behind a semicolon is for programs that call the YAML reader.
            let message = message.split(';').next().unwrap_or_default().to_owned();
            let start = error.location().map_or(0, |at| offset(text, at));
            let end = start + text[start..].chars().next().map_or(0, char::len_utf8);
            let place = SourceLocation::Text(source.clone(), start..end);
            Err(Diagnostic::error(&codes::SYNTAX, "the settings are not one YAML document")
                .at(place, message)
                .help("`burgeon explain settings/syntax` lists the usual reasons"))
        }
    }
}

/// The byte of a line and a column of characters. Errors carry no bytes.
fn offset(text: &str, location: Location) -> usize {
    let before = (location.line() as usize).saturating_sub(1);
    let line_start: usize = text.split_inclusive('\n').take(before).map(str::len).sum();
    let column = (location.column() as usize).saturating_sub(1);
    let rest = &text[line_start..];
    line_start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
}

fn placed(spanned: Spanned<Raw>, source: &Arc<Source>) -> Node {
    let value = match spanned.value {
        Raw::Scalar(value) => value,
        Raw::List(items) => {
            Value::List(items.into_iter().map(|item| placed(item, source)).collect())
        }
        Raw::Map(entries) => {
            let entry = |(key, value): (Spanned<String>, Spanned<Raw>)| {
                (key.value, place(key.referenced, source), placed(value, source))
            };
            Value::Map(entries.into_iter().map(entry).collect())
        }
    };
    Node { at: place(spanned.referenced, source), value }
}

fn place(location: Location, source: &Arc<Source>) -> SourceLocation {
    let span = location.span();
    let start = span.byte_offset().unwrap_or(0) as usize;
    SourceLocation::Text(source.clone(), start..start + span.byte_len().unwrap_or(0) as usize)
}

/// A value of the YAML parser, before its locations are bound to the file.
enum Raw {
    Scalar(Value),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Raw, E> {
        Ok(Raw::Scalar(Value::Null))
    }

    fn visit_none<E: Error>(self) -> Result<Raw, E> {
        Ok(Raw::Scalar(Value::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Scalar(Value::Bool(value)))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Scalar(Value::Integer(value)))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Raw, E> {
        let value = i64::try_from(value).map_or(Value::Number(value as f64), Value::Integer);
        Ok(Raw::Scalar(value))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Raw, E> {
        Ok(Raw::Scalar(Value::Number(value as f64)))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Raw, E> {
        Ok(Raw::Scalar(Value::Number(value as f64)))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Scalar(Value::Number(value)))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Scalar(Value::Text(value.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = vec![];
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map = vec![];
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }
}
