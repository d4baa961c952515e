use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

use super::grammar::placeholders;
use super::{call, check_errors};

const FUNCTIONS: [&str; 2] =
    ["util.transform.toDynamoDBFilterExpression", "util.transform.toDynamoDBConditionExpression"];

/// The expression of a filter; it is valid, and names and values are those that it uses.
#[track_caller]
fn expression(filter: &Json) -> Json {
    let [first, second] = FUNCTIONS.map(|f| call(f, json!([filter])).unwrap());
    assert_eq!(first, second);
    let parsed: Json = serde_json::from_str(first.as_str().unwrap()).unwrap();
    let (names, values) = (&parsed["expressionNames"], &parsed["expressionValues"]);
    let defined: BTreeSet<String> =
        [names, values].iter().flat_map(|m| m.as_object().unwrap().keys().cloned()).collect();
    let text = parsed["expression"].as_str().unwrap();
    let used = if text.is_empty() { Ok(BTreeSet::new()) } else { placeholders(text) };
    assert_eq!(used, Ok(defined), "{text}");
    parsed
}

/// The text of a filter's expression, and its values.
#[track_caller]
fn check(filter: Json, text: &str, values: Json) {
    let expression = expression(&filter);
    assert_eq!(expression["expression"], text, "{filter}");
    assert_eq!(expression["expressionValues"], values, "{filter}");
}

/// Documented: the developer guide's example.
#[test]
fn answers_as_documented() {
    assert_eq!(
        expression(&json!({"title": {"contains": "Hello World"}})),
        json!({
            "expression": "contains(#title, :title_contains)",
            "expressionNames": {"#title": "title"},
            "expressionValues": {":title_contains": {"S": "Hello World"}}
        })
    );
}

#[test]
fn every_operator_is_an_expression() {
    for (condition, text, values) in [
        (json!({"eq": 1}), "#a = :a_eq", json!({":a_eq": {"N": 1}})),
        (json!({"ne": "x"}), "#a <> :a_ne", json!({":a_ne": {"S": "x"}})),
        (json!({"le": 1}), "#a <= :a_le", json!({":a_le": {"N": 1}})),
        (json!({"lt": 1.5}), "#a < :a_lt", json!({":a_lt": {"N": 1.5}})),
        (json!({"ge": 1}), "#a >= :a_ge", json!({":a_ge": {"N": 1}})),
        (json!({"gt": 1}), "#a > :a_gt", json!({":a_gt": {"N": 1}})),
        (json!({"eq": true}), "#a = :a_eq", json!({":a_eq": {"BOOL": true}})),
        (json!({"eq": null}), "#a = :a_eq", json!({":a_eq": {"NULL": null}})),
        (json!({"contains": "x"}), "contains(#a, :a_contains)", json!({":a_contains": {"S": "x"}})),
        (
            json!({"notContains": "x"}),
            "NOT contains(#a, :a_notContains)",
            json!({":a_notContains": {"S": "x"}}),
        ),
        (
            json!({"beginsWith": "x"}),
            "begins_with(#a, :a_beginsWith)",
            json!({":a_beginsWith": {"S": "x"}}),
        ),
        (
            json!({"between": [1, 5]}),
            "#a BETWEEN :a_between_1 AND :a_between_2",
            json!({":a_between_1": {"N": 1}, ":a_between_2": {"N": 5}}),
        ),
        (
            json!({"in": ["x", "y"]}),
            "#a IN (:a_in_1, :a_in_2)",
            json!({":a_in_1": {"S": "x"}, ":a_in_2": {"S": "y"}}),
        ),
        (json!({"attributeExists": true}), "attribute_exists(#a)", json!({})),
        (json!({"attributeExists": false}), "attribute_not_exists(#a)", json!({})),
        (json!({"size": {"ge": 3}}), "size(#a) >= :a_size_ge", json!({":a_size_ge": {"N": 3}})),
        (
            json!({"size": {"between": [1, 2], "ne": 0}}),
            "(size(#a) BETWEEN :a_size_between_1 AND :a_size_between_2) AND \
             (size(#a) <> :a_size_ne)",
            json!({":a_size_between_1": {"N": 1}, ":a_size_between_2": {"N": 2}, ":a_size_ne": {"N": 0}}),
        ),
    ] {
        check(json!({ "a": condition }), text, values);
    }
}

#[test]
fn every_type_of_attribute_is_named() {
    for (name, code) in [
        ("binary", "B"),
        ("binarySet", "BS"),
        ("bool", "BOOL"),
        ("list", "L"),
        ("map", "M"),
        ("number", "N"),
        ("numberSet", "NS"),
        ("string", "S"),
        ("stringSet", "SS"),
        ("_null", "NULL"),
    ] {
        let text = "attribute_type(#a, :a_attributeType)";
        check(
            json!({"a": {"attributeType": name}}),
            text,
            json!({":a_attributeType": {"S": code}}),
        );
    }
}

#[test]
fn filters_are_joined() {
    let a = json!({"a": {"eq": 1}});
    let b = json!({"b": {"eq": 2}});
    for (filter, text) in [
        (json!({"a": {"eq": 1}, "b": {"eq": 2}}), "(#a = :a_eq) AND (#b = :b_eq)"),
        (json!({"a": {"ge": 1, "le": 2}}), "(#a >= :a_ge) AND (#a <= :a_le)"),
        (json!({"and": [a, b]}), "(#a = :and_0_a_eq) AND (#b = :and_1_b_eq)"),
        // In brackets, so that templates may add `AND …`.
        (json!({"or": [a, b]}), "((#a = :or_0_a_eq) OR (#b = :or_1_b_eq))"),
        (json!({"not": a}), "NOT (#a = :not_a_eq)"),
        (json!({"not": {"or": [a, b]}}), "NOT ((#a = :not_or_0_a_eq) OR (#b = :not_or_1_b_eq))"),
        (
            json!({"a": {"eq": 1}, "or": [a, {"and": [a, {"not": b}]}]}),
            "(#a = :a_eq) AND ((#a = :or_0_a_eq) OR \
             ((#a = :or_1_and_0_a_eq) AND (NOT (#b = :or_1_and_1_not_b_eq))))",
        ),
        (json!({"or": [a]}), "#a = :or_0_a_eq"),
        (json!({"and": a}), "#a = :and_a_eq"),
        (json!({"a": {"b": {"eq": 1}}}), "#a.#b = :a_b_eq"),
        (json!({}), ""),
        (json!({"and": [], "or": [{}], "not": {}, "a": {}, "b": null}), ""),
    ] {
        assert_eq!(expression(&filter)["expression"], text, "{filter}");
    }
}

#[test]
fn placeholders_are_of_allowed_characters_and_unique() {
    let filter =
        json!({"a.b": {"eq": 1}, "a-b": {"eq": 2}, "or_0_c": {"eq": 3}, "or": [{"c": {"eq": 4}}]});
    assert_eq!(
        expression(&filter),
        json!({
            "expression": "(#a_b = :a_b_eq) AND (#a_b_2 = :a_b_eq_2) AND (#or_0_c = :or_0_c_eq) \
                           AND (#c = :or_0_c_eq_2)",
            "expressionNames": {"#a_b": "a.b", "#a_b_2": "a-b", "#or_0_c": "or_0_c", "#c": "c"},
            "expressionValues": {":a_b_eq": {"N": 1}, ":a_b_eq_2": {"N": 2},
                ":or_0_c_eq": {"N": 3}, ":or_0_c_eq_2": {"N": 4}}
        })
    );
}

#[test]
fn what_has_no_meaning_is_an_error() {
    for function in FUNCTIONS {
        check_errors(
            function,
            &[
                (json!([null]), "argument 1 has to be a Map, and is null"),
                (json!([{"a": 1}]), "the filter of `#a` is not a Map of operators"),
                (json!([{"a": {"like": 1}}]), "unknown operator `like` for `#a`"),
                (json!([{"a": {"size": 1}}]), "`size` does not take 1"),
                (
                    json!([{"a": {"size": {"contains": 1}}}]),
                    "unknown operator `contains` for `size(#a)`",
                ),
                (json!([{"a": {"attributeExists": null}}]), "`attributeExists` does not take null"),
                (json!([{"a": {"attributeType": "x"}}]), "`attributeType` does not take \"x\""),
                (json!([{"a": {"between": [1]}}]), "`between` takes a List of 2 values"),
                (json!([{"a": {"in": []}}]), "`in` takes a List of 1 to 100 values"),
                (json!([{"or": [1]}]), "`1` is not a filter"),
            ],
        );
    }
}

/// Filters as Amplify's inputs have them.
fn filters() -> impl Strategy<Value = Json> {
    let compare = prop::sample::select(vec!["eq", "ne", "le", "lt", "ge", "gt"]);
    let search = prop::sample::select(vec!["contains", "notContains", "beginsWith"]);
    let condition = prop_oneof![
        (compare.clone(), any::<i32>()).prop_map(|(op, n)| (op, json!(n))),
        (compare, "[a-z]{0,3}").prop_map(|(op, text)| (op, json!(text))),
        (search, "[a-z]{0,3}").prop_map(|(op, text)| (op, json!(text))),
        (0..9, 9..99).prop_map(|(a, b)| ("between", json!([a, b]))),
        prop::collection::vec("[a-z]{1,3}", 1..4).prop_map(|v| ("in", json!(v))),
        any::<bool>().prop_map(|b| ("attributeExists", json!(b))),
        Just(("attributeType", json!("list"))),
        any::<u8>().prop_map(|n| ("size", json!({ "gt": n }))),
    ];
    let conditions = prop::collection::vec(condition, 0..3).prop_map(|c| {
        c.into_iter().map(|(op, value)| (op.to_owned(), value)).collect::<Map<_, _>>()
    });
    let leaf = prop::collection::vec(("[a-c_]{1,3}", conditions), 0..3)
        .prop_map(|fields| {
            fields.into_iter().map(|(f, c)| (f, Json::Object(c))).collect::<Map<_, _>>()
        })
        .prop_map(Json::Object);
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(|f| json!({ "and": f })),
            prop::collection::vec(inner.clone(), 0..3).prop_map(|f| json!({ "or": f })),
            inner.clone().prop_map(|f| json!({ "not": f })),
            (inner.clone(), inner).prop_map(|(a, b)| json!({"or": [a], "not": b, "x": {"eq": 1}})),
        ]
    })
}

proptest! {
    #[test]
    fn every_filter_is_a_valid_expression(filter in filters()) {
        expression(&filter);
    }
}

/// DynamoDB takes placeholders of up to 255 characters.
#[test]
fn placeholders_are_not_too_long() {
    let name = "n".repeat(300);
    let expression =
        expression(&json!({ &name: {"eq": 1, "ne": 2}, format!("{name}2"): {"eq": 3} }));
    for part in ["expressionNames", "expressionValues"] {
        let placeholders = expression[part].as_object().unwrap();
        assert!(placeholders.keys().all(|p| p.len() < 255), "{placeholders:?}");
    }
}
