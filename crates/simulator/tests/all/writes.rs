//! Puts, updates, deletions.

use burgeon_simulator::dynamodb::Error;
use serde_json::{Value as Json, json};

use crate::support::{execute, plain_table, put, refusal};

/// The item `1` after an update, having been `item` before; null if it was not there.
fn updated(item: Json, expression: &str, values: Json) -> Result<Json, Error> {
    let table = plain_table();
    if !item.is_null() {
        put(&table, json!({ "id": { "S": "1" } }), item);
    }
    let mut update = json!({ "expression": expression });
    if values != json!({}) {
        update["expressionValues"] = values;
    }
    let request = json!({ "key": { "id": { "S": "1" } }, "update": update });
    let mut result = execute(&table, "UpdateItem", request)?;
    if let Some(item) = result.as_object_mut() {
        item.remove("id");
    }
    Ok(result)
}

#[test]
fn set_assigns_from_values_and_paths() {
    let item = json!({ "a": { "M": { "b": { "L": [{ "N": "1" }, { "N": "2" }] } } } });
    let result = updated(item, "SET a.b[1] = :v, c = a.b[0]", json!({ ":v": { "S": "x" } }));
    assert_eq!(result, Ok(json!({ "a": { "b": [1, "x"] }, "c": 1 })));
}

#[test]
fn set_reads_the_item_as_it_was() {
    let item = json!({ "a": { "N": "1" }, "b": { "N": "2" } });
    assert_eq!(updated(item, "SET a = b, b = a", json!({})), Ok(json!({ "a": 2, "b": 1 })));
}

#[test]
fn set_counts_and_defaults() {
    let values = json!({ ":zero": { "N": 0 }, ":one": { "N": 1 } });
    let expression = "SET n = if_not_exists(n, :zero) + :one";
    assert_eq!(updated(Json::Null, expression, values.clone()), Ok(json!({ "n": 1 })));
    let item = json!({ "n": { "N": "9.5" } });
    assert_eq!(updated(item, expression, values), Ok(json!({ "n": 10.5 })));
}

#[test]
fn lists_are_appended_to() {
    let item = json!({ "l": { "L": [{ "N": "1" }] } });
    let values = json!({ ":l": { "L": [{ "N": "2" }] } });
    let result = updated(item, "SET l = list_append(l, :l), m = list_append(:l, l)", values);
    assert_eq!(result, Ok(json!({ "l": [1, 2], "m": [2, 1] })));
    let item = json!({ "l": { "L": [{ "N": "1" }] } });
    let result = updated(item, "SET l[7] = :v", json!({ ":v": { "N": 2 } }));
    assert_eq!(result, Ok(json!({ "l": [1, 2] })));
}

#[test]
fn elements_are_removed_by_their_index_before_the_update() {
    let elements = ["0", "1", "2", "3"].map(|n| json!({ "N": n }));
    let item = json!({ "l": { "L": elements } });
    assert_eq!(updated(item, "REMOVE l[0], l[2], l[9], a", json!({})), Ok(json!({ "l": [1, 3] })));
}

#[test]
fn sets_grow_and_shrink_to_nothing() {
    let item = json!({ "s": { "SS": ["a", "b"] }, "t": { "NS": ["1"] } });
    let values = json!({ ":s": { "SS": ["b", "c"] }, ":t": { "NS": ["1", "2"] } });
    let result = updated(item, "ADD s :s DELETE t :t", values);
    assert_eq!(result, Ok(json!({ "s": ["a", "b", "c"] })));
}

#[test]
fn an_update_of_nothing_makes_the_item() {
    let result = updated(Json::Null, "SET a = :a REMOVE b", json!({ ":a": { "NULL": null } }));
    assert_eq!(result, Ok(json!({ "a": null })));
}

#[test]
fn updates_that_do_not_fit_are_refused() {
    let item = json!({ "a": { "S": "x" }, "n": { "N": "1" }, "m": { "M": {} } });
    for (expression, values) in [
        ("SET a = a + :v", json!({ ":v": { "N": 1 } })),
        ("SET b = c", json!({})),
        ("SET z.y = :v", json!({ ":v": { "N": 1 } })),
        ("SET m[0] = :v", json!({ ":v": { "N": 1 } })),
        ("SET a = :v, a = :v", json!({ ":v": { "N": 1 } })),
        ("SET m = :v, m.x = :v", json!({ ":v": { "N": 1 } })),
        ("SET a = :v SET n = :v", json!({ ":v": { "N": 1 } })),
        ("SET id = :v", json!({ ":v": { "S": "2" } })),
        ("ADD a :v", json!({ ":v": { "N": 1 } })),
        ("ADD a :v", json!({ ":v": { "S": "x" } })),
        ("DELETE n :v", json!({ ":v": { "SS": ["x"] } })),
        ("REMOVE z.y", json!({})),
        ("SET b = list_append(a, :v)", json!({ ":v": { "L": [] } })),
        ("SET b = upper(a)", json!({})),
        ("SET b", json!({})),
        ("", json!({})),
    ] {
        let error = updated(item.clone(), expression, values).map_err(|error| error.name());
        assert_eq!(error, Err("ValidationException"), "{expression}");
    }
}

#[test]
fn a_put_replaces_all_of_the_item() {
    let table = plain_table();
    put(&table, json!({ "id": { "S": "1" } }), json!({ "a": { "N": 1 } }));
    put(&table, json!({ "id": { "S": "1" } }), json!({ "b": { "N": 1 } }));
    let read = execute(&table, "GetItem", json!({ "key": { "id": { "S": "1" } } }));
    assert_eq!(read, Ok(json!({ "id": "1", "b": 1 })));
}

#[test]
fn a_deletion_answers_with_what_was_there() {
    let table = plain_table();
    put(&table, json!({ "id": { "S": "1" } }), json!({ "a": { "N": 1 } }));
    let request = json!({ "key": { "id": { "S": "1" } } });
    assert_eq!(execute(&table, "DeleteItem", request.clone()), Ok(json!({ "id": "1", "a": 1 })));
    assert_eq!(execute(&table, "DeleteItem", request), Ok(Json::Null));
}

#[test]
fn a_projection_reads_a_part() {
    let table = plain_table();
    let item = json!({
        "a": { "M": { "x": { "N": "1" }, "y": { "N": "2" } } },
        "l": { "L": [{ "N": "0" }, { "N": "1" }, { "N": "2" }] },
    });
    put(&table, json!({ "id": { "S": "1" } }), item);
    let projection =
        json!({ "expression": "a.#x, l[2], l[0], z", "expressionNames": { "#x": "x" } });
    let request = json!({ "key": { "id": { "S": "1" } }, "projection": projection });
    let read = execute(&table, "GetItem", request);
    assert_eq!(read, Ok(json!({ "a": { "x": 1 }, "l": [0, 2] })));
}

#[test]
fn items_have_a_largest_size_and_a_deepest_nesting() {
    let table = plain_table();
    let key = json!({ "id": { "S": "1" } });
    let of_size = |bytes: usize| json!({ "key": key, "attributeValues": { "a": { "S": "x".repeat(bytes) } } });
    let overhead = "id".len() + "1".len() + "a".len();
    assert!(execute(&table, "PutItem", of_size(400 * 1024 - overhead)).is_ok());
    let (name, _) = refusal(&table, "PutItem", of_size(400 * 1024 - overhead + 1));
    assert_eq!(name, "ValidationException");

    let nested = |depth| {
        let value = (0..depth).fold(json!({ "N": 1 }), |inner, _| json!({ "L": [inner] }));
        json!({ "key": key, "attributeValues": { "a": value } })
    };
    assert!(execute(&table, "PutItem", nested(32)).is_ok());
    assert_eq!(refusal(&table, "PutItem", nested(33)).0, "ValidationException");
}

#[test]
fn requests_that_appsync_does_not_know_never_reach_the_table() {
    let table = plain_table();
    let key = json!({ "id": { "S": "1" } });
    for (operation, request) in [
        ("Upsert", json!({ "key": key })),
        ("GetItem", json!({})),
        ("GetItem", json!({ "key": key, "tableName": "Items" })),
        ("PutItem", json!({ "key": key, "condition": { "expresion": "a" } })),
        ("UpdateItem", json!({ "key": key })),
        ("Query", json!({ "query": { "expression": "id = :v" }, "limit": "ten" })),
        ("Scan", json!({ "nextToken": "made up" })),
    ] {
        assert_eq!(refusal(&table, operation, request.clone()).0, "MappingTemplate", "{request}");
    }
    let batch = json!({ "version": "2017-02-28", "operation": "BatchGetItem", "tables": {} });
    assert_eq!(table.execute(&batch).map_err(|error| error.name()), Err("MappingTemplate"));
}
