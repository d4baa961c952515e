//! `conflictResolution`: versions go with every write, and `sync` pages through what changed.

use burgeon::Settings;
use burgeon::core::settings::{ConflictDetection, ConflictHandler, ConflictResolution};
use burgeon_simulator::Api;
use serde_json::{Value as Json, json};

use crate::api::with;

fn api() -> Api {
    let mut settings = Settings::default();
    settings.auth.sandbox = true;
    settings.conflict_resolution = Some(ConflictResolution {
        detection: ConflictDetection::Version,
        handler: ConflictHandler::Automerge,
    });
    with("type Todo @model { id: ID! title: String }", settings)
}

#[test]
fn a_write_says_which_version_it_is_about_and_never_sets_it() {
    let api = api();
    let caller = api.as_api_key();
    let input = json!({ "id": "1", "title": "a", "_version": 7 });
    let created = caller.call("Mutation.createTodo", json!({ "input": input })).unwrap();
    assert_eq!(created.requests_of("PutItem")[0]["attributeValues"].get("_version"), None);

    let input = json!({ "id": "1", "title": "b", "_version": 7 });
    let changed = caller.call("Mutation.updateTodo", json!({ "input": input })).unwrap();
    let request = changed.requests_of("UpdateItem")[0];
    assert_eq!(request["_version"], 7);
    let names = request["update"]["expressionNames"].as_object().unwrap();
    assert!(!names.values().any(|name| name == "_version"), "{names:?}");

    let removed = caller.call("Mutation.deleteTodo", json!({ "input": { "id": "1" } })).unwrap();
    assert_eq!(removed.requests_of("DeleteItem")[0]["_version"], 0);
}

#[test]
fn sync_passes_on_since_when() {
    let api = api();
    let arguments =
        json!({ "lastSync": 1_600_000_000_000_i64, "filter": { "title": { "eq": "a" } } });
    let outcome = api.as_api_key().call("Query.syncTodos", arguments).unwrap();
    let request = outcome.requests_of("Sync")[0];
    assert_eq!(request["lastSync"], 1_600_000_000_000_i64);
    assert_eq!(request["filter"]["expression"], "#title = :title_eq");
    assert_eq!(request["nextToken"], Json::Null);
    assert!(api.as_user("alice").call("Query.syncTodos", json!({})).unwrap().is_unauthorized());
}
