//! What keys may be, in tables and in indexes.

use burgeon_simulator::dynamodb::{Database, DynamoDb, TableSchema};
use serde_json::{Value as Json, json};

use crate::support::{execute, put, refusal, table};

fn sorted_table() -> DynamoDb {
    table(json!({
        "keySchema": [
            { "attributeName": "id", "keyType": "HASH" },
            { "attributeName": "at", "keyType": "RANGE" },
        ],
        "attributeDefinitions": [
            { "attributeName": "id", "attributeType": "S" },
            { "attributeName": "at", "attributeType": "N" },
            { "attributeName": "owner", "attributeType": "S" },
        ],
        "globalSecondaryIndexes": [{
            "indexName": "byOwner",
            "keySchema": [{ "attributeName": "owner", "keyType": "HASH" }],
            "projection": { "projectionType": "ALL" },
        }],
    }))
}

#[test]
fn a_key_is_whole_of_the_right_types_and_not_empty() {
    let table = sorted_table();
    for key in [
        json!({}),
        json!({ "id": { "S": "1" } }),
        json!({ "at": { "N": 1 } }),
        json!({ "id": { "S": "1" }, "at": { "S": "1" } }),
        json!({ "id": { "N": 1 }, "at": { "N": 1 } }),
        json!({ "id": { "NULL": null }, "at": { "N": 1 } }),
        json!({ "id": { "S": "" }, "at": { "N": 1 } }),
        json!({ "id": { "S": "x".repeat(2049) }, "at": { "N": 1 } }),
    ] {
        for operation in ["GetItem", "PutItem", "DeleteItem"] {
            let (name, _) = refusal(&table, operation, json!({ "key": key }));
            assert_eq!(name, "ValidationException", "{operation} {key}");
        }
    }
    let more = json!({ "id": { "S": "1" }, "at": { "N": 1 }, "owner": { "S": "o" } });
    assert_eq!(refusal(&table, "GetItem", json!({ "key": more })).0, "ValidationException");
}

#[test]
fn equal_numbers_are_one_key() {
    let table = sorted_table();
    put(&table, json!({ "id": { "S": "1" }, "at": { "N": "1.50" } }), json!({}));
    let read =
        execute(&table, "GetItem", json!({ "key": { "id": { "S": "1" }, "at": { "N": 1.5 } } }));
    assert_eq!(read, Ok(json!({ "id": "1", "at": 1.5 })));
}

#[test]
fn an_index_key_may_be_absent_but_not_null_empty_or_of_another_type() {
    let table = sorted_table();
    let key = json!({ "id": { "S": "1" }, "at": { "N": 1 } });
    put(&table, key.clone(), json!({}));
    for owner in [json!({ "NULL": null }), json!({ "S": "" }), json!({ "N": 1 })] {
        let request = json!({ "key": key, "attributeValues": { "owner": owner } });
        let (name, message) = refusal(&table, "PutItem", request);
        assert_eq!(name, "ValidationException", "{owner}");
        assert!(message.contains("byOwner"), "{message}");
        let update = json!({
            "expression": "SET #owner = :owner",
            "expressionNames": { "#owner": "owner" },
            "expressionValues": { ":owner": owner },
        });
        let (name, _) = refusal(&table, "UpdateItem", json!({ "key": key, "update": update }));
        assert_eq!(name, "ValidationException", "{owner}");
    }
}

#[test]
fn a_key_condition_names_the_partition_and_one_range_of_it() {
    let table = sorted_table();
    let values = json!({ ":s": { "S": "1" }, ":n": { "N": 1 }, ":m": { "N": 2 } });
    let query = |expression: &str| {
        let mut used = values.clone();
        if let Some(used) = used.as_object_mut() {
            used.retain(|name, _| expression.contains(name.as_str()));
        }
        let mut query = json!({ "expression": expression });
        if used != json!({}) {
            query["expressionValues"] = used;
        }
        json!({ "query": query })
    };
    for expression in [
        "id = :s",
        "id = :s AND at >= :n",
        "at BETWEEN :n AND :m AND id = :s",
        "(id = :s) AND at = :n",
    ] {
        let expression = expression.replace("at ", "#at ");
        let mut request = query(&expression);
        if expression.contains("#at") {
            request["query"]["expressionNames"] = json!({ "#at": "at" });
        }
        assert!(execute(&table, "Query", request.clone()).is_ok(), "{request}");
    }
    for expression in [
        "id > :s",
        "id = :n",
        "id <> :s",
        "id = :s AND id = :s",
        "id = :s OR id = :s",
        "id = :s AND NOT id = :s",
        "contains(id, :s)",
        "begins_with(id, :s)",
        "attribute_exists(id)",
        "id = :s AND other = :n",
        "other = :s",
        "id = id",
        "id IN (:s)",
        "id.x = :s",
    ] {
        let (name, _) = refusal(&table, "Query", query(expression));
        assert_eq!(name, "ValidationException", "{expression}");
    }
}

#[test]
fn a_querys_filter_may_not_name_the_key() {
    let table = sorted_table();
    let request = json!({
        "query": { "expression": "id = :s", "expressionValues": { ":s": { "S": "1" } } },
        "filter": { "expression": "attribute_exists(id)" },
    });
    let (_, message) = refusal(&table, "Query", request);
    assert!(message.contains("Primary key attribute: id"), "{message}");
}

#[test]
fn schemas_that_dynamodb_would_not_take_are_refused() {
    let element = |name: &str, role: &str| json!({ "attributeName": name, "keyType": role });
    let attribute =
        |name: &str, kind: &str| json!({ "attributeName": name, "attributeType": kind });
    let index = |key: Json| json!({ "indexName": "i", "keySchema": key, "projection": { "projectionType": "ALL" } });
    let id = element("id", "HASH");
    for schema in [
        json!({ "keySchema": [], "attributeDefinitions": [] }),
        json!({ "keySchema": [id], "attributeDefinitions": [] }),
        json!({ "keySchema": [id], "attributeDefinitions": [attribute("id", "BOOL")] }),
        json!({ "keySchema": [element("id", "RANGE")], "attributeDefinitions": [attribute("id", "S")] }),
        json!({ "keySchema": [id], "attributeDefinitions": [attribute("id", "S"), attribute("x", "S")] }),
        json!({
            "keySchema": [id], "attributeDefinitions": [attribute("id", "S"), attribute("x", "S")],
            "localSecondaryIndexes": [index(json!([element("x", "HASH")]))],
        }),
        json!({
            "keySchema": [id], "attributeDefinitions": [attribute("id", "S")],
            "globalSecondaryIndexes": [index(json!([id])), index(json!([id]))],
        }),
    ] {
        let parsed: TableSchema = serde_json::from_value(schema.clone()).expect("a schema");
        assert!(Database::new().create_table("Items", &parsed).is_err(), "{schema}");
    }
}
