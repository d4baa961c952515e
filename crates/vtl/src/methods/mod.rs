//! The methods and properties of Java's types that templates can use.

mod boolean;
mod entry;
mod iterator;
mod list;
mod map;
mod nullary;
mod number;
mod parameter;
mod regex;
mod scope;
mod sort;
mod string;
mod unsupported;
mod utf16;
mod view;

use crate::state::{Interrupt, State};
use crate::value::{Entry, Value};

pub(crate) use list::out_of_bounds;
pub(crate) use scope::property as scope_property;

type Answer = Result<Value, Interrupt>;

/// Calls a method of a value. Methods that answer nothing answer an empty text.
pub(crate) fn call(value: &Value, name: &str, args: &[Value], state: &mut State<'_>) -> Answer {
    state.go_through(args)?;
    match (name, args) {
        ("equals", [other]) => return value.equals(other, state).map(Value::Bool),
        ("hashCode", []) => return value.hash_code(state).map(Value::from),
        ("toString", []) => {
            return match value {
                Value::String(_) => Ok(value.clone()),
                _ => value.to_text(state).map(Value::from),
            };
        }
        _ => {}
    }
    let answer = match value {
        Value::String(text) => string::call(text, name, args, state),
        Value::List(list) => list::call(list, name, args, state),
        Value::Map(map) => map::call(map, name, args, state),
        Value::View(view) => view::call(view, name, args, state),
        Value::Number(number) => number::call(number, name, args, state),
        Value::Bool(b) => boolean::call(*b, name, args),
        Value::Entry(entry) => entry::call(entry, name, args, state),
        Value::Iterator(cursor) => iterator::call(cursor, name, args, state),
        Value::Scope(scope) => scope::call(scope, name, args, state),
        Value::Null | Value::Utility(_) | Value::Deferred(_) => Err(Interrupt::NoSuchMethod),
    };
    match answer {
        Err(Interrupt::NoSuchMethod) if !args.is_empty() && nullary::exists(value, name) => {
            Err(Interrupt::exception(format!("`{name}` takes no arguments")))
        }
        Err(Interrupt::NoSuchMethod) if unsupported::exists(value, name) => {
            let class = value.class_name();
            Err(Interrupt::exception(format!("`{name}` of `{class}` is not supported")))
        }
        answer => answer,
    }
}

/// The property of a value: a map's entry, or what a method `getName()` or `isName()` answers.
pub(crate) fn property(value: &Value, name: &str, _: &mut State<'_>) -> Answer {
    match value {
        Value::Map(map) => Ok(map.get(name).unwrap_or_default()),
        Value::Entry(entry) => entry::property(entry, name),
        Value::Scope(scope) => Ok(scope::property(scope, name)),
        Value::Utility(namespace) => Ok(namespace.child(name).map_or(Value::Null, Value::Utility)),
        Value::String(text) if is_empty(name) => Ok(text.is_empty().into()),
        Value::List(list) if is_empty(name) => Ok(list.is_empty().into()),
        Value::View(view) if is_empty(name) => Ok(view.is_empty().into()),
        Value::Number(number) => number::property(number, name),
        _ => Err(Interrupt::NoSuchMethod),
    }
}

fn is_empty(name: &str) -> bool {
    matches!(name, "empty" | "Empty")
}

/// `Map.Entry.setValue`.
pub(crate) fn set_entry(entry: &Entry, value: Value, state: &mut State<'_>) -> Value {
    entry::set(entry, value, state)
}
