//! Methods without parameters. Velocity finds these with any arguments, and then fails to call
//! them; any other method with the wrong arguments does not exist.

use crate::value::Value;

/// Whether a value has a method of this name without parameters.
pub(super) fn exists(value: &Value, name: &str) -> bool {
    let own = match value {
        Value::String(_) => matches!(
            name,
            "length"
                | "isEmpty"
                | "isBlank"
                | "trim"
                | "strip"
                | "stripLeading"
                | "stripTrailing"
                | "toLowerCase"
                | "toUpperCase"
                | "intern"
                | "toCharArray"
        ),
        Value::List(_) => matches!(name, "size" | "isEmpty" | "clear" | "iterator" | "clone"),
        Value::Map(_) => {
            matches!(
                name,
                "size" | "isEmpty" | "keySet" | "values" | "entrySet" | "clear" | "clone"
            )
        }
        Value::View(_) => matches!(name, "size" | "isEmpty" | "clear" | "iterator"),
        Value::Number(_) => matches!(
            name,
            "intValue"
                | "longValue"
                | "doubleValue"
                | "floatValue"
                | "shortValue"
                | "byteValue"
                | "isNaN"
                | "isInfinite"
        ),
        Value::Bool(_) => name == "booleanValue",
        Value::Entry(_) => matches!(name, "getKey" | "getValue"),
        Value::Iterator(_) => matches!(name, "hasNext" | "next" | "remove"),
        Value::Null | Value::Utility(_) | Value::Scope(_) | Value::Deferred(_) => return false,
    };
    own || matches!(name, "toString" | "hashCode")
}
