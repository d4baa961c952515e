//! `@model`: create, read, change, remove, list, subscribe.

use burgeon::Settings;
use burgeon_simulator::{Api, Identity, Outcome};
use serde_json::{Value as Json, json};

use crate::api::{open, with};

const TODO: &str =
    "type Todo @model { id: ID! title: String! done: Boolean _mark: Int class: String }";

fn call(api: &Api, field: &str, arguments: Json) -> Outcome {
    api.as_api_key().call(field, arguments).expect("the resolver runs")
}

fn create(api: &Api, input: Json) -> Json {
    call(api, "Mutation.createTodo", json!({ "input": input })).ok().expect("it is created")
}

#[test]
fn create_fills_in_the_id_and_the_timestamps() {
    let api = open(TODO);
    let todo = create(&api, json!({ "title": "a" }));
    assert!(todo["id"].as_str().is_some_and(|id| id.len() == 36), "{todo}");
    assert_eq!(todo["createdAt"], "2030-01-01T00:00:00.000Z");
    assert_eq!(todo["createdAt"], todo["updatedAt"]);
    assert_eq!(api.items("TodoTable").unwrap()[0]["__typename"], "Todo");
}

#[test]
fn create_takes_what_is_given_and_fills_in_what_is_null() {
    let api = open(TODO);
    let given = "2020-02-02T00:00:00.000Z";
    let todo =
        create(&api, json!({ "id": "1", "title": "a", "createdAt": given, "updatedAt": null }));
    assert_eq!((&todo["id"], &todo["createdAt"]), (&json!("1"), &json!(given)));
    assert_eq!(todo["updatedAt"], "2030-01-01T00:00:00.000Z");
    let other = create(&api, json!({ "id": null, "title": "b" }));
    assert_ne!(other["id"], Json::Null);
}

#[test]
fn create_never_overwrites() {
    let api = open(TODO);
    create(&api, json!({ "id": "1", "title": "a" }));
    let again = call(&api, "Mutation.createTodo", json!({ "input": { "id": "1", "title": "b" } }));
    assert_eq!(again.error_type(), Some("DynamoDB:ConditionalCheckFailedException"));
    assert_eq!(api.items("TodoTable").unwrap()[0]["title"], "a");
}

#[test]
fn get_answers_the_item_or_null() {
    let api = open(TODO);
    create(&api, json!({ "id": "1", "title": "a" }));
    let found = call(&api, "Query.getTodo", json!({ "id": "1" }));
    assert_eq!(found.requests_of("GetItem").len(), 1);
    assert_eq!(found.ok().unwrap()["title"], "a");
    assert_eq!(call(&api, "Query.getTodo", json!({ "id": "2" })).ok(), Ok(Json::Null));
}

#[test]
fn update_sets_what_is_given_and_removes_what_is_null() {
    let api = open(TODO);
    create(&api, json!({ "id": "1", "title": "a", "done": true, "_mark": 1, "class": "x" }));
    api.set_now(1_900_000_000_000);
    let input = json!({ "id": "1", "done": null, "_mark": 2, "class": "y" });
    let changed = call(&api, "Mutation.updateTodo", json!({ "input": input })).ok().unwrap();
    assert_eq!(changed["title"], "a");
    assert_eq!(changed.get("done"), None);
    assert_eq!((&changed["_mark"], &changed["class"]), (&json!(2), &json!("y")));
    assert_eq!(changed["updatedAt"], "2030-03-17T17:46:40.000Z");
    assert_eq!(changed["createdAt"], "2030-01-01T00:00:00.000Z");
}

#[test]
fn update_needs_an_item_and_the_condition() {
    let api = open(TODO);
    let missing =
        call(&api, "Mutation.updateTodo", json!({ "input": { "id": "1", "title": "b" } }));
    assert_eq!(missing.error_type(), Some("DynamoDB:ConditionalCheckFailedException"));
    create(&api, json!({ "id": "1", "title": "a" }));
    let change = |title: &str, expected: &str| {
        let condition = json!({ "title": { "eq": expected } });
        let input = json!({ "id": "1", "title": title });
        call(&api, "Mutation.updateTodo", json!({ "input": input, "condition": condition }))
    };
    assert_eq!(change("b", "z").error_type(), Some("DynamoDB:ConditionalCheckFailedException"));
    assert_eq!(change("b", "a").ok().unwrap()["title"], "b");
}

#[test]
fn an_update_of_nothing_changes_nothing() {
    let api = open("type Todo @model(timestamps: null) { id: ID! title: String }");
    create(&api, json!({ "id": "1", "title": "a" }));
    let changed = call(&api, "Mutation.updateTodo", json!({ "input": { "id": "1" } })).ok();
    assert_eq!(changed.unwrap()["title"], "a");
}

#[test]
fn delete_answers_what_is_gone_and_needs_the_condition() {
    let api = open(TODO);
    create(&api, json!({ "id": "1", "title": "a" }));
    let remove = |condition: Json| {
        call(&api, "Mutation.deleteTodo", json!({ "input": { "id": "1" }, "condition": condition }))
    };
    let refused = remove(json!({ "or": [{ "title": { "eq": "z" } }, { "done": { "eq": true } }] }));
    assert_eq!(refused.error_type(), Some("DynamoDB:ConditionalCheckFailedException"));
    assert_eq!(remove(json!({})).ok().unwrap()["title"], "a");
    assert!(api.items("TodoTable").unwrap().is_empty());
}

#[test]
fn lists_are_filtered_and_paged() {
    let api = open(TODO);
    for number in 0..7 {
        create(&api, json!({ "id": number.to_string(), "title": format!("t{}", number % 2) }));
    }
    let list = |arguments: Json| call(&api, "Query.listTodos", arguments).ok().unwrap();
    let titles = |page: &Json| page["items"].as_array().unwrap().len();
    assert_eq!(titles(&list(json!({}))), 7);
    let filter = json!({ "title": { "eq": "t1" } });
    assert_eq!(titles(&list(json!({ "filter": filter }))), 3);
    assert_eq!(titles(&list(json!({ "filter": {} }))), 7);
    let exists = json!({ "done": { "attributeExists": true } });
    assert_eq!(titles(&list(json!({ "filter": exists }))), 0);

    let mut seen = 0;
    let mut token = Json::Null;
    loop {
        let page = list(json!({ "limit": 3, "nextToken": token }));
        seen += titles(&page);
        token = page["nextToken"].clone();
        if token.is_null() {
            break;
        }
    }
    assert_eq!(seen, 7);
}

#[test]
fn subscriptions_take_the_callers_filter() {
    let api = open(TODO);
    let filter = json!({ "title": { "beginsWith": "a" } });
    let opened = call(&api, "Subscription.onCreateTodo", json!({ "filter": filter }));
    assert!(opened.subscription_filter().is_some());
    assert_eq!(opened.ok(), Ok(Json::Null));
    let plain = call(&api, "Subscription.onCreateTodo", json!({}));
    assert!(plain.subscription_filter().is_none());
}

#[test]
fn a_model_without_rules_denies_every_caller() {
    let api = with(TODO, Settings::default());
    for (field, _) in api.resolvers() {
        for identity in [Identity::api_key(), Identity::user("alice")] {
            let caller = api.caller(identity);
            let arguments = json!({ "id": "1", "input": { "id": "1", "title": "a" } });
            let outcome = caller.call(field, arguments).unwrap();
            assert!(outcome.is_unauthorized(), "{field}");
            assert!(outcome.requests.is_empty(), "{field}");
        }
    }
}

#[test]
fn the_sandbox_is_open_to_the_api_key_only() {
    let api = open(TODO);
    for (field, _) in api.resolvers() {
        let arguments = json!({ "id": "1", "input": { "id": "1", "title": "a" } });
        assert!(api.as_user("alice").call(field, arguments).unwrap().is_unauthorized(), "{field}");
    }
}
