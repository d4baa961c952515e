//! The texts of defaults as values of their types.

use std::net::IpAddr;

use apollo_compiler::ast::Type;
use burgeon_core::Name;
use burgeon_core::appsync::base_scalar;
use burgeon_core::schema::{ExtendedType, Schema};
use jiff::civil::{Date, Time};
use serde_json::{Number, Value};

/// Why a text is not a value of the type.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Fields of the type have no defaults.
    Type,
    /// The text is not a value of this type.
    Value(&'static str),
}

/// The value of a type that a text represents.
pub(super) fn parse(schema: &Schema, ty: &Type, text: &str) -> Result<Value, Fault> {
    let inner = ty.inner_named_type();
    if base_scalar(inner).is_none() && members(schema, ty).is_none() {
        return Err(Fault::Type);
    }
    if !ty.is_list() {
        return single(schema, ty, text);
    }
    let items = serde_json::from_str(text).map_err(|_| Fault::Value("a list, in JSON"))?;
    list(schema, ty, items)
}

/// The values of the type's enum, if it is one.
pub(super) fn members<'a>(schema: &'a Schema, ty: &Type) -> Option<Vec<&'a Name>> {
    match schema.types.get(ty.inner_named_type())? {
        ExtendedType::Enum(definition) => Some(definition.values.keys().collect()),
        _ => None,
    }
}

/// An item of a list, or a list: nested lists hold lists.
fn list(schema: &Schema, ty: &Type, value: Value) -> Result<Value, Fault> {
    match (ty, value) {
        (Type::List(item) | Type::NonNullList(item), Value::Array(items)) => {
            let items = items.into_iter().map(|value| match value {
                Value::Null if item.is_non_null() => Err(Fault::Value("a list without null")),
                Value::Null => Ok(Value::Null),
                value => list(schema, item, value),
            });
            items.collect()
        }
        (Type::List(_) | Type::NonNullList(_), _) => Err(Fault::Value("a list, in JSON")),
        (_, Value::String(text)) => single(schema, ty, &text),
        (_, other) => single(schema, ty, &other.to_string()),
    }
}

fn single(schema: &Schema, ty: &Type, text: &str) -> Result<Value, Fault> {
    if let Some(members) = members(schema, ty) {
        let is_member = members.iter().any(|member| *member == text);
        return check(is_member, "a value of the enum").map(|()| text.into());
    }
    match ty.inner_named_type().as_str() {
        "Int" => {
            text.parse::<i32>().map(Value::from).or(Err(Fault::Value("an integer of 32 bits")))
        }
        "AWSTimestamp" => {
            text.parse::<i64>().map(Value::from).or(Err(Fault::Value("seconds since 1970")))
        }
        "Float" => {
            let number = text.parse::<Number>().ok().filter(|number| number.as_f64().is_some());
            number.map(Value::Number).ok_or(Fault::Value("a number"))
        }
        "Boolean" => {
            text.to_lowercase().parse().map(Value::Bool).or(Err(Fault::Value("`true` or `false`")))
        }
        "AWSJSON" => serde_json::from_str(text).or(Err(Fault::Value("JSON"))),
        scalar => text_of(scalar, text).map(|()| text.into()),
    }
}

/// Whether AppSync accepts a text as a value of a string scalar.
pub fn is_text_of(scalar: &str, text: &str) -> bool {
    text_of(scalar, text).is_ok()
}

/// Source of truth: AppSync's developer guide, "Scalar types in GraphQL".
fn text_of(scalar: &str, text: &str) -> Result<(), Fault> {
    match scalar {
        "AWSDate" => check(is_date(without_offset(text).0), "a date like `2030-01-31`"),
        "AWSTime" => check(is_time(without_offset(text).0), "a time like `12:30:00Z`"),
        "AWSDateTime" => check(is_date_time(text), "a date and time like `2030-01-31T12:30:00Z`"),
        "AWSEmail" => check(is_email(text), "an e-mail address"),
        "AWSURL" => check(is_url(text), "a URL, with its scheme"),
        "AWSPhone" => check(is_phone(text), "a phone number like `+1 206 555 0100`"),
        "AWSIPAddress" => check(is_ip_address(text), "an IP address"),
        _ => Ok(()),
    }
}

fn check(holds: bool, expected: &'static str) -> Result<(), Fault> {
    if holds { Ok(()) } else { Err(Fault::Value(expected)) }
}

/// A text without the offset from UTC at its end, and whether there was one.
fn without_offset(text: &str) -> (&str, bool) {
    if let Some(rest) = text.strip_suffix('Z') {
        return (rest, true);
    }
    // `+hh:mm` or `+hh:mm:ss`
    for length in [6, 9] {
        if let Some((rest, offset)) =
            text.len().checked_sub(length).and_then(|at| text.split_at_checked(at))
            && let Some(clock) = offset.strip_prefix(['+', '-'])
            && !rest.is_empty()
            && is_time(clock)
        {
            return (rest, true);
        }
    }
    (text, false)
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && Date::strptime("%Y-%m-%d", text).is_ok()
}

fn is_time(text: &str) -> bool {
    let parses = |format| Time::strptime(format, text).is_ok();
    text.as_bytes().get(2) == Some(&b':') && (parses("%H:%M:%S%.f") || parses("%H:%M"))
}

fn is_date_time(text: &str) -> bool {
    let (local, has_offset) = without_offset(text);
    has_offset && local.split_once('T').is_some_and(|(date, time)| is_date(date) && is_time(time))
}

fn is_email(text: &str) -> bool {
    let is_label = |label: &str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !label.is_empty()
            && label.chars().all(fits)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_local = |local: &str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
        !local.is_empty() && local.chars().all(fits)
    };
    text.split_once('@')
        .is_some_and(|(local, domain)| is_local(local) && domain.split('.').all(is_label))
}

fn is_url(text: &str) -> bool {
    let is_scheme = |scheme: &str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(fits)
    };
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control();
    text.split_once(':').is_some_and(|(scheme, rest)| {
        is_scheme(scheme) && !rest.trim_start_matches('/').is_empty() && rest.chars().all(is_plain)
    })
}

fn is_phone(text: &str) -> bool {
    let number = text.strip_prefix('+').unwrap_or(text);
    let digits = number.chars().filter(char::is_ascii_digit).count();
    (7..=15).contains(&digits) && number.chars().all(|c| c.is_ascii_digit() || " -().".contains(c))
}

fn is_ip_address(text: &str) -> bool {
    let (address, mask) = text.split_once('/').map_or((text, None), |(a, mask)| (a, Some(mask)));
    address.parse::<IpAddr>().is_ok_and(|address| {
        let longest = if address.is_ipv4() { 32 } else { 128 };
        mask.is_none_or(|mask| mask.parse::<u8>().is_ok_and(|bits| bits <= longest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(ty: &str, text: &str) -> Result<Value, Fault> {
        let sdl = "type Query { a: Int } type Part { a: Int } enum Kind { ONE TWO }";
        let schema = Schema::parse(sdl, "a.graphql").unwrap();
        parse(&schema, &Type::parse(ty, "a.graphql").unwrap(), text)
    }

    #[test]
    fn values_are_of_their_types() {
        let cases = [
            ("Int", "42", "42"),
            ("Float!", "4.5", "4.5"),
            ("Boolean", "TRUE", "true"),
            ("String", "it's", "\"it's\""),
            ("ID", "", "\"\""),
            ("Kind", "TWO", "\"TWO\""),
            ("AWSJSON", "{\"a\": 1}", "{\"a\":1}"),
            ("AWSTimestamp", "99999999999", "99999999999"),
            ("[Int!]", "[1, 2]", "[1,2]"),
            ("[[Kind]]", "[[\"ONE\"], [null]]", "[[\"ONE\"],[null]]"),
        ];
        for (ty, text, json) in cases {
            assert_eq!(value(ty, text).map(|value| value.to_string()), Ok(json.to_owned()), "{ty}");
        }
    }

    #[test]
    fn other_values_are_refused() {
        let cases = [
            ("Int", "12abc"),
            ("Int", "2147483648"),
            ("Float", "NaN"),
            ("Boolean", "yes"),
            ("Kind", "THREE"),
            ("AWSJSON", "{"),
            ("[Int!]", "[null]"),
            ("[Int]", "1"),
            ("[Kind]", "[\"THREE\"]"),
        ];
        for (ty, text) in cases {
            assert!(matches!(value(ty, text), Err(Fault::Value(_))), "{ty} {text}");
        }
        assert_eq!(value("Part", "{}"), Err(Fault::Type));
    }

    #[test]
    fn texts_of_appsync_are_checked() {
        let good = [
            ("AWSDate", "2024-02-29"),
            ("AWSDate", "2024-02-29+01:00"),
            ("AWSTime", "12:00:34Z"),
            ("AWSTime", "12:00"),
            ("AWSDateTime", "2007-04-05T14:30:34.123-07:30"),
            ("AWSEmail", "local-part@domain-part"),
            ("AWSURL", "https://www.example.com/a?b"),
            ("AWSURL", "mailto:a@b.c"),
            ("AWSPhone", "+41 44 668 18 00"),
            ("AWSIPAddress", "123.12.34.56/16"),
            ("AWSIPAddress", "1a2b:3c4b::1234:4567"),
        ];
        for (ty, text) in good {
            assert!(value(ty, text).is_ok(), "{ty} {text}");
        }
        let bad = [
            ("AWSDate", "2023-02-29"),
            ("AWSDate", "29.2.2024"),
            ("AWSTime", "25:00:00Z"),
            ("AWSDateTime", "2007-04-05T14:30:34"),
            ("AWSEmail", "nobody"),
            ("AWSURL", "example.com"),
            ("AWSPhone", "text"),
            ("AWSIPAddress", "300.1.1.1"),
            ("AWSIPAddress", "1.1.1.1/33"),
        ];
        for (ty, text) in bad {
            assert!(matches!(value(ty, text), Err(Fault::Value(_))), "{ty} {text}");
        }
    }
}
