//! `$util.list`: copies of lists, filtered or sorted.

use std::cmp::Ordering;

use super::arguments::{boolean, list, text};
use crate::state::{Interrupt, State};
use crate::utility::{Function, Namespace};
use crate::value::{Key, Map, Number, Value};

/// `$util.list`.
pub static LIST: Namespace = Namespace {
    name: "util.list",
    page: Some("list-helpers-in-util-list"),
    functions: &[
        Function::new(
            "copyAndRetainAll",
            2..=2,
            "a copy of the first list, with only those elements that the second one has too",
            copy_and_retain_all,
        ),
        Function::new(
            "copyAndRemoveAll",
            2..=2,
            "a copy of the first list, without those elements that the second one has too",
            copy_and_remove_all,
        ),
        Function::new(
            "sortList",
            3..=3,
            "a copy of a list, sorted, optionally descending, by a property of its elements",
            sort_list,
        ),
    ],
    children: &[],
};

/// The maximal number of elements that AppSync sorts.
const MAX_SORTED: usize = 1000;

fn copy_and_retain_all(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    filter(state, args, true)
}

fn copy_and_remove_all(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    filter(state, args, false)
}

fn filter(state: &mut State<'_>, args: &[Value], keep: bool) -> Result<Value, Interrupt> {
    let elements = list(state, args, 0)?;
    let named = Map::new();
    for element in list(state, args, 1)? {
        named.insert(Key::of(&element, state)?, Value::Null);
    }
    let mut copy = Vec::new();
    for element in elements {
        if named.contains_key(&Key::of(&element, state)?) == keep {
            copy.push(element);
        }
    }
    state.list(copy)
}

/// Answers the list as it is unless all its elements, or their properties, are of one class that
/// has an order.
fn sort_list(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let elements = list(state, args, 0)?;
    let (descending, property) = (boolean(args, 1)?, text(args, 2)?);
    if elements.len() > MAX_SORTED {
        return Err(Interrupt::exception(format!("the list has more than {MAX_SORTED} elements")));
    }
    let mut sorted: Vec<(Value, Value)> = Vec::with_capacity(elements.len());
    for element in &elements {
        let key = match element {
            Value::Map(map) => map.get(property).unwrap_or_default(),
            other => other.clone(),
        };
        state.step(key.as_str().map_or(1, |text| 1 + text.len() / 8))?;
        sorted.push((key, element.clone()));
    }
    let alike = |a: &(Value, Value), b: &(Value, Value)| {
        a.0.class_name() == b.0.class_name() && a.1.class_name() == b.1.class_name()
    };
    let ordered = |v: &Value| matches!(v, Value::String(_) | Value::Number(_) | Value::Bool(_));
    if sorted.iter().all(|e| ordered(&e.0) && alike(e, &sorted[0])) {
        sorted.sort_by(|a, b| {
            let order = compare(&a.0, &b.0);
            if descending { order.reverse() } else { order }
        });
    }
    state.list(sorted.into_iter().map(|e| e.1).collect())
}

/// Java's `compareTo` for two values of one class.
fn compare(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::String(a), Value::String(b)) => a.encode_utf16().cmp(b.encode_utf16()),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Number(Number::Big(a)), Value::Number(Number::Big(b))) => a.cmp(b),
        (Value::Number(a), Value::Number(b)) if a.is_integer() => a.to_i64().cmp(&b.to_i64()),
        (Value::Number(a), Value::Number(b)) => a.to_f64().total_cmp(&b.to_f64()),
        _ => Ordering::Equal,
    }
}
