//! Transactions.

use burgeon_simulator::data_source::DataSourceError;
use serde_json::{Value as Json, json};

use crate::support::{execute, plain_table, put, refusal};

fn write(operation: &str, id: &str, more: Json) -> Json {
    let mut write =
        json!({ "table": "Items", "operation": operation, "key": { "id": { "S": id } } });
    if let (Some(write), Some(more)) = (write.as_object_mut(), more.as_object()) {
        write.extend(more.clone());
    }
    write
}

#[test]
fn every_write_is_made() {
    let table = plain_table();
    for id in ["update", "delete", "check"] {
        put(&table, json!({ "id": { "S": id } }), json!({}));
    }
    let request = json!({ "transactItems": [
        write("PutItem", "put", json!({ "attributeValues": { "n": { "N": 1 } } })),
        write("UpdateItem", "update", json!({ "update": {
            "expression": "SET n = :n", "expressionValues": { ":n": { "N": 2 } },
        } })),
        write("DeleteItem", "delete", json!({})),
        write("ConditionCheck", "check", json!({ "condition": { "expression": "attribute_exists(id)" } })),
    ] });
    assert_eq!(
        execute(&table, "TransactWriteItems", request),
        Ok(json!({
            "keys": [{ "id": "put" }, { "id": "update" }, { "id": "delete" }, { "id": "check" }],
            "cancellationReasons": null,
        }))
    );
    let get = |id: &str| json!({ "table": "Items", "key": { "id": { "S": id } } });
    let request = json!({ "transactItems": [get("update"), get("delete"), get("put")] });
    assert_eq!(
        execute(&table, "TransactGetItems", request),
        Ok(json!({
            "items": [{ "id": "update", "n": 2 }, null, { "id": "put", "n": 1 }],
            "cancellationReasons": null,
        }))
    );
}

#[test]
fn one_condition_that_fails_cancels_all_and_says_which() {
    let table = plain_table();
    put(&table, json!({ "id": { "S": "there" } }), json!({ "n": { "N": 1 } }));
    let condition = json!({
        "expression": "attribute_not_exists(id)", "returnValuesOnConditionCheckFailure": true,
    });
    let request = json!({ "transactItems": [
        write("PutItem", "new", json!({})),
        write("PutItem", "there", json!({ "condition": condition })),
    ] });
    let error = execute(&table, "TransactWriteItems", request).expect_err("is cancelled");
    assert_eq!(error.name(), "TransactionCanceledException");
    let seen = DataSourceError::from(error);
    assert_eq!(seen.error_type, "DynamoDB:TransactionCanceledException");
    assert_eq!(
        seen.result,
        json!({
            "keys": null,
            "cancellationReasons": [
                { "type": "None", "message": null, "item": null },
                {
                    "type": "ConditionalCheckFailed",
                    "message": "The conditional request failed",
                    "item": { "id": "there", "n": 1 },
                },
            ],
        })
    );
    assert_eq!(execute(&table, "Scan", json!({})).expect("runs")["scannedCount"], 1);
}

#[test]
fn errors_of_the_request_are_reported_as_such() {
    let table = plain_table();
    let many: Vec<_> = (0..101).map(|id| write("DeleteItem", &id.to_string(), json!({}))).collect();
    for items in [
        json!([]),
        json!(many),
        json!([write("PutItem", "1", json!({})), write("DeleteItem", "1", json!({}))]),
        json!([write("PutItem", "", json!({}))]),
        json!([write("DeleteItem", "1", json!({ "condition": { "expression": "a =" } }))]),
    ] {
        let (name, _) = refusal(&table, "TransactWriteItems", json!({ "transactItems": items }));
        assert_eq!(name, "ValidationException", "{items}");
    }
    for item in [
        write("UpdateItem", "1", json!({})),
        write("ConditionCheck", "1", json!({})),
        write("DeleteItem", "1", json!({ "attributeValues": {} })),
        write("GetItem", "1", json!({})),
    ] {
        let (name, _) = refusal(&table, "TransactWriteItems", json!({ "transactItems": [item] }));
        assert_eq!(name, "MappingTemplate", "{item}");
    }
}
