//! Values of any type as attributes.

use crate::state::{Interrupt, State};
use crate::util::arguments::list;
use crate::value::{Entries, Map, Value};

/// The attribute `{tag: value}`.
///
/// # Errors
/// See [`State::allocate`].
pub fn tagged(state: &mut State<'_>, tag: &'static str, value: Value) -> Result<Value, Interrupt> {
    state.allocate(160)?;
    Ok(Map::from_iter([(tag, value)]).into())
}

/// A value as an attribute: a list, never a set.
///
/// # Errors
/// The value is nested deeper than [`Limits::depth`](crate::Limits::depth).
pub fn attribute(state: &mut State<'_>, value: &Value, depth: usize) -> Result<Value, Interrupt> {
    if depth > state.limits.depth {
        return Err(Interrupt::limit("the value is nested too deeply"));
    }
    match value {
        Value::Null => tagged(state, "NULL", Value::Null),
        Value::Bool(_) => tagged(state, "BOOL", value.clone()),
        Value::Number(_) => tagged(state, "N", value.clone()),
        Value::String(_) => tagged(state, "S", value.clone()),
        Value::Map(map) => {
            let values = attributes(state, map, depth + 1)?;
            tagged(state, "M", values)
        }
        Value::List(_) | Value::View(_) => {
            let elements = list(state, std::slice::from_ref(value), 0)?;
            let elements: Result<Vec<_>, _> =
                elements.iter().map(|e| attribute(state, e, depth + 1)).collect();
            let elements = state.list(elements?)?;
            tagged(state, "L", elements)
        }
        _ => Err(Interrupt::exception(format!("{} is not an attribute", value.class_name()))),
    }
}

/// The values of a map as attributes.
///
/// # Errors
/// See [`attribute`].
pub fn attributes(state: &mut State<'_>, map: &Map, depth: usize) -> Result<Value, Interrupt> {
    state.allocate(64 + map.len() * 64)?;
    let mut entries = Entries::default();
    for (key, value) in map.borrow().iter() {
        entries.insert(key.clone(), attribute(state, value, depth)?);
    }
    Ok(Map::from(entries).into())
}
