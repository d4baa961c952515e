//! `java.lang.Boolean`.

use super::Answer;
use crate::state::Interrupt;
use crate::value::Value;

pub(super) fn call(b: bool, name: &str, args: &[Value]) -> Answer {
    Ok(match (name, args) {
        ("booleanValue", []) => b.into(),
        ("compareTo", [Value::Bool(other)]) => (i32::from(b) - i32::from(*other)).into(),
        ("compareTo", [_]) => {
            return Err(Interrupt::exception("a boolean can be compared to another one only"));
        }
        ("parseBoolean" | "valueOf", [Value::String(text)]) => {
            text.eq_ignore_ascii_case("true").into()
        }
        ("parseBoolean", [Value::Null]) => false.into(),
        ("valueOf", [Value::Bool(other)]) => (*other).into(),
        ("toString", [Value::Bool(other)]) => other.to_string().into(),
        ("logicalAnd", [Value::Bool(x), Value::Bool(y)]) => (*x && *y).into(),
        ("logicalOr", [Value::Bool(x), Value::Bool(y)]) => (*x || *y).into(),
        ("logicalXor", [Value::Bool(x), Value::Bool(y)]) => (*x != *y).into(),
        _ => return Err(Interrupt::NoSuchMethod),
    })
}
