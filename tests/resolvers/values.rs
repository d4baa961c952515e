//! `@default` and `@validate`: what new objects hold, and what is refused.

use serde_json::{Value as Json, json};

use crate::api::{answer, call, open};

const FORM: &str = r#"
    type Form @model {
      id: ID! @default(value: "first")
      text: String @default(value: "it's $5 #1")
      number: Int @default(value: "42")
      ratio: Float @default(value: "4.5")
      flag: Boolean @default(value: "false")
      kind: Kind @default(value: "TWO")
      json: AWSJSON @default(value: "{\"a\": [1, null]}")
      kinds: [Kind!] @default(value: "[\"ONE\", \"TWO\"]")
      matrix: [[Int]] @default(value: "[[1], null, []]")
      createdAt: AWSDateTime @default(value: "2000-01-01T00:00:00Z")
    }
    enum Kind { ONE TWO }"#;

#[test]
fn defaults_are_filled_in_where_nothing_or_null_is_given() {
    let api = open(FORM);
    let made = answer(&api, "Mutation.createForm", json!({ "input": { "text": null } }));
    assert_eq!((&made["id"], &made["text"]), (&json!("first"), &json!("it's $5 #1")));
    assert_eq!((&made["number"], &made["ratio"]), (&json!(42), &json!(4.5)));
    assert_eq!((&made["flag"], &made["kind"]), (&json!(false), &json!("TWO")));
    assert_eq!(made["json"], json!({ "a": [1, null] }));
    assert_eq!(made["kinds"], json!(["ONE", "TWO"]));
    assert_eq!(made["matrix"], json!([[1], null, []]));
    assert_eq!(made["createdAt"], "2000-01-01T00:00:00Z");
    let given = json!({ "id": "2", "text": "", "number": 0, "flag": true, "kinds": [] });
    let made = answer(&api, "Mutation.createForm", json!({ "input": given }));
    for (field, value) in given.as_object().unwrap() {
        assert_eq!(made[field], *value, "{field}");
    }
}

#[test]
fn a_change_fills_nothing_in() {
    let api = open(FORM);
    answer(&api, "Mutation.createForm", json!({ "input": { "id": "1", "number": 1 } }));
    let input = json!({ "id": "1", "text": null });
    let changed = answer(&api, "Mutation.updateForm", json!({ "input": input }));
    assert_eq!((changed.get("text"), &changed["number"]), (None, &json!(1)));
}

const CHECKED: &str = r#"
    type Checked @model {
      id: ID!
      age: Int @validate(type: gte, value: "18") @validate(type: lt, value: "130")
      ratio: Float @validate(type: gt, value: "-0.5") @validate(type: lte, value: "9.5")
      code: String @validate(type: minLength, value: "3") @validate(type: maxLength, value: "6")
      name: String @validate(type: startsWith, value: "O'") @validate(type: endsWith, value: "$x")
      plate: String @validate(type: matches, value: "[A-Z]{2}\\d+", errorMessage: "no \"plate\"")
    }"#;

fn message(field: &str, value: Json) -> Option<String> {
    let api = open(CHECKED);
    let input = json!({ "id": "1", field: value });
    let outcome = call(&api, "Mutation.createChecked", json!({ "input": input }));
    let refused = outcome.error.map(|error| error.message);
    assert_eq!(refused.is_some(), outcome.requests.is_empty(), "{field}");
    refused
}

#[test]
fn values_keep_the_rules() {
    for (field, value) in [
        ("age", json!(18)),
        ("age", json!(129)),
        ("age", Json::Null),
        ("ratio", json!(-0.4)),
        ("ratio", json!(9.5)),
        ("code", json!("abc")),
        ("code", json!("abcdef")),
        ("name", json!("O'Neil$x")),
        ("plate", json!("AB12")),
    ] {
        assert_eq!(message(field, value.clone()), None, "{field} {value}");
    }
    for (field, value) in [
        ("age", json!(17)),
        ("age", json!(130)),
        ("ratio", json!(-0.5)),
        ("ratio", json!(9.6)),
        ("code", json!("ab")),
        ("code", json!("abcdefg")),
        ("name", json!("O'Neil")),
        ("name", json!("Neil$x")),
        ("plate", json!("xAB12")),
    ] {
        assert!(message(field, value.clone()).is_some(), "{field} {value}");
    }
}

#[test]
fn the_rule_or_the_authors_words_are_said() {
    let said = message("age", json!(1)).unwrap();
    assert_eq!(said, "Field age of type Checked must be greater than or equal to 18");
    assert_eq!(message("plate", json!("")).unwrap(), "no \"plate\"");
}

#[test]
fn changes_are_checked_as_well() {
    let api = open(CHECKED);
    answer(&api, "Mutation.createChecked", json!({ "input": { "id": "1", "age": 20 } }));
    let change = |input: Json| call(&api, "Mutation.updateChecked", json!({ "input": input })).ok();
    assert!(change(json!({ "id": "1", "age": 3 })).is_err());
    assert!(change(json!({ "id": "1", "code": "abcd" })).is_ok());
}
