//! The expression language, seen through filters.

use serde_json::{Value as Json, json};

use crate::support::{execute, plain_table, put, refusal};

/// Whether the item `{ id: "1", … }` passes a filter.
fn passes(expression: &str, values: Json) -> bool {
    let table = plain_table();
    put(
        &table,
        json!({ "id": { "S": "1" } }),
        json!({
            "s": { "S": "hello" }, "n": { "N": "5" }, "t": { "BOOL": true }, "z": { "NULL": true },
            "l": { "L": [{ "S": "a" }, { "N": "2" }] }, "m": { "M": { "x": { "N": "1" } } },
            "ss": { "SS": ["a", "b"] }, "ns": { "NS": ["1", "2"] }, "b": { "B": "AQID" },
            "e": { "S": "é€" },
        }),
    );
    let mut filter = json!({ "expression": expression });
    if values != json!({}) {
        filter["expressionValues"] = values;
    }
    let page = execute(&table, "Scan", json!({ "filter": filter }));
    page.expect(expression)["items"].as_array().is_some_and(|items| !items.is_empty())
}

fn is_refused(filter: Json) -> String {
    let (name, message) = refusal(&plain_table(), "Scan", json!({ "filter": filter }));
    assert_eq!(name, "ValidationException");
    message
}

#[test]
fn comparisons_are_within_one_type() {
    let five = json!({ ":v": { "N": "5" } });
    for holds in ["n = :v", "n <= :v", "n >= :v", "s <> :v", "absent <> :v", ":v = n"] {
        assert!(passes(holds, five.clone()), "{holds}");
    }
    for fails in ["n < :v", "n <> :v", "s > :v", "s < :v", "absent = :v", "absent < :v"] {
        assert!(!passes(fails, five.clone()), "{fails}");
    }
    assert!(passes("n = :v", json!({ ":v": { "N": "5.00" } })));
    assert!(passes("ss = :v", json!({ ":v": { "SS": ["b", "a"] } })));
    assert!(passes("n BETWEEN :a AND :b", json!({ ":a": { "N": 5 }, ":b": { "N": 10 } })));
    assert!(passes("s IN (:a, :b)", json!({ ":a": { "S": "x" }, ":b": { "S": "hello" } })));
}

#[test]
fn functions_look_into_values() {
    let value = |value: Json| json!({ ":v": value });
    assert!(passes("attribute_exists(m.x)", json!({})));
    assert!(passes("attribute_not_exists(m.y)", json!({})));
    assert!(passes("attribute_exists(l[1]) AND attribute_not_exists(l[2])", json!({})));
    assert!(passes("attribute_type(z, :v)", value(json!({ "S": "NULL" }))));
    assert!(passes("begins_with(s, :v)", value(json!({ "S": "he" }))));
    assert!(!passes("begins_with(n, :v)", value(json!({ "S": "5" }))));
    for (holder, part) in [
        ("s", json!({ "S": "ell" })),
        ("ss", json!({ "S": "a" })),
        ("ns", json!({ "N": 2 })),
        ("l", json!({ "N": 2 })),
        ("b", json!({ "B": "AgM=" })),
    ] {
        assert!(passes(&format!("contains({holder}, :v)"), value(part)), "{holder}");
    }
    assert!(!passes("contains(ss, :v)", value(json!({ "SS": ["a"] }))));
}

#[test]
fn sizes_are_counted() {
    for (attribute, size) in [("s", 5), ("e", 2), ("l", 2), ("m", 1), ("ss", 2), ("b", 3)] {
        let values = json!({ ":v": { "N": size } });
        assert!(passes(&format!("size({attribute}) = :v"), values), "{attribute}");
    }
    assert!(!passes("size(n) > :v", json!({ ":v": { "N": 0 } })));
}

#[test]
fn not_binds_tighter_than_and_and_and_tighter_than_or() {
    let values = json!({ ":five": { "N": 5 }, ":x": { "S": "x" } });
    assert!(passes("n = :five OR n = :five AND s = :x", values.clone()));
    assert!(!passes("(n = :five OR n = :five) AND s = :x", values.clone()));
    assert!(passes("not s = :x and n = :five", values.clone()));
    assert!(!passes("NOT (s = :x OR n = :five)", values));
}

#[test]
fn reserved_words_need_a_placeholder() {
    let message = is_refused(json!({
        "expression": "attribute_exists(status) AND attribute_exists(a)",
    }));
    assert!(message.contains("reserved keyword: status"), "{message}");
    assert!(is_refused(json!({ "expression": "attribute_exists(a.NAME)" })).contains("NAME"));
    let filter = json!({
        "expression": "attribute_exists(#status)", "expressionNames": { "#status": "status" },
    });
    assert!(execute(&plain_table(), "Scan", json!({ "filter": filter })).is_ok());
}

#[test]
fn placeholders_are_defined_and_used() {
    let message = is_refused(json!({ "expression": "attribute_exists(#a)" }));
    assert!(message.contains("attribute name: #a"), "{message}");
    let message = is_refused(json!({ "expression": "a = :a" }));
    assert!(message.contains("attribute value: :a"), "{message}");
    let message = is_refused(json!({
        "expression": "a = :a", "expressionNames": { "#b": "b" },
        "expressionValues": { ":a": { "S": "x" } },
    }));
    assert!(message.contains("ExpressionAttributeNames unused"), "{message}");
    let message = is_refused(json!({
        "expression": "attribute_exists(a)", "expressionValues": { ":a": { "S": "x" } },
    }));
    assert!(message.contains("ExpressionAttributeValues unused"), "{message}");
    is_refused(json!({ "expression": "attribute_exists(a)", "expressionNames": {} }));
    is_refused(json!({ "expression": "attribute_exists(a)", "expressionValues": {} }));
    is_refused(json!({ "expression": "attribute_exists(a)", "expressionNames": { "a": "a" } }));
}

#[test]
fn what_is_no_expression_is_refused() {
    for expression in [
        "",
        "  ",
        "a",
        "a =",
        "= :v",
        "a = :v AND",
        "(a = :v",
        "a = :v)",
        "((a = :v))",
        "a == :v",
        "a = 'x'",
        "a = 1",
        "_a = :v",
        "a. = :v",
        "a[x] = :v",
        "exists(a)",
        "attribute_exists(:v)",
        "attribute_exists(a, a)",
        "begins_with(a)",
        "a < a",
        "contains(a, a)",
        "a IN ()",
        "a BETWEEN :v",
        "SIZE(a) = :v",
        "a = :v a = :v",
    ] {
        let filter =
            json!({ "expression": expression, "expressionValues": { ":v": { "S": "x" } } });
        is_refused(filter);
    }
}

#[test]
fn operands_of_the_wrong_type_are_refused_before_any_item_is_read() {
    for (expression, value) in [
        ("a < :v", json!({ "BOOL": true })),
        ("a >= :v", json!({ "SS": ["x"] })),
        ("begins_with(a, :v)", json!({ "N": 1 })),
        ("attribute_type(a, :v)", json!({ "S": "STRING" })),
        ("a BETWEEN :v AND :v", json!({ "BOOL": true })),
    ] {
        is_refused(json!({ "expression": expression, "expressionValues": { ":v": value } }));
    }
    let values = json!({ ":a": { "N": 2 }, ":b": { "N": 1 } });
    is_refused(json!({ "expression": "a BETWEEN :a AND :b", "expressionValues": values }));
}

#[test]
fn expressions_have_a_largest_length_and_number_of_operators() {
    let long = |length: usize| json!({ "expression": format!("attribute_exists(a{})", "b".repeat(length - 19)) });
    assert!(execute(&plain_table(), "Scan", json!({ "filter": long(4096) })).is_ok());
    assert!(is_refused(long(4097)).contains("4097"));

    let joined = |count: usize| {
        let terms = vec!["a=:v"; count].join(" OR ");
        json!({ "expression": terms, "expressionValues": { ":v": { "N": 1 } } })
    };
    assert!(execute(&plain_table(), "Scan", json!({ "filter": joined(150) })).is_ok());
    assert!(is_refused(joined(151)).contains("operators"));
    assert!(is_refused(json!({ "expression": "(".repeat(4000) })).contains("nested"));
}
