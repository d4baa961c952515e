use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::properties::json_values;
use super::{call, check, check_errors};

/// Documented: the developer guide's examples.
#[test]
fn answers_as_documented() {
    let list = json!(["foo", 123, {"bar": "baz"}]);
    let list_attribute = json!({"L": [{"S": "foo"}, {"N": 123}, {"M": {"bar": {"S": "baz"}}}]});
    let map = json!({"foo": "bar", "baz": 1234, "beep": ["boop"]});
    let map_values =
        json!({"foo": {"S": "bar"}, "baz": {"N": 1234}, "beep": {"L": [{"S": "boop"}]}});
    for (function, args, expected) in [
        ("toDynamoDB", json!(["foo"]), json!({"S": "foo"})),
        ("toDynamoDB", json!([12345]), json!({"N": 12345})),
        ("toDynamoDB", json!([true]), json!({"BOOL": true})),
        ("toDynamoDB", json!([list]), list_attribute.clone()),
        ("toDynamoDB", json!([map]), json!({ "M": map_values })),
        ("toString", json!(["foo"]), json!({"S": "foo"})),
        ("toStringSet", json!([["foo", "bar", "baz"]]), json!({"SS": ["foo", "bar", "baz"]})),
        ("toNumber", json!([12345]), json!({"N": 12345})),
        ("toNumberSet", json!([[1, 23, 4.56]]), json!({"NS": [1, 23, 4.56]})),
        ("toBinary", json!(["foo"]), json!({"B": "foo"})),
        ("toBinarySet", json!([["foo", "bar", "baz"]]), json!({"BS": ["foo", "bar", "baz"]})),
        ("toBoolean", json!([true]), json!({"BOOL": true})),
        ("toNull", json!([]), json!({"NULL": null})),
        ("toList", json!([list]), list_attribute),
        ("toMap", json!([map]), json!({ "M": map_values })),
        ("toMapValues", json!([map]), map_values.clone()),
        (
            "toS3Object",
            json!(["foo", "bar", "baz"]),
            json!({"S": r#"{"s3":{"key":"foo","bucket":"bar","region":"baz"}}"#}),
        ),
        (
            "toS3Object",
            json!(["foo", "bar", "baz", "beep"]),
            json!({"S": r#"{"s3":{"key":"foo","bucket":"bar","region":"baz","version":"beep"}}"#}),
        ),
    ] {
        check(&format!("util.dynamodb.{function}"), &[(args.clone(), expected.clone())]);
        // Documented: the JSON form is the other one in `$util.toJson`.
        let text = json!(expected.to_string());
        check(&format!("util.dynamodb.{function}Json"), &[(args, text)]);
    }
}

#[test]
fn null_is_an_attribute_in_a_value_and_stays_null_alone() {
    check(
        "util.dynamodb.toDynamoDB",
        &[
            (json!([null]), json!({"NULL": null})),
            (json!([{"a": null}]), json!({"M": {"a": {"NULL": null}}})),
        ],
    );
    for function in ["String", "Number", "Binary", "Boolean", "StringSet", "List", "Map"] {
        check(&format!("util.dynamodb.to{function}"), &[(json!([null]), json!(null))]);
        check(&format!("util.dynamodb.to{function}Json"), &[(json!([null]), json!("null"))]);
    }
}

#[test]
fn a_wrong_type_is_an_error() {
    for (function, arg, expected) in [
        ("toString", json!(1), "a String, and is Integer"),
        ("toNumber", json!("1"), "a number, and is String"),
        ("toBinary", json!([]), "a String, and is List"),
        ("toBoolean", json!("true"), "a Boolean, and is String"),
        ("toList", json!({}), "a List, and is Map"),
        ("toMap", json!([]), "a Map, and is List"),
        ("toMapValues", json!("a"), "a Map, and is String"),
        ("toStringSet", json!("a"), "a List, and is String"),
        ("toStringSet", json!(["a", 1]), "a List of Strings, and is List"),
        ("toNumberSet", json!(["1"]), "a List of numbers, and is List"),
    ] {
        let message = format!("argument 1 has to be {expected}");
        check_errors(&format!("util.dynamodb.{function}"), &[(json!([arg]), &message)]);
    }
}

#[test]
fn s3_objects_are_read_back() {
    let object = json!({"key": "foo", "bucket": "bar", "region": "baz", "version": "beep"});
    let text = json!({ "s3": object }).to_string();
    check(
        "util.dynamodb.fromS3ObjectJson",
        &[
            (json!([text]), object.clone()),
            (json!([json!({ "S": text }).to_string()]), object.clone()),
            // Documented: the attribute itself.
            (json!([{ "S": text }]), object.clone()),
            (json!([r#"{"s3":{"key":"k"}}"#]), json!({"key": "k"})),
        ],
    );
    let message = "the text is not a S3 object";
    check_errors(
        "util.dynamodb.fromS3ObjectJson",
        &[(json!(["{}"]), message), (json!([r#"{"s3": 1}"#]), message), (json!(["[]"]), message)],
    );
}

/// The value that an attribute stands for.
fn plain(attribute: &Json) -> Json {
    let (tag, value) = attribute.as_object().unwrap().iter().next().unwrap();
    match (tag.as_str(), value) {
        ("L", Json::Array(elements)) => elements.iter().map(plain).collect(),
        ("M", Json::Object(entries)) => {
            entries.iter().map(|(k, v)| (k.clone(), plain(v))).collect()
        }
        ("S" | "N" | "BOOL" | "NULL", value) => value.clone(),
        _ => panic!("{attribute}"),
    }
}

proptest! {
    #[test]
    fn attributes_stand_for_their_values(value in json_values()) {
        let attribute = call("util.dynamodb.toDynamoDB", json!([&value])).unwrap();
        prop_assert_eq!(plain(&attribute), value);
    }
}
