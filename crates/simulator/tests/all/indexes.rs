//! Secondary indexes follow their tables.

use burgeon_simulator::dynamodb::DynamoDb;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::support::{execute, put, refusal, table};

fn indexed_table() -> DynamoDb {
    let index = |name: &str, projection: Json| {
        json!({
            "indexName": name,
            "keySchema": [
                { "attributeName": "owner", "keyType": "HASH" },
                { "attributeName": "at", "keyType": "RANGE" },
            ],
            "projection": projection,
        })
    };
    table(json!({
        "keySchema": [{ "attributeName": "id", "keyType": "HASH" }],
        "attributeDefinitions": [
            { "attributeName": "id", "attributeType": "S" },
            { "attributeName": "owner", "attributeType": "S" },
            { "attributeName": "at", "attributeType": "N" },
        ],
        "globalSecondaryIndexes": [
            index("all", json!({ "projectionType": "ALL" })),
            index("keys", json!({ "projectionType": "KEYS_ONLY" })),
            index("some", json!({ "projectionType": "INCLUDE", "nonKeyAttributes": ["a"] })),
        ],
    }))
}

fn query(index: &str, more: Json) -> Json {
    let mut request = json!({
        "index": index,
        "query": {
            "expression": "#owner = :owner",
            "expressionNames": { "#owner": "owner" },
            "expressionValues": { ":owner": { "S": "o" } },
        },
    });
    if let (Some(request), Some(more)) = (request.as_object_mut(), more.as_object()) {
        request.extend(more.clone());
    }
    request
}

fn item(source: &DynamoDb) {
    let attributes = json!({
        "owner": { "S": "o" }, "at": { "N": 1 }, "a": { "N": 1 }, "b": { "N": 2 },
    });
    put(source, json!({ "id": { "S": "1" } }), attributes);
}

#[test]
fn an_index_hands_back_what_it_projects() {
    let source = indexed_table();
    item(&source);
    let found =
        |index| execute(&source, "Query", query(index, json!({}))).expect("runs")["items"].clone();
    assert_eq!(found("all"), json!([{ "a": 1, "at": 1, "b": 2, "id": "1", "owner": "o" }]));
    assert_eq!(found("keys"), json!([{ "at": 1, "id": "1", "owner": "o" }]));
    assert_eq!(found("some"), json!([{ "a": 1, "at": 1, "id": "1", "owner": "o" }]));
}

#[test]
fn a_global_index_returns_only_its_attributes() {
    let source = indexed_table();
    item(&source);
    for more in [
        json!({ "filter": { "expression": "attribute_exists(b)" } }),
        json!({ "projection": { "expression": "b" } }),
        json!({ "select": "ALL_ATTRIBUTES" }),
        json!({ "consistentRead": true }),
        json!({ "select": "SPECIFIC_ATTRIBUTES" }),
    ] {
        let (name, _) = refusal(&source, "Query", query("some", more.clone()));
        assert_eq!(name, "ValidationException", "{more}");
    }
    assert_eq!(refusal(&source, "Query", query("none", json!({}))).0, "ValidationException");
}

#[derive(Debug, Clone)]
enum Change {
    Put { id: u8, owner: Option<u8>, at: Option<i8> },
    Own { id: u8, owner: u8 },
    Disown { id: u8 },
    Delete { id: u8 },
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let id = || 0..5u8;
    let change = prop_oneof![
        (id(), proptest::option::of(0..3u8), proptest::option::of(-2..2i8))
            .prop_map(|(id, owner, at)| Change::Put { id, owner, at }),
        (id(), 0..3u8).prop_map(|(id, owner)| Change::Own { id, owner }),
        id().prop_map(|id| Change::Disown { id }),
        id().prop_map(|id| Change::Delete { id }),
    ];
    proptest::collection::vec(change, 0..30)
}

fn apply(source: &DynamoDb, change: &Change) {
    let key = |id: &u8| json!({ "id": { "S": id.to_string() } });
    let names = json!({ "#owner": "owner" });
    let result = match change {
        Change::Put { id, owner, at } => {
            let mut attributes = json!({});
            if let Some(owner) = owner {
                attributes["owner"] = json!({ "S": owner.to_string() });
            }
            if let Some(at) = at {
                attributes["at"] = json!({ "N": at });
            }
            execute(source, "PutItem", json!({ "key": key(id), "attributeValues": attributes }))
        }
        Change::Own { id, owner } => {
            let values = json!({ ":owner": { "S": owner.to_string() } });
            let update = json!({
                "expression": "SET #owner = :owner", "expressionNames": names,
                "expressionValues": values,
            });
            execute(source, "UpdateItem", json!({ "key": key(id), "update": update }))
        }
        Change::Disown { id } => {
            let update = json!({ "expression": "REMOVE #owner", "expressionNames": names });
            execute(source, "UpdateItem", json!({ "key": key(id), "update": update }))
        }
        Change::Delete { id } => execute(source, "DeleteItem", json!({ "key": key(id) })),
    };
    result.expect("a sound change");
}

proptest! {
    #[test]
    fn an_index_holds_what_its_table_says(changes in changes()) {
        let source = indexed_table();
        for change in &changes {
            apply(&source, change);
        }
        let all = |index: Option<&str>| {
            let page = execute(&source, "Scan", json!({ "index": index })).expect("runs");
            page["items"].as_array().cloned().unwrap_or_default()
        };
        let mut expected: Vec<String> = all(None)
            .iter()
            .filter(|item| item.get("owner").is_some() && item.get("at").is_some())
            .map(ToString::to_string)
            .collect();
        let mut held: Vec<String> = all(Some("all")).iter().map(ToString::to_string).collect();
        expected.sort();
        held.sort();
        prop_assert_eq!(held, expected);
    }
}
