//! Methods of Java's types that are not supported. A call fails with its location, because its
//! result is unknown, and an empty one would be wrong.

use crate::value::Value;

/// Whether Java's type of a value has a method of this name that is not supported.
pub(super) fn exists(value: &Value, name: &str) -> bool {
    let names: &[&str] = match value {
        Value::String(_) => &[
            "chars",
            "codePointBefore",
            "codePointCount",
            "codePoints",
            "describeConstable",
            "formatted",
            "getBytes",
            "getChars",
            "indent",
            "lines",
            "offsetByCodePoints",
            "resolveConstantDesc",
            "stripIndent",
            "transform",
            "translateEscapes",
        ],
        Value::List(_) => &[
            "ensureCapacity",
            "forEach",
            "listIterator",
            "parallelStream",
            "removeIf",
            "replaceAll",
            "spliterator",
            "stream",
            "trimToSize",
        ],
        Value::Map(_) => {
            &["compute", "computeIfAbsent", "computeIfPresent", "forEach", "merge", "replaceAll"]
        }
        Value::View(_) => &["forEach", "parallelStream", "removeIf", "spliterator", "stream"],
        Value::Entry(_) => &["comparingByKey", "comparingByValue"],
        Value::Iterator(_) => &["forEachRemaining"],
        _ => &[],
    };
    names.contains(&name)
}
