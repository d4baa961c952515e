//! Attribute values: DynamoDB's types, and their JSON in AppSync's requests and results.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Map, Value as Json, json};

use super::invalid_value::InvalidValue;
use super::number::Number;

/// An item: its attributes by name.
pub type Item = BTreeMap<String, AttributeValue>;

/// A value of one of DynamoDB's types. Values of one type order as DynamoDB orders sort keys.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum AttributeValue {
    /// A string, ordered by its UTF-8 bytes.
    S(String),
    /// A number.
    N(Number),
    /// Bytes.
    B(Vec<u8>),
    /// A boolean.
    Bool(bool),
    /// Null.
    Null,
    /// A map.
    M(Item),
    /// A list.
    L(Vec<AttributeValue>),
    /// A set of strings.
    Ss(BTreeSet<String>),
    /// A set of numbers.
    Ns(BTreeSet<Number>),
    /// A set of byte strings.
    Bs(BTreeSet<Vec<u8>>),
}

/// The names of DynamoDB's types, as in `attribute_type`.
pub const TYPE_NAMES: [&str; 10] = ["S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS"];

impl AttributeValue {
    /// The name of the value's type in DynamoDB's API: `S`, `BOOL`, `NS`, ….
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::S(_) => "S",
            Self::N(_) => "N",
            Self::B(_) => "B",
            Self::Bool(_) => "BOOL",
            Self::Null => "NULL",
            Self::M(_) => "M",
            Self::L(_) => "L",
            Self::Ss(_) => "SS",
            Self::Ns(_) => "NS",
            Self::Bs(_) => "BS",
        }
    }

    /// Reads a typed value such as `{"S": "x"}`, in AppSync's forms: a number can be a JSON
    /// number or its text, a null can be written `{"NULL": null}`.
    ///
    /// # Errors
    /// The JSON is not a typed value, or DynamoDB rejects it (an empty set, a set with
    /// duplicates, a number out of range).
    pub fn from_typed_json(json: &Json) -> Result<Self, InvalidValue> {
        let Some((type_name, value)) = single_entry(json) else {
            return Err(InvalidValue::new(format!(
                "Supplied AttributeValue must contain exactly one of the supported datatypes: {json}"
            )));
        };
        match (type_name, value) {
            ("S", Json::String(text)) => Ok(Self::S(text.clone())),
            ("N", value) => Ok(Self::N(number(value)?)),
            ("B", value) => Ok(Self::B(bytes(value)?)),
            ("BOOL", Json::Bool(value)) => Ok(Self::Bool(*value)),
            ("NULL", Json::Null | Json::Bool(true)) => Ok(Self::Null),
            ("M", Json::Object(_)) => Ok(Self::M(item_from_typed_json(value)?)),
            ("L", Json::Array(values)) => {
                let values: Result<_, _> = values.iter().map(Self::from_typed_json).collect();
                Ok(Self::L(values?))
            }
            ("SS", Json::Array(values)) => Ok(Self::Ss(set(values, text)?)),
            ("NS", Json::Array(values)) => Ok(Self::Ns(set(values, number)?)),
            ("BS", Json::Array(values)) => Ok(Self::Bs(set(values, bytes)?)),
            _ => Err(InvalidValue::new(format!("{value} is not a value of the type {type_name}"))),
        }
    }

    /// The typed value, as DynamoDB's API writes it: `{"N": "1"}`.
    pub fn to_typed_json(&self) -> Json {
        let value = match self {
            Self::S(text) => json!(text),
            Self::N(number) => json!(number.to_string()),
            Self::B(bytes) => json!(BASE64.encode(bytes)),
            Self::Bool(value) => json!(value),
            Self::Null => json!(true),
            Self::M(item) => item_to_typed_json(item),
            Self::L(values) => values.iter().map(Self::to_typed_json).collect(),
            Self::Ss(values) => values.iter().cloned().collect(),
            Self::Ns(values) => values.iter().map(ToString::to_string).collect(),
            Self::Bs(values) => values.iter().map(|bytes| BASE64.encode(bytes)).collect(),
        };
        json!({ self.type_name(): value })
    }

    /// Plain JSON as a value, as `$util.dynamodb.toDynamoDB` has it; no sets, no bytes.
    ///
    /// # Errors
    /// A number is out of DynamoDB's range.
    pub fn from_json(json: &Json) -> Result<Self, InvalidValue> {
        Ok(match json {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Bool(*value),
            Json::Number(_) => Self::N(number(json)?),
            Json::String(text) => Self::S(text.clone()),
            Json::Array(values) => {
                let values: Result<_, _> = values.iter().map(Self::from_json).collect();
                Self::L(values?)
            }
            Json::Object(_) => Self::M(item_from_json(json)?),
        })
    }

    /// The value as `$ctx.result` has it: sets are arrays, bytes are base64 text.
    pub fn to_json(&self) -> Json {
        match self {
            Self::S(text) => json!(text),
            Self::N(number) => number.to_json(),
            Self::B(bytes) => json!(BASE64.encode(bytes)),
            Self::Bool(value) => json!(value),
            Self::Null => Json::Null,
            Self::M(item) => item_to_json(item),
            Self::L(values) => values.iter().map(Self::to_json).collect(),
            Self::Ss(values) => values.iter().cloned().collect(),
            Self::Ns(values) => values.iter().map(Number::to_json).collect(),
            Self::Bs(values) => values.iter().map(|bytes| BASE64.encode(bytes)).collect(),
        }
    }

    /// The bytes that DynamoDB counts for the value against its limits.
    pub fn size(&self) -> usize {
        match self {
            Self::S(text) => text.len(),
            Self::N(number) => number.size(),
            Self::B(bytes) => bytes.len(),
            Self::Bool(_) | Self::Null => 1,
            Self::M(item) => 3 + item.len() + item_size(item),
            Self::L(values) => 3 + values.iter().map(|value| 1 + value.size()).sum::<usize>(),
            Self::Ss(values) => values.iter().map(String::len).sum(),
            Self::Ns(values) => values.iter().map(Number::size).sum(),
            Self::Bs(values) => values.iter().map(Vec::len).sum(),
        }
    }
}

/// The bytes that DynamoDB counts for an item: names and values.
pub fn item_size(item: &Item) -> usize {
    item.iter().map(|(name, value)| name.len() + value.size()).sum()
}

/// Reads an object of typed values.
///
/// # Errors
/// As [`AttributeValue::from_typed_json`]; the JSON is not an object.
pub fn item_from_typed_json(json: &Json) -> Result<Item, InvalidValue> {
    attributes(json, AttributeValue::from_typed_json)
}

/// An item as an object of typed values.
pub fn item_to_typed_json(item: &Item) -> Json {
    object(item, AttributeValue::to_typed_json)
}

/// Reads a plain object.
///
/// # Errors
/// As [`AttributeValue::from_json`]; the JSON is not an object.
pub fn item_from_json(json: &Json) -> Result<Item, InvalidValue> {
    attributes(json, AttributeValue::from_json)
}

/// An item as `$ctx.result` has it.
pub fn item_to_json(item: &Item) -> Json {
    object(item, AttributeValue::to_json)
}

fn attributes(
    json: &Json,
    read: impl Fn(&Json) -> Result<AttributeValue, InvalidValue>,
) -> Result<Item, InvalidValue> {
    let Json::Object(entries) = json else {
        return Err(InvalidValue::new(format!("{json} is not a map of attributes")));
    };
    entries.iter().map(|(name, value)| Ok((name.clone(), read(value)?))).collect()
}

fn object(item: &Item, write: impl Fn(&AttributeValue) -> Json) -> Json {
    let entries: Map<_, _> =
        item.iter().map(|(name, value)| (name.clone(), write(value))).collect();
    Json::Object(entries)
}

fn single_entry(json: &Json) -> Option<(&str, &Json)> {
    let mut entries = json.as_object()?.iter();
    let (name, value) = entries.next()?;
    entries.next().is_none().then_some((name, value))
}

fn text(json: &Json) -> Result<String, InvalidValue> {
    json.as_str()
        .map(str::to_owned)
        .ok_or_else(|| InvalidValue::new(format!("{json} is not a string")))
}

fn number(json: &Json) -> Result<Number, InvalidValue> {
    match json {
        Json::String(text) => text.parse(),
        Json::Number(number) => number.to_string().parse(),
        _ => Err(InvalidValue::new(format!(
            "The parameter cannot be converted to a numeric value: {json}"
        ))),
    }
}

fn bytes(json: &Json) -> Result<Vec<u8>, InvalidValue> {
    let encoded = text(json)?;
    BASE64.decode(&encoded).map_err(|_| InvalidValue::new(format!("Invalid base64: {encoded}")))
}

fn set<T: Ord>(
    values: &[Json],
    read: impl Fn(&Json) -> Result<T, InvalidValue>,
) -> Result<BTreeSet<T>, InvalidValue> {
    if values.is_empty() {
        return Err(InvalidValue::new(
            "One or more parameter values were invalid: An set may not be empty",
        ));
    }
    let set: BTreeSet<T> = values.iter().map(read).collect::<Result<_, _>>()?;
    if set.len() < values.len() {
        return Err(InvalidValue::new(
            "One or more parameter values were invalid: Input collection contains duplicates",
        ));
    }
    Ok(set)
}
