//! Converts arguments to the types of Java's methods.

use crate::state::Interrupt;
use crate::value::Value;

/// A `String` or `CharSequence`.
///
/// # Errors
/// Another type has no such method; null fails in Java.
pub(super) fn text(value: &Value) -> Result<&str, Interrupt> {
    match value {
        Value::String(text) => Ok(text),
        Value::Null => Err(null()),
        _ => Err(Interrupt::NoSuchMethod),
    }
}

/// An `int`.
pub(super) fn int(value: &Value) -> Result<i32, Interrupt> {
    value.as_number().and_then(|n| n.as_int()).ok_or(Interrupt::NoSuchMethod)
}

/// A `Collection`.
pub(super) fn collection(value: &Value) -> Result<Vec<Value>, Interrupt> {
    match value {
        Value::Null => Err(null()),
        other => other.elements().ok_or(Interrupt::NoSuchMethod),
    }
}

/// Java's exception for an unexpected null.
pub(super) fn null() -> Interrupt {
    Interrupt::exception("unexpected null argument")
}

/// The result of a method that Java declares `void`.
pub(super) fn nothing() -> Value {
    Value::from("")
}
