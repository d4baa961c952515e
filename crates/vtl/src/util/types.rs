//! `$util.isString` and its kin, and `$util.typeOf`.

use super::arguments::any;
use crate::state::{Interrupt, State};
use crate::value::Value;

/// Whether a value is a string.
pub fn is_string(_: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    Ok((name(any(args, 0)) == "String").into())
}

/// Whether a value is a number.
pub fn is_number(_: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    Ok((name(any(args, 0)) == "Number").into())
}

/// Whether a value is a boolean.
pub fn is_boolean(_: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    Ok((name(any(args, 0)) == "Boolean").into())
}

/// Whether a value is a list.
pub fn is_list(_: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    Ok((name(any(args, 0)) == "List").into())
}

/// Whether a value is a map.
pub fn is_map(_: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    Ok((name(any(args, 0)) == "Map").into())
}

/// The name of a value's type.
pub fn type_of(_: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    Ok(name(any(args, 0)).into())
}

fn name(value: &Value) -> &'static str {
    match value {
        Value::Null => "Null",
        Value::Bool(_) => "Boolean",
        Value::Number(_) => "Number",
        Value::String(_) => "String",
        Value::List(_) => "List",
        Value::Map(_) => "Map",
        // A set, a collection, an entry, ….
        _ => "Object",
    }
}
