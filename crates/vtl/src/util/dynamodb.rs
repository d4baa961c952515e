//! `$util.dynamodb`: values as attributes of DynamoDB, such as `{"S": "text"}`.

mod attribute;
mod s3;

pub use self::attribute::attribute;

use self::attribute::{attributes, tagged};
use super::arguments::{any, boolean, list, map, mismatch, number, text};
use super::json;
use crate::state::{Interrupt, State};
use crate::utility::{Function, Namespace};
use crate::value::Value;

/// `$util.dynamodb`.
pub static DYNAMODB: Namespace = Namespace {
    name: "util.dynamodb",
    page: Some("dynamodb-helpers-in-util-dynamodb"),
    functions: &[
        Function::new("toDynamoDB", 1..=1, "any value as an attribute", to_dynamodb),
        Function::new("toDynamoDBJson", 1..=1, "`toDynamoDB`, as JSON", to_dynamodb_json),
        Function::new("toString", 1..=1, "a text as an attribute", to_string),
        Function::new("toStringJson", 1..=1, "`toString`, as JSON", to_string_json),
        Function::new("toStringSet", 1..=1, "a list of texts as a set", to_string_set),
        Function::new("toStringSetJson", 1..=1, "`toStringSet`, as JSON", to_string_set_json),
        Function::new("toNumber", 1..=1, "a number as an attribute", to_number),
        Function::new("toNumberJson", 1..=1, "`toNumber`, as JSON", to_number_json),
        Function::new("toNumberSet", 1..=1, "a list of numbers as a set", to_number_set),
        Function::new("toNumberSetJson", 1..=1, "`toNumberSet`, as JSON", to_number_set_json),
        Function::new("toBinary", 1..=1, "bytes in Base64 as an attribute", to_binary),
        Function::new("toBinaryJson", 1..=1, "`toBinary`, as JSON", to_binary_json),
        Function::new("toBinarySet", 1..=1, "a list of bytes in Base64 as a set", to_binary_set),
        Function::new("toBinarySetJson", 1..=1, "`toBinarySet`, as JSON", to_binary_set_json),
        Function::new("toBoolean", 1..=1, "a boolean as an attribute", to_boolean),
        Function::new("toBooleanJson", 1..=1, "`toBoolean`, as JSON", to_boolean_json),
        Function::new("toNull", 0..=0, "the attribute that is null", to_null),
        Function::new("toNullJson", 0..=0, "`toNull`, as JSON", to_null_json),
        Function::new("toList", 1..=1, "a list of any values as an attribute", to_list),
        Function::new("toListJson", 1..=1, "`toList`, as JSON", to_list_json),
        Function::new("toMap", 1..=1, "a map of any values as an attribute", to_map),
        Function::new("toMapJson", 1..=1, "`toMap`, as JSON", to_map_json),
        Function::new("toMapValues", 1..=1, "a map, its values as attributes", to_map_values),
        Function::new("toMapValuesJson", 1..=1, "`toMapValues`, as JSON", to_map_values_json),
        Function::new(
            "toS3Object",
            3..=4,
            "an S3 object's key, bucket, region and version as an attribute",
            s3::to_s3_object,
        ),
        Function::new("toS3ObjectJson", 3..=4, "`toS3Object`, as JSON", s3::to_s3_object_json),
        Function::new(
            "fromS3ObjectJson",
            1..=1,
            "the key, bucket, region and version that `toS3Object` wrote",
            s3::from_s3_object_json,
        ),
    ],
    children: &[],
};

/// Functions that answer as others do, as JSON text.
macro_rules! json_forms {
    ($($name:ident of $object:path;)*) => {
        $(fn $name(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
            let object = $object(state, args)?;
            json::print(state, &object)
        })*
    };
}

json_forms! {
    to_dynamodb_json of to_dynamodb;
    to_string_json of to_string;
    to_string_set_json of to_string_set;
    to_number_json of to_number;
    to_number_set_json of to_number_set;
    to_binary_json of to_binary;
    to_binary_set_json of to_binary_set;
    to_boolean_json of to_boolean;
    to_null_json of to_null;
    to_list_json of to_list;
    to_map_json of to_map;
    to_map_values_json of to_map_values;
}

fn to_dynamodb(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    attribute(state, any(args, 0), 0)
}

fn to_string(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    scalar(state, args, "S", |args| text(args, 0).map(|_| ()))
}

fn to_number(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    scalar(state, args, "N", |args| number(args, 0).map(|_| ()))
}

fn to_binary(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    scalar(state, args, "B", |args| text(args, 0).map(|_| ()))
}

fn to_boolean(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    scalar(state, args, "BOOL", |args| boolean(args, 0).map(|_| ()))
}

fn to_null(state: &mut State<'_>, _: &[Value]) -> Result<Value, Interrupt> {
    tagged(state, "NULL", Value::Null)
}

fn to_string_set(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    set(state, args, "SS", "a List of Strings", |v| v.as_str().is_some())
}

fn to_number_set(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    set(state, args, "NS", "a List of numbers", |v| v.as_number().is_some())
}

fn to_binary_set(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    set(state, args, "BS", "a List of Strings", |v| v.as_str().is_some())
}

fn to_list(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    if any(args, 0).is_null() {
        return Ok(Value::Null);
    }
    if any(args, 0).elements().is_none() {
        return Err(mismatch(args, 0, "a List"));
    }
    attribute(state, any(args, 0), 0)
}

fn to_map(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    match to_map_values(state, args)? {
        Value::Null => Ok(Value::Null),
        values => tagged(state, "M", values),
    }
}

fn to_map_values(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    if any(args, 0).is_null() {
        return Ok(Value::Null);
    }
    attributes(state, map(args, 0)?, 0)
}

/// The attribute `{tag: argument}`; null stays null.
fn scalar(
    state: &mut State<'_>,
    args: &[Value],
    tag: &'static str,
    check: fn(&[Value]) -> Result<(), Interrupt>,
) -> Result<Value, Interrupt> {
    match any(args, 0) {
        Value::Null => Ok(Value::Null),
        value => {
            check(args)?;
            tagged(state, tag, value.clone())
        }
    }
}

fn set(
    state: &mut State<'_>,
    args: &[Value],
    tag: &'static str,
    expected: &str,
    fits: fn(&Value) -> bool,
) -> Result<Value, Interrupt> {
    if any(args, 0).is_null() {
        return Ok(Value::Null);
    }
    let elements = list(state, args, 0)?;
    if !elements.iter().all(fits) {
        return Err(mismatch(args, 0, expected));
    }
    let elements = state.list(elements)?;
    tagged(state, tag, elements)
}
