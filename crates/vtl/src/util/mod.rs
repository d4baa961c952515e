//! AppSync's utilities: `$util` and `$extensions`.
//!
//! Each [`Namespace`] is a table of the functions that templates can call: what the evaluator
//! calls, what [`Template::check`](crate::Template::check) knows, and what is listed here.
//!
//! Where the developer guide is silent or contradicts itself:
//!
//! - An argument of a wrong type fails the evaluation; AppSync renders such a call as it is
//! written.
//! - The guide's rules for empty strings also apply to empty lists and maps.
//! - `parseJson` returns null for a text that is not JSON
//!   (<https://github.com/aws-amplify/amplify-cli/pull/10739>). Of the other utilities that fail
//!   here (`base64Decode`, `urlDecode`, the time and number parsers, `matches` with a pattern that
//!   is not one), no record shows that they return null instead.
//! - `matches` is about the whole text, as Java's `Pattern.matches` is.
//! - Null stays null in `toString` and the other conversions of one type; within a value it
//!   becomes `{"NULL": null}`.
//! - Expressions and queries are returned as JSON text, which `parseJson` reads. A lone comparison
//!   has no brackets, alternatives have them, and `AND …` can be appended.
//! - `in`, `size`, `attributeType` and maps within maps are expressions too.
//! - Rows of RDS are one list for each statement, without the columns that are null; a column's
//!   label goes before its name.
//! - An empty filter becomes a group without filters.
//! - Times are read as `ZonedDateTime` is: with date, time and zone. Their zones have the names
//! of the time zone database; the letters `zzzz`, and years after 9999, are not supported.
//!
#![doc = include_str!("../../docs/utilities.md")]

mod arguments;
mod auth;
mod auth_rules;
mod dynamodb;
mod encoding;
mod errors;
mod extensions;
mod http;
mod ids;
mod json;
mod list;
mod log;
mod map;
mod math;
mod null;
mod pattern;
mod rds;
mod strings;
mod time;
mod transform;
mod types;
mod xml;

#[cfg(test)]
mod tests;

use crate::state::{Interrupt, State};
use crate::utility::{Function, Namespace};
use crate::value::Value;

pub use extensions::EXTENSIONS;

/// `$util`, also written `$utils`.
pub static UTIL: Namespace = Namespace {
    name: "util",
    page: Some("utility-helpers-in-util"),
    functions: &[
        Function::new("qr", 1..=1, "nothing: its argument is evaluated only", quiet),
        Function::new("quiet", 1..=1, "nothing: its argument is evaluated only", quiet),
        Function::new(
            "parseJson",
            1..=1,
            "the value that a JSON text denotes, null if it is not JSON",
            json::parse_json,
        ),
        Function::new("toJson", 1..=1, "a value as JSON", json::to_json),
        Function::new(
            "escapeJavaScript",
            1..=1,
            "a text, escaped for a string of JavaScript",
            encoding::escape_java_script,
        ),
        Function::new(
            "urlEncode",
            1..=1,
            "a text as `application/x-www-form-urlencoded`",
            encoding::url_encode,
        ),
        Function::new("urlDecode", 1..=1, "what `urlEncode` encoded", encoding::url_decode),
        Function::new("base64Encode", 1..=1, "a text in Base64", encoding::base64_encode),
        Function::new(
            "base64Decode",
            1..=1,
            "what `base64Encode` encoded",
            encoding::base64_decode,
        ),
        Function::new("autoId", 0..=0, "a random UUID", ids::auto_id),
        Function::new("autoUlid", 0..=0, "a ULID: random, later ones sort last", ids::auto_ulid),
        Function::new("autoKsuid", 0..=0, "a KSUID: random, later ones sort last", ids::auto_ksuid),
        Function::new("error", 1..=4, "fails with a message, a type, data and info", errors::error),
        Function::new(
            "appendError",
            1..=4,
            "adds an error to the response and goes on",
            errors::append_error,
        ),
        Function::new(
            "validate",
            2..=4,
            "fails with a message, a type and data if a condition is false",
            errors::validate,
        ),
        Function::new("unauthorized", 0..=0, "fails: access is denied", errors::unauthorized),
        Function::new("isNull", 1..=1, "whether a value is null", null::is_null),
        Function::new(
            "isNullOrEmpty",
            1..=1,
            "whether a value is null or empty",
            null::is_null_or_empty,
        ),
        Function::new(
            "isNullOrBlank",
            1..=1,
            "whether a value is null, empty or white space",
            null::is_null_or_blank,
        ),
        Function::new(
            "defaultIfNull",
            2..=2,
            "a value, or another one if it is null",
            null::default_if_null,
        ),
        Function::new(
            "defaultIfNullOrEmpty",
            2..=2,
            "a value, or another one if it is null or empty",
            null::default_if_null_or_empty,
        ),
        Function::new(
            "defaultIfNullOrBlank",
            2..=2,
            "a value, or another one if it is null, empty or white space",
            null::default_if_null_or_blank,
        ),
        Function::new("isString", 1..=1, "whether a value is a string", types::is_string),
        Function::new("isNumber", 1..=1, "whether a value is a number", types::is_number),
        Function::new("isBoolean", 1..=1, "whether a value is a boolean", types::is_boolean),
        Function::new("isList", 1..=1, "whether a value is a list", types::is_list),
        Function::new("isMap", 1..=1, "whether a value is a map", types::is_map),
        Function::new(
            "typeOf",
            1..=1,
            "`Null`, `Number`, `String`, `Map`, `List`, `Boolean` or `Object`",
            types::type_of,
        ),
        Function::new(
            "matches",
            2..=2,
            "whether a regular expression matches the whole of a text",
            pattern::matches,
        ),
        Function::new("authType", 0..=0, "how the request is authorized", auth::auth_type),
    ],
    children: &[
        ("time", &time::TIME),
        ("list", &list::LIST),
        ("map", &map::MAP),
        ("dynamodb", &dynamodb::DYNAMODB),
        ("rds", &rds::RDS),
        ("http", &http::HTTP),
        ("xml", &xml::XML),
        ("transform", &transform::TRANSFORM),
        ("math", &math::MATH),
        ("str", &strings::STR),
        ("log", &log::LOG),
        ("authRules", &auth_rules::AUTH_RULES),
    ],
};

fn quiet(_: &mut State<'_>, _: &[Value]) -> Result<Value, Interrupt> {
    Ok("".into())
}
