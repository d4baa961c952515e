//! `$util.isNull`, `defaultIfNull` and their kin for empty and blank values.

use super::arguments::any;
use crate::state::{Interrupt, State};
use crate::value::Value;

/// Whether a value is null.
pub fn is_null(_: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    Ok(any(args, 0).is_null().into())
}

/// Whether a value is null or empty.
pub fn is_null_or_empty(_: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    Ok(empty(any(args, 0)).into())
}

/// Whether a value is null, empty, or a text of white space only.
pub fn is_null_or_blank(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    Ok(blank(state, any(args, 0))?.into())
}

/// The first argument, or the second one if the first is null.
pub fn default_if_null(_: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    Ok(either(args, any(args, 0).is_null()))
}

/// The first argument, or the second one if the first is null or empty.
pub fn default_if_null_or_empty(_: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    Ok(either(args, empty(any(args, 0))))
}

/// The first argument, or the second one if the first is null, empty or blank.
pub fn default_if_null_or_blank(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let blank = blank(state, any(args, 0))?;
    Ok(either(args, blank))
}

fn either(args: &[Value], second: bool) -> Value {
    any(args, usize::from(second)).clone()
}

/// AppSync documents strings only, and answers for lists and maps too.
fn empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::List(list) => list.is_empty(),
        Value::Map(map) => map.is_empty(),
        Value::View(view) => view.is_empty(),
        _ => false,
    }
}

fn blank(state: &mut State<'_>, value: &Value) -> Result<bool, Interrupt> {
    match value {
        Value::String(text) => {
            state.step(text.len() / 64)?;
            Ok(text.chars().all(char::is_whitespace))
        }
        other => Ok(empty(other)),
    }
}
