//! Batches.

use burgeon_simulator::dynamodb::DynamoDb;
use serde_json::{Value as Json, json};

use crate::support::{execute, plain_table, put, refusal};

fn key(id: usize) -> Json {
    json!({ "id": { "S": id.to_string() } })
}

fn seeded() -> DynamoDb {
    let table = plain_table();
    put(&table, key(1), json!({ "n": { "N": 1 } }));
    put(&table, key(3), json!({ "n": { "N": 3 } }));
    table
}

#[test]
fn items_come_in_the_order_of_their_keys_with_null_for_the_missing() {
    let keys = json!({ "Items": { "keys": [key(3), key(2), key(1)], "consistentRead": true } });
    let result = execute(&seeded(), "BatchGetItem", json!({ "tables": keys }));
    assert_eq!(
        result,
        Ok(json!({
            "data": { "Items": [{ "id": "3", "n": 3 }, null, { "id": "1", "n": 1 }] },
            "unprocessedKeys": { "Items": [] },
        }))
    );
}

#[test]
fn puts_answer_with_the_items_and_deletions_with_the_keys() {
    let table = seeded();
    let items = json!({ "Items": [{ "id": { "S": "1" }, "n": { "N": 10 } }, key(2)] });
    let result = execute(&table, "BatchPutItem", json!({ "tables": items }));
    assert_eq!(
        result,
        Ok(json!({
            "data": { "Items": [{ "id": "1", "n": 10 }, { "id": "2" }] },
            "unprocessedItems": { "Items": [] },
        }))
    );
    let keys = json!({ "Items": [key(1), key(9)] });
    let result = execute(&table, "BatchDeleteItem", json!({ "tables": keys }));
    assert_eq!(
        result,
        Ok(json!({
            "data": { "Items": [{ "id": "1" }, { "id": "9" }] },
            "unprocessedKeys": { "Items": [] },
        }))
    );
    let left = execute(&table, "Scan", json!({})).expect("runs");
    assert_eq!(left["scannedCount"], 2);
}

#[test]
fn a_batch_with_a_fault_does_nothing() {
    let table = seeded();
    let many = |count: usize| (0..count).map(key).collect::<Vec<_>>();
    for (operation, tables) in [
        ("BatchGetItem", json!({ "Items": { "keys": [key(1), key(1)] } })),
        ("BatchGetItem", json!({ "Items": { "keys": [] } })),
        ("BatchGetItem", json!({ "Items": { "keys": many(101) } })),
        ("BatchPutItem", json!({ "Items": [key(5), { "n": { "N": 1 } }] })),
        ("BatchPutItem", json!({ "Items": [key(5), key(5)] })),
        ("BatchPutItem", json!({ "Items": many(26) })),
        ("BatchDeleteItem", json!({ "Items": [key(1), { "x": { "S": "1" } }] })),
    ] {
        let (name, _) = refusal(&table, operation, json!({ "tables": tables }));
        assert_eq!(name, "ValidationException", "{operation}");
    }
    let unknown = json!({ "tables": { "Others": [key(1)] } });
    assert_eq!(refusal(&table, "BatchPutItem", unknown).0, "ResourceNotFoundException");
    assert_eq!(execute(&table, "Scan", json!({})).expect("runs")["scannedCount"], 2);
}
