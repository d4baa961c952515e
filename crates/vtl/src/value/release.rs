//! Letting go of values, however deeply they are nested.

use std::cell::Cell;
use std::rc::Rc;

use super::{Entries, Key, Value};

/// The nesting of lists and maps above which they are dropped without recursion.
const RECURSION: u32 = 50;

thread_local! {
    /// The nesting of the lists and maps that are being dropped.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// Drops the content of a list or map: recursively up to a nesting, and iteratively beyond it,
/// with `unpack`.
pub(super) fn drop_deep<T>(contents: T, unpack: impl FnOnce(T, &mut Vec<Value>)) {
    let depth = DEPTH.get();
    if depth < RECURSION {
        DEPTH.set(depth + 1);
        drop(contents);
        DEPTH.set(depth);
    } else {
        let mut values = Vec::new();
        unpack(contents, &mut values);
        release(values);
    }
}

/// Drops values; values that only they own are taken out first, which keeps drops from nesting.
fn release(mut values: Vec<Value>) {
    while let Some(value) = values.pop() {
        match value {
            Value::List(list) if list.is_unique() => values.append(&mut list.replace(Vec::new())),
            Value::Map(map) if map.is_unique() => {
                unpack(map.replace(Entries::default()), &mut values)
            }
            Value::View(view) => values.push(Value::Map(view.map)),
            Value::Entry(entry) => {
                if let Ok(entry) = Rc::try_unwrap(entry) {
                    values.push(Value::Map(entry.map));
                    unpack_key(entry.key, &mut values);
                }
            }
            Value::Iterator(cursor) if Rc::strong_count(&cursor) == 1 => {
                values.push(cursor.collection());
            }
            Value::Scope(scope) if Rc::strong_count(&scope) == 1 => {
                values.push(Value::Map(scope.storage().clone()));
            }
            _ => {}
        }
    }
}

/// Adds the keys and values of a map.
pub(super) fn unpack(entries: Entries, values: &mut Vec<Value>) {
    for (key, value) in entries {
        unpack_key(key, values);
        if value.is_container() {
            values.push(value);
        }
    }
}

fn unpack_key(key: Key, values: &mut Vec<Value>) {
    if let Key::Other(other) = key
        && let Ok(other) = Rc::try_unwrap(other)
    {
        values.push(other.value);
    }
}
