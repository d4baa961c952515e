//! `java.util.Map.Entry`.

use super::Answer;
use crate::state::{Interrupt, State};
use crate::value::{Entry, Value};

pub(super) fn call(entry: &Entry, name: &str, args: &[Value], state: &mut State<'_>) -> Answer {
    match (name, args) {
        ("getKey", []) => Ok(entry.key.to_value()),
        ("getValue", []) => Ok(entry.value()),
        ("setValue", [value]) => Ok(set(entry, value.clone(), state)),
        _ => Err(Interrupt::NoSuchMethod),
    }
}

pub(super) fn property(entry: &Entry, name: &str) -> Answer {
    match name {
        "key" | "Key" => Ok(entry.key.to_value()),
        "value" | "Value" => Ok(entry.value()),
        _ => Err(Interrupt::NoSuchMethod),
    }
}

/// Replaces the value in the map, if the entry is still in it.
pub(super) fn set(entry: &Entry, value: Value, state: &mut State<'_>) -> Value {
    if !entry.map.contains_key(&entry.key) {
        return Value::Null;
    }
    state.holds(&entry.map.clone().into(), &value);
    entry.map.insert(entry.key.clone(), value).unwrap_or_default()
}
