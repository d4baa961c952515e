//! `$util.parseJson` and `$util.toJson`.

use serde_json::Value as Json;

use super::arguments::{any, text};
use crate::state::{Interrupt, State};
use crate::value::Value;

/// The value that a JSON text stands for; null for null.
pub fn parse_json(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    if any(args, 0).is_null() {
        return Ok(Value::Null);
    }
    let json = parse(state, text(args, 0)?)?;
    state.value(&json)
}

/// A value as JSON text.
pub fn to_json(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    print(state, any(args, 0))
}

/// The JSON of a text.
///
/// # Errors
/// The text is not JSON.
pub fn parse(state: &mut State<'_>, text: &str) -> Result<Json, Interrupt> {
    state.step(text.len() / 16)?;
    serde_json::from_str(text)
        .map_err(|e| Interrupt::exception(format!("the text is no JSON: {e}")))
}

/// A value as JSON text.
///
/// # Errors
/// As [`Value::to_json`].
pub fn print(state: &mut State<'_>, value: &Value) -> Result<Value, Interrupt> {
    let json = value.to_json(state)?;
    print_json(state, &json)
}

/// JSON as text.
///
/// # Errors
/// As [`State::string`].
pub fn print_json(state: &mut State<'_>, json: &Json) -> Result<Value, Interrupt> {
    state.string(&json.to_string())
}
