//! `$util.parseJson` and `$util.toJson`.

mod read;
mod write;

use serde_json::Value as Json;

use super::arguments::{any, text};
use crate::state::{Interrupt, State};
use crate::value::Value;

/// The approximate ratio of the memory of JSON values to that of their text.
const PARSED: usize = 16;

/// The value that a JSON text denotes; null for null, and for a text that is not JSON.
pub fn parse_json(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    if any(args, 0).is_null() {
        return Ok(Value::Null);
    }
    read::read(state, text(args, 0)?)
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
    state.allocate(text.len().saturating_mul(PARSED))?;
    serde_json::from_str(text)
        .map_err(|error| Interrupt::exception(format!("the text is not JSON: {error}")))
}

/// A value as JSON text.
///
/// # Errors
/// See [`Value::to_json`].
pub fn print(state: &mut State<'_>, value: &Value) -> Result<Value, Interrupt> {
    let text = write::write(state, value)?;
    state.allocate(text.len() + 32)?;
    Ok(text.into())
}

/// JSON as text.
///
/// # Errors
/// See [`State::string`].
pub fn print_json(state: &mut State<'_>, json: &Json) -> Result<Value, Interrupt> {
    state.string(&json.to_string())
}
