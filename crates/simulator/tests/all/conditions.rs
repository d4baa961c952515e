//! Conditional writes, and what AppSync makes of a condition that fails.

use serde_json::{Value as Json, json};

use crate::support::{execute, plain_table, put, refusal};

fn key() -> Json {
    json!({ "id": { "S": "1" } })
}

#[test]
fn a_condition_that_fails_changes_nothing() {
    let table = plain_table();
    put(&table, key(), json!({ "n": { "N": 1 } }));
    let condition = json!({ "expression": "n > :n", "expressionValues": { ":n": { "N": 1 } } });
    let update = json!({ "expression": "REMOVE n" });
    for (operation, request) in [
        ("PutItem", json!({ "key": key(), "condition": condition })),
        ("UpdateItem", json!({ "key": key(), "update": update, "condition": condition })),
        ("DeleteItem", json!({ "key": key(), "condition": condition })),
    ] {
        let (name, _) = refusal(&table, operation, request);
        assert_eq!(name, "ConditionalCheckFailedException", "{operation}");
        let item = execute(&table, "GetItem", json!({ "key": key() }));
        assert_eq!(item, Ok(json!({ "id": "1", "n": 1 })), "{operation}");
    }
}

#[test]
fn a_condition_on_an_item_that_is_not_there_sees_an_empty_one() {
    let table = plain_table();
    let put = |expression: &str| {
        let condition = json!({ "expression": expression });
        execute(&table, "PutItem", json!({ "key": key(), "condition": condition }))
    };
    assert!(put("attribute_exists(id)").is_err());
    assert!(put("attribute_not_exists(id)").is_ok());
    assert!(put("attribute_exists(id)").is_ok());
}

#[test]
fn a_put_that_changes_nothing_but_what_is_to_be_ignored_is_taken_for_done() {
    let table = plain_table();
    put(&table, key(), json!({ "a": { "N": 1 }, "at": { "S": "then" } }));
    let again = |attributes: Json, ignored: Json| {
        let condition =
            json!({ "expression": "attribute_not_exists(id)", "equalsIgnore": ignored });
        let request =
            json!({ "key": key(), "attributeValues": attributes, "condition": condition });
        execute(&table, "PutItem", request).map_err(|error| error.name())
    };
    let same = json!({ "a": { "N": 1 }, "at": { "S": "now" } });
    let there = json!({ "id": "1", "a": 1, "at": "then" });
    assert_eq!(again(same.clone(), json!(["at"])), Ok(there));
    assert_eq!(again(same, json!([])), Err("ConditionalCheckFailedException"));
    let other = json!({ "a": { "N": 2 }, "at": { "S": "now" } });
    assert_eq!(again(other, json!(["at"])), Err("ConditionalCheckFailedException"));
}

#[test]
fn a_deletion_of_nothing_is_taken_for_done() {
    let table = plain_table();
    let condition = json!({ "expression": "attribute_exists(id)" });
    let request = json!({ "key": key(), "condition": condition });
    assert_eq!(execute(&table, "DeleteItem", request), Ok(Json::Null));
}

#[test]
fn a_handler_of_failed_conditions_is_refused() {
    let table = plain_table();
    let condition = json!({
        "expression": "attribute_exists(id)",
        "conditionalCheckFailedHandler": { "strategy": "Reject" },
    });
    let (name, message) =
        refusal(&table, "PutItem", json!({ "key": key(), "condition": condition }));
    assert_eq!(name, "MappingTemplate");
    assert!(message.contains("conditionalCheckFailedHandler"), "{message}");
}
