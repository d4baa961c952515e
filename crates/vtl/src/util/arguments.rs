//! The arguments of a function by type.

use crate::state::{Interrupt, State};
use crate::value::{Map, Number, Value};

/// The argument at `index`; null if it was left out.
pub fn any(args: &[Value], index: usize) -> &Value {
    args.get(index).unwrap_or(&Value::Null)
}

/// The text of a `String`.
pub fn text(args: &[Value], index: usize) -> Result<&str, Interrupt> {
    any(args, index).as_str().ok_or_else(|| mismatch(args, index, "a String"))
}

/// The text of a `String`; None for null.
pub fn optional_text(args: &[Value], index: usize) -> Result<Option<&str>, Interrupt> {
    match any(args, index) {
        Value::Null => Ok(None),
        _ => text(args, index).map(Some),
    }
}

/// A `Boolean`.
pub fn boolean(args: &[Value], index: usize) -> Result<bool, Interrupt> {
    any(args, index).as_bool().ok_or_else(|| mismatch(args, index, "a Boolean"))
}

/// A number.
pub fn number(args: &[Value], index: usize) -> Result<&Number, Interrupt> {
    any(args, index).as_number().ok_or_else(|| mismatch(args, index, "a number"))
}

/// An `Integer` or `Long`: milliseconds.
pub fn millis(args: &[Value], index: usize) -> Result<i64, Interrupt> {
    match any(args, index) {
        Value::Number(Number::Int(n)) => Ok(i64::from(*n)),
        Value::Number(Number::Long(n)) => Ok(*n),
        _ => Err(mismatch(args, index, "a Long")),
    }
}

/// A copy of the elements of a `List`, or of another collection.
pub fn list(state: &mut State<'_>, args: &[Value], index: usize) -> Result<Vec<Value>, Interrupt> {
    let length = match any(args, index) {
        Value::List(list) => list.len(),
        Value::View(view) => view.len(),
        _ => 0,
    };
    state.allocate(length * size_of::<Value>())?;
    any(args, index).elements().ok_or_else(|| mismatch(args, index, "a List"))
}

/// A `Map`.
pub fn map(args: &[Value], index: usize) -> Result<&Map, Interrupt> {
    any(args, index).as_map().ok_or_else(|| mismatch(args, index, "a Map"))
}

/// An argument has a wrong type.
pub fn mismatch(args: &[Value], index: usize, expected: &str) -> Interrupt {
    let is = any(args, index).class_name();
    Interrupt::exception(format!("argument {} has to be {expected}, and is {is}", index + 1))
}
