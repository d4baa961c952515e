//! `java.util.LinkedHashMap`.

use super::Answer;
use super::parameter::{nothing, null};
use crate::state::{Interrupt, State};
use crate::value::{Entries, Key, Map, Value, View, ViewKind};

/// The approximate memory of an entry, without its key and value.
const ENTRY_BYTES: usize = 96;

pub(super) fn call(map: &Map, name: &str, args: &[Value], state: &mut State<'_>) -> Answer {
    Ok(match (name, args) {
        ("get", [Value::String(key)]) => map.get(key).unwrap_or_default(),
        ("get", [key]) => map.get_key(&Key::of(key, state)?).unwrap_or_default(),
        ("put", [key, value]) => put(map, key, value, state)?.unwrap_or_default(),
        ("containsKey", [Value::String(key)]) => map.contains(key).into(),
        ("containsKey", [key]) => map.contains_key(&Key::of(key, state)?).into(),
        ("containsValue", [value]) => contains_value(map, value, state)?.into(),
        ("size", []) => (map.len() as i32).into(),
        ("isEmpty", []) => map.is_empty().into(),
        ("keySet", []) => view(map, ViewKind::Keys),
        ("values", []) => view(map, ViewKind::Values),
        ("entrySet", []) => view(map, ViewKind::Entries),
        ("getOrDefault", [key, default]) => {
            map.get_key(&Key::of(key, state)?).unwrap_or_else(|| default.clone())
        }
        ("putIfAbsent", [key, value]) => {
            match map.get_key(&Key::of(key, state)?).unwrap_or_default() {
                Value::Null => put(map, key, value, state)?.unwrap_or_default(),
                present => present,
            }
        }
        ("putAll", [other]) => put_all(map, other, state)?,
        ("remove", [key]) => {
            state.step(map.len() / 16)?;
            map.remove_key(&Key::of(key, state)?).unwrap_or_default()
        }
        ("remove", [key, value]) => remove_pair(map, key, value, state)?.into(),
        ("replace", [key, value]) => {
            if map.contains_key(&Key::of(key, state)?) {
                put(map, key, value, state)?.unwrap_or_default()
            } else {
                Value::Null
            }
        }
        ("replace", [key, old, new]) => {
            let same = match map.get_key(&Key::of(key, state)?) {
                Some(present) => present.equals(old, state)?,
                None => false,
            };
            if same {
                put(map, key, new, state)?;
            }
            same.into()
        }
        ("clear", []) => {
            drop(map.replace(Entries::default()));
            nothing()
        }
        ("clone", []) => {
            state.allocate(map.len() * ENTRY_BYTES)?;
            map.copy().into()
        }
        _ => return Err(Interrupt::NoSuchMethod),
    })
}

fn view(map: &Map, kind: ViewKind) -> Value {
    Value::View(View { map: map.clone(), kind })
}

fn put(
    map: &Map,
    key: &Value,
    value: &Value,
    state: &mut State<'_>,
) -> Result<Option<Value>, Interrupt> {
    state.allocate(ENTRY_BYTES)?;
    let key = Key::of(key, state)?;
    state.holds(&map.clone().into(), value);
    Ok(map.insert(key, value.clone()))
}

fn put_all(map: &Map, other: &Value, state: &mut State<'_>) -> Answer {
    let other = match other {
        Value::Map(other) => other,
        Value::Scope(scope) => scope.storage(),
        Value::Null => return Err(null()),
        _ => return Err(Interrupt::NoSuchMethod),
    };
    state.allocate(other.len() * ENTRY_BYTES)?;
    let entries = other.borrow().clone();
    for (key, value) in entries {
        state.holds(&map.clone().into(), &value);
        map.insert(key, value);
    }
    Ok(nothing())
}

fn contains_value(map: &Map, value: &Value, state: &mut State<'_>) -> Result<bool, Interrupt> {
    for present in map.borrow().values() {
        if present.equals(value, state)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn remove_pair(
    map: &Map,
    key: &Value,
    value: &Value,
    state: &mut State<'_>,
) -> Result<bool, Interrupt> {
    state.step(map.len() / 16)?;
    let key = Key::of(key, state)?;
    let same = match map.get_key(&key) {
        Some(present) => present.equals(value, state)?,
        None => false,
    };
    if same {
        map.remove_key(&key);
    }
    Ok(same)
}
