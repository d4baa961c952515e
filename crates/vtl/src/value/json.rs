//! Values and JSON.

use serde_json::Value as Json;

use super::{Entries, Key, Number, Value};
use crate::state::{Interrupt, State};

/// The approximate memory of an entry of a JSON object, without its name and value.
const JSON_ENTRY_BYTES: usize = 96;

/// Integers become the smallest of `Integer`, `Long` and `BigInteger` that holds them, other
/// numbers `Double`, as Jackson does.
impl From<&Json> for Value {
    fn from(json: &Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(b) => Self::Bool(*b),
            Json::Number(n) => match (n.as_i64(), n.as_u64()) {
                (Some(n), _) => match i32::try_from(n) {
                    Ok(n) => n.into(),
                    Err(_) => n.into(),
                },
                (_, Some(n)) => Number::integer(n.into()).into(),
                _ => n.as_f64().unwrap_or(f64::NAN).into(),
            },
            Json::String(text) => text.as_str().into(),
            Json::Array(elements) => elements.iter().map(Self::from).collect::<Vec<_>>().into(),
            Json::Object(entries) => {
                let entries = entries.iter();
                let entries = entries.map(|(name, json)| (Key::from(name.as_str()), json.into()));
                Self::Map(Entries::of_distinct(entries.collect()).into())
            }
        }
    }
}

/// The approximate memory of the value of `json`.
pub fn memory_of(json: &Json) -> usize {
    match json {
        Json::Null | Json::Bool(_) | Json::Number(_) => size_of::<Value>(),
        Json::String(text) => text.len() + 32,
        Json::Array(elements) => 64 + elements.iter().map(memory_of).sum::<usize>(),
        Json::Object(entries) => {
            128 + entries.iter().map(|(k, v)| k.len() + 64 + memory_of(v)).sum::<usize>()
        }
    }
}

impl Value {
    /// The value as JSON, like Jackson: keys become strings, `NaN` and the infinities
    /// become strings, an entry becomes a map of one.
    ///
    /// # Errors
    /// The value is nested deeper than [`Limits::depth`](crate::Limits::depth), as one that
    /// contains itself is, or walking it takes more steps than are left.
    pub fn to_json(&self, state: &mut State<'_>) -> Result<Json, Interrupt> {
        json_of(self, state, 0)
    }

    /// Whether this is what [`Value::from`] made of `json`, unchanged. Costs no memory.
    pub(crate) fn mirrors(&self, json: &Json) -> bool {
        match (self, json) {
            (Self::Null, Json::Null) => true,
            (Self::Bool(value), Json::Bool(json)) => value == json,
            (Self::Number(value), Json::Number(_)) => json_number(value) == *json,
            (Self::String(value), Json::String(json)) => value == json,
            (Self::List(list), Json::Array(elements)) => {
                let list = list.borrow();
                list.len() == elements.len()
                    && list.iter().zip(elements).all(|(value, json)| value.mirrors(json))
            }
            (Self::Map(map), Json::Object(entries)) => {
                let map = map.borrow();
                map.len() == entries.len()
                    && entries.iter().all(|(key, json)| {
                        map.get_str(key).is_some_and(|value| value.mirrors(json))
                    })
            }
            _ => false,
        }
    }
}

fn json_of(value: &Value, state: &mut State<'_>, depth: usize) -> Result<Json, Interrupt> {
    state.step(1)?;
    if depth > state.limits.depth {
        return Err(Interrupt::limit("the value is nested too deeply"));
    }
    Ok(match value {
        Value::Null => Json::Null,
        Value::Bool(b) => Json::Bool(*b),
        Value::Number(n) => json_number(n),
        Value::String(text) => {
            state.allocate(text.len())?;
            Json::String(text.as_str().into())
        }
        Value::List(list) => array_of(&list.borrow(), state, depth)?,
        Value::View(view) => array_of(&view.to_vec(), state, depth)?,
        Value::Map(map) => {
            state.allocate(64 + map.len() * JSON_ENTRY_BYTES)?;
            let mut entries = serde_json::Map::with_capacity(map.len());
            for (key, value) in map.borrow().iter() {
                entries.insert(json_key(key, state)?, json_of(value, state, depth + 1)?);
            }
            Json::Object(entries)
        }
        Value::Entry(entry) => {
            let mut entries = serde_json::Map::new();
            entries
                .insert(json_key(&entry.key, state)?, json_of(&entry.value(), state, depth + 1)?);
            Json::Object(entries)
        }
        Value::Scope(scope) => json_of(&scope.storage().clone().into(), state, depth)?,
        Value::Utility(_) | Value::Deferred(_) | Value::Iterator(_) => {
            Json::Object(serde_json::Map::new())
        }
    })
}

fn array_of(elements: &[Value], state: &mut State<'_>, depth: usize) -> Result<Json, Interrupt> {
    state.allocate(elements.len() * size_of::<Json>())?;
    let elements = elements.iter().map(|element| json_of(element, state, depth + 1));
    elements.collect::<Result<_, _>>().map(Json::Array)
}

fn json_number(number: &Number) -> Json {
    match number {
        Number::Int(n) => (*n).into(),
        Number::Long(n) => (*n).into(),
        Number::Big(n) => {
            u64::try_from(n.as_ref()).map_or_else(|_| number.to_f64().into(), Json::from)
        }
        Number::Double(n) => serde_json::Number::from_f64(*n)
            .map_or_else(|| Json::String(number.to_string()), Json::Number),
    }
}

fn json_key(key: &Key, state: &mut State<'_>) -> Result<String, Interrupt> {
    match key {
        Key::String(text) => {
            state.allocate(text.len())?;
            Ok(text.as_str().into())
        }
        Key::Other(other) => other.value.to_text(state),
    }
}
