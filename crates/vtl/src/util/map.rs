//! `$util.map`: copies of maps, filtered.

use super::arguments::{list, map};
use crate::state::{Interrupt, State};
use crate::utility::{Function, Namespace};
use crate::value::{Entries, Key, Map, Value};

/// `$util.map`.
pub static MAP: Namespace = Namespace {
    name: "util.map",
    page: Some("map-helpers-in-util-map"),
    functions: &[
        Function::new(
            "copyAndRetainAllKeys",
            2..=2,
            "a copy of a map, with only those keys that a list names",
            copy_and_retain_all_keys,
        ),
        Function::new(
            "copyAndRemoveAllKeys",
            2..=2,
            "a copy of a map, without those keys that a list names",
            copy_and_remove_all_keys,
        ),
    ],
    children: &[],
};

fn copy_and_retain_all_keys(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    filter(state, args, true)
}

fn copy_and_remove_all_keys(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    filter(state, args, false)
}

fn filter(state: &mut State<'_>, args: &[Value], keep: bool) -> Result<Value, Interrupt> {
    let map = map(args, 0)?;
    let named = Map::new();
    for key in list(state, args, 1)? {
        named.insert(Key::of(&key, state)?, Value::Null);
    }
    state.allocate(map.len() * (size_of::<Key>() + size_of::<Value>()))?;
    let entries = map.borrow();
    let kept = entries.iter().filter(|(key, _)| named.contains_key(key) == keep);
    let kept: Entries = kept.map(|(key, value)| (key.clone(), value.clone())).collect();
    Ok(Map::from(kept).into())
}
