//! `@aws-appsync/utils/dynamodb`, by the shapes of requests in AppSync's developer guide.
#![cfg(feature = "engine")]

mod support;

use serde_json::json;
use support::{failure, value};

#[test]
fn items_are_read_by_key() {
    assert_eq!(
        value("ddb.get({ key: { id: 'a', n: 1 } })"),
        json!({ "operation": "GetItem", "key": { "id": { "S": "a" }, "n": { "N": 1 } } })
    );
    assert_eq!(
        value("ddb.get({ key: { id: 'a' }, consistentRead: true, projection: ['a', 'b.c[1]'] })"),
        json!({
            "operation": "GetItem", "key": { "id": { "S": "a" } }, "consistentRead": true,
            "projection": {
                "expression": "#expName_1, #expName_2.#expName_3[1]",
                "expressionNames": { "#expName_1": "a", "#expName_2": "b", "#expName_3": "c" },
            },
        })
    );
}

#[test]
fn items_are_put() {
    assert_eq!(
        value(
            "ddb.put({
                key: { id: 'a' },
                item: { s: 'x', n: 1.5, b: true, l: ['x', 1], m: { k: null }, no: undefined,
                    tags: ddb.toStringSet(['p', 'q']), ns: ddb.toNumberSet([1, 2]) },
                condition: { id: { attributeExists: false } },
                _version: 3, customPartitionKey: 'p', populateIndexFields: true,
            })"
        ),
        json!({
            "operation": "PutItem",
            "key": { "id": { "S": "a" } },
            "attributeValues": {
                "s": { "S": "x" }, "n": { "N": 1.5 }, "b": { "BOOL": true },
                "l": { "L": [{ "S": "x" }, { "N": 1 }] }, "m": { "M": { "k": { "NULL": null } } },
                "tags": { "SS": ["p", "q"] }, "ns": { "NS": [1, 2] },
            },
            "condition": {
                "expression": "attribute_not_exists(#id)", "expressionNames": { "#id": "id" },
            },
            "_version": 3, "customPartitionKey": "p", "populateIndexFields": true,
        })
    );
}

#[test]
fn items_are_removed() {
    assert_eq!(
        value("ddb.remove({ key: { id: 'a' }, condition: { owner: { eq: 'me' } } })"),
        json!({
            "operation": "DeleteItem",
            "key": { "id": { "S": "a" } },
            "condition": {
                "expression": "#owner = :owner_eq", "expressionNames": { "#owner": "owner" },
                "expressionValues": { ":owner_eq": { "S": "me" } },
            },
        })
    );
}

#[test]
fn updates_are_assignments_and_removals() {
    for (update, expression, values) in [
        ("{ a: 1 }", "SET #expName_1 = :expValue_1", json!({ ":expValue_1": { "N": 1 } })),
        ("{ a: null }", "SET #expName_1 = :expValue_1", json!({ ":expValue_1": { "NULL": null } })),
        (
            "{ a: ddb.operations.add({ b: 'c' }) }",
            "SET #expName_1 = :expValue_1",
            json!({ ":expValue_1": { "M": { "b": { "S": "c" } } } }),
        ),
        (
            "{ a: ddb.operations.replace([1]) }",
            "SET #expName_1 = :expValue_1",
            json!({ ":expValue_1": { "L": [{ "N": 1 }] } }),
        ),
        (
            "{ a: ddb.operations.increment() }",
            "SET #expName_1 = #expName_1 + :expValue_1",
            json!({ ":expValue_1": { "N": 1 } }),
        ),
        (
            "{ a: ddb.operations.decrement(4) }",
            "SET #expName_1 = #expName_1 - :expValue_1",
            json!({ ":expValue_1": { "N": 4 } }),
        ),
        (
            "{ a: ddb.operations.append(['x']) }",
            "SET #expName_1 = list_append(#expName_1, :expValue_1)",
            json!({ ":expValue_1": { "L": [{ "S": "x" }] } }),
        ),
        (
            "{ a: ddb.operations.prepend(['x']) }",
            "SET #expName_1 = list_append(:expValue_1, #expName_1)",
            json!({ ":expValue_1": { "L": [{ "S": "x" }] } }),
        ),
        (
            "{ a: ddb.operations.updateListItem('x', 2) }",
            "SET #expName_1[2] = :expValue_1",
            json!({ ":expValue_1": { "S": "x" } }),
        ),
    ] {
        let expected = json!({
            "operation": "UpdateItem",
            "key": { "id": { "S": "a" } },
            "update": {
                "expression": expression, "expressionNames": { "#expName_1": "a" },
                "expressionValues": values,
            },
        });
        assert_eq!(
            value(&format!("ddb.update({{ key: {{ id: 'a' }}, update: {update} }})")),
            expected
        );
    }
}

#[test]
fn assignments_come_before_removals() {
    let update = value(
        "ddb.update({ key: { id: 1 }, update: { a: ddb.operations.remove(), b: 2, c: 'x' } }).update",
    );
    assert_eq!(
        update,
        json!({
            "expression": "SET #expName_2 = :expValue_1, #expName_3 = :expValue_2 REMOVE #expName_1",
            "expressionNames": { "#expName_1": "a", "#expName_2": "b", "#expName_3": "c" },
            "expressionValues": { ":expValue_1": { "N": 2 }, ":expValue_2": { "S": "x" } },
        })
    );
    let update =
        value("ddb.update({ key: { id: 1 }, update: { a: ddb.operations.remove() } }).update");
    assert_eq!(
        update,
        json!({ "expression": "REMOVE #expName_1", "expressionNames": { "#expName_1": "a" } })
    );
}

#[test]
fn operations_are_plain_objects() {
    assert_eq!(
        value("[ddb.operations.increment(2), ddb.operations.append([1]), ddb.operations.add('x')]"),
        json!([
            { "type": "OPERATION_INCREMENT", "by": 2 },
            { "type": "OPERATION_APPEND", "items": [1] },
            { "type": "OPERATION_ADD", "value": "x" },
        ])
    );
}

#[test]
fn queries_have_a_key_condition() {
    assert_eq!(
        value(
            "ddb.query({ query: { id: { eq: 'a' }, n: { gt: 1 } }, index: 'byN', limit: 10,
                nextToken: null, scanIndexForward: false, filter: { done: { eq: false } } })"
        ),
        json!({
            "operation": "Query",
            "query": {
                "expression": "(#id = :id_eq) AND (#n > :n_gt)",
                "expressionNames": { "#id": "id", "#n": "n" },
                "expressionValues": { ":id_eq": { "S": "a" }, ":n_gt": { "N": 1 } },
            },
            "index": "byN", "limit": 10, "scanIndexForward": false,
            "filter": {
                "expression": "#done = :done_eq", "expressionNames": { "#done": "done" },
                "expressionValues": { ":done_eq": { "BOOL": false } },
            },
        })
    );
    assert!(failure("ddb.query({ query: {} })").contains("key condition"));
    assert!(failure("ddb.query()").contains("object"));
}

#[test]
fn tables_are_scanned_and_synced() {
    assert_eq!(
        value(
            "ddb.scan({ limit: 2, nextToken: 't', segment: 0, totalSegments: 4, select: 'ALL_ATTRIBUTES' })"
        ),
        json!({
            "operation": "Scan", "limit": 2, "nextToken": "t", "select": "ALL_ATTRIBUTES",
            "segment": 0, "totalSegments": 4,
        })
    );
    assert_eq!(
        value("ddb.sync({ limit: 2, lastSync: 1, basePartitionKey: 'p', deltaIndexName: 'd' })"),
        json!({
            "operation": "Sync", "basePartitionKey": "p", "deltaIndexName": "d", "limit": 2,
            "lastSync": 1,
        })
    );
}

#[test]
fn a_filter_that_cannot_be_read_is_refused() {
    assert!(
        failure("ddb.scan({ filter: { a: { unknown: 1 } } })").contains("filter cannot be read")
    );
    assert!(
        failure("ddb.put({ key: { id: 1 }, item: {}, condition: 'x' })")
            .contains("condition cannot be read")
    );
}

#[test]
fn batches_name_their_tables() {
    assert_eq!(
        value(
            "ddb.batchGet({ tables: { T: { keys: [{ id: 'a' }], projection: ['x'], consistentRead: true } } })"
        ),
        json!({
            "operation": "BatchGetItem",
            "tables": { "T": {
                "keys": [{ "id": { "S": "a" } }], "consistentRead": true,
                "projection": {
                    "expression": "#expName_1", "expressionNames": { "#expName_1": "x" },
                },
            } },
        })
    );
    assert_eq!(
        value("ddb.batchPut({ tables: { T: [{ id: 'a', n: 1 }], U: [] } })"),
        json!({
            "operation": "BatchPutItem",
            "tables": { "T": [{ "id": { "S": "a" }, "n": { "N": 1 } }], "U": [] },
        })
    );
    assert_eq!(
        value("ddb.batchDelete({ tables: { T: [{ id: 'a' }] } })"),
        json!({ "operation": "BatchDeleteItem", "tables": { "T": [{ "id": { "S": "a" } }] } })
    );
}

#[test]
fn transactions_list_their_items() {
    assert_eq!(
        value("ddb.transactGet({ items: [{ table: 'T', key: { id: 'a' } }] })"),
        json!({
            "operation": "TransactGetItems",
            "transactItems": [{ "table": "T", "key": { "id": { "S": "a" } } }],
        })
    );
    let condition =
        json!({ "expression": "attribute_exists(#id)", "expressionNames": { "#id": "id" } });
    assert_eq!(
        value(
            "ddb.transactWrite({ items: [
                { putItem: { table: 'T', key: { id: 'a' }, item: { n: 1 } } },
                { updateItem: { table: 'T', key: { id: 'b' }, update: { n: 2 } } },
                { deleteItem: { table: 'T', key: { id: 'c' } } },
                { conditionCheck: { table: 'T', key: { id: 'd' },
                    condition: { id: { attributeExists: true } } } },
            ] })"
        ),
        json!({
            "operation": "TransactWriteItems",
            "transactItems": [
                {
                    "table": "T", "operation": "PutItem", "key": { "id": { "S": "a" } },
                    "attributeValues": { "n": { "N": 1 } },
                },
                {
                    "table": "T", "operation": "UpdateItem", "key": { "id": { "S": "b" } },
                    "update": {
                        "expression": "SET #expName_1 = :expValue_1",
                        "expressionNames": { "#expName_1": "n" },
                        "expressionValues": { ":expValue_1": { "N": 2 } },
                    },
                },
                { "table": "T", "operation": "DeleteItem", "key": { "id": { "S": "c" } } },
                {
                    "table": "T", "operation": "ConditionCheck", "key": { "id": { "S": "d" } },
                    "condition": condition,
                },
            ],
        })
    );
    assert!(
        failure("ddb.transactWrite({ items: [{ dropTable: { key: {} } }] })").contains("dropTable")
    );
}

#[test]
fn requests_for_bedrock() {
    assert_eq!(
        value(
            "[ai.invokeModel({ modelId: 'm', body: {} }), ai.converse({ modelId: 'm', messages: [] })]"
        ),
        json!([
            { "operation": "InvokeModel", "modelId": "m", "body": {} },
            { "operation": "Converse", "modelId": "m", "messages": [] },
        ])
    );
}
