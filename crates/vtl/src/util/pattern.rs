//! `$util.matches`.

use super::arguments::text;
use crate::state::{Interrupt, State};
use crate::value::Value;

/// Whether an entire text matches a regular expression.
pub fn matches(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let (pattern, text) = (text(args, 0)?, text(args, 1)?);
    Ok(state.matches(pattern, text)?.into())
}
