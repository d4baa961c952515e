//! Unit resolvers: request, data source, response.

use burgeon_simulator::SimulatorError;
use burgeon_simulator::data_source::{DataSourceError, Fake};
use serde_json::{Value as Json, json};

use crate::support::{api, unit};

const NONE: &str = r#"{ "version": "2018-05-29", "payload": { "n": 1 } }"#;

#[test]
fn an_item_is_created_read_and_deleted() {
    let api = api("todos");
    let alice = api.as_user("alice");
    let input = json!({ "input": { "id": "1", "name": "water the plants" } });
    let created = alice.call("Mutation.createTodo", input).expect("runs").ok().expect("no error");
    assert_eq!(created["owner"], "alice");
    assert_eq!(created["createdAt"], "2030-01-01T00:00:00.000Z");
    assert_eq!(api.items("TodoTable"), Ok(vec![created.clone()]));

    let read = alice.call("Query.getTodo", json!({ "id": "1" })).expect("runs");
    assert_eq!(read.result, created);
    let deleted = alice.call("Mutation.deleteTodo", json!({ "id": "1" })).expect("runs");
    assert_eq!(deleted.result, created);
    assert_eq!(api.items("TodoTable"), Ok(vec![]));
}

#[test]
fn ids_are_made_and_repeat_from_run_to_run() {
    let ids = || {
        let api = api("todos");
        let create = || {
            let call = api.as_user("alice").call("Mutation.createTodo", json!({ "input": {} }));
            call.expect("runs").ok().expect("no error")["id"].clone()
        };
        [create(), create()]
    };
    let first = ids();
    assert_ne!(first[0], first[1]);
    assert_eq!(first, ids());
}

#[test]
fn the_requests_are_handed_back() {
    let api = api("todos");
    let outcome = api.as_api_key().call("Query.getTodo", json!({ "id": "1" })).expect("runs");
    assert_eq!(outcome.result, Json::Null);
    assert_eq!(outcome.requests.len(), 1);
    assert_eq!(outcome.requests[0].data_source, "TodoTable");
    assert_eq!(
        outcome.requests_of("GetItem"),
        [&json!({
            "version": "2018-05-29", "operation": "GetItem", "key": { "id": { "S": "1" } },
        })]
    );
}

#[test]
fn what_the_data_source_refuses_is_the_response_templates_to_raise() {
    let api = api("todos");
    api.seed("TodoTable", [json!({ "id": "1", "name": "first" })]).expect("fits");
    let outcome = api
        .as_user("alice")
        .call("Mutation.createTodo", json!({ "input": { "id": "1", "name": "second" } }))
        .expect("runs");
    assert_eq!(outcome.error_type(), Some("DynamoDB:ConditionalCheckFailedException"));
    let error = outcome.error.expect("an error");
    assert_eq!(error.data, json!({ "id": "1", "name": "first" }));
    assert_eq!(outcome.result, Json::Null);
    assert_eq!(api.items("TodoTable"), Ok(vec![json!({ "id": "1", "name": "first" })]));
}

#[test]
fn an_update_that_has_no_item_fails_and_makes_none() {
    let api = api("todos");
    let rename = |name: &str| {
        let arguments = json!({ "id": "1", "name": name });
        api.as_api_key().call("Mutation.renameTodo", arguments).expect("runs")
    };
    assert_eq!(rename("a").error_type(), Some("DynamoDB:ConditionalCheckFailedException"));
    api.seed("TodoTable", [json!({ "id": "1" })]).expect("fits");
    assert_eq!(rename("a").ok(), Ok(json!({ "id": "1", "name": "a", "renames": 1 })));
    assert_eq!(rename("b").ok(), Ok(json!({ "id": "1", "name": "b", "renames": 2 })));
}

#[test]
fn a_list_is_filtered_and_paged() {
    let api = api("todos");
    let todos = ["a", "b", "c", "d"].map(|id| json!({ "id": id, "name": id, "n": 1 }));
    api.seed("TodoTable", todos).expect("fits");
    let list = |arguments| {
        let call = api.as_api_key().call("Query.listTodos", arguments);
        call.expect("runs").ok().expect("no error")
    };
    let filtered = list(json!({ "filter": { "name": { "gt": "b" } } }));
    let mut names: Vec<_> =
        filtered["items"].as_array().into_iter().flatten().map(|item| &item["name"]).collect();
    names.sort_by_key(ToString::to_string);
    assert_eq!(names, ["c", "d"]);

    let first = list(json!({ "limit": 3 }));
    let second = list(json!({ "limit": 3, "nextToken": first["nextToken"] }));
    assert_eq!(first["items"].as_array().map(Vec::len), Some(3));
    assert_eq!(second["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(second["nextToken"], Json::Null);
}

#[test]
fn a_subscriptions_filter_is_handed_back() {
    let api = api("todos");
    let outcome = api.as_user("alice").call("Subscription.onCreateTodo", json!({})).expect("runs");
    let filter = outcome.subscription_filter().expect("a filter").to_string();
    assert!(filter.contains("owner") && filter.contains("alice"), "{filter}");
    assert_eq!(outcome.subscription_invalidation_filter(), None);
}

#[test]
fn a_return_in_the_request_skips_data_source_and_response() {
    let api = unit("#return({ \"early\": true })", "$util.error(\"not reached\")");
    let outcome = api.as_api_key().call("Query.field", json!({})).expect("runs");
    assert_eq!(outcome.requests, []);
    assert_eq!(outcome.ok(), Ok(json!({ "early": true })));
}

#[test]
fn a_return_in_the_response_is_the_result() {
    let api = unit(NONE, "#return($ctx.result.n)");
    assert_eq!(api.as_api_key().call("Query.field", json!({})).expect("runs").result, json!(1));
}

#[test]
fn errors_that_are_appended_stand_beside_the_result() {
    let api = unit(
        &format!("$util.appendError(\"one\", \"First\", {{ \"a\": 1 }}, {{ \"b\": 2 }}){NONE}"),
        "$util.appendError(\"two\") [$ctx.outErrors.size()]",
    );
    let outcome = api.as_api_key().call("Query.field", json!({})).expect("runs");
    assert_eq!(outcome.result, json!([2]));
    assert_eq!(outcome.error, None);
    let first = &outcome.out_errors[0];
    assert_eq!(first.message, "one");
    assert_eq!(first.error_type.as_deref(), Some("First"));
    assert_eq!((&first.data, &first.error_info), (&json!({ "a": 1 }), &json!({ "b": 2 })));
    assert_eq!(outcome.errors().count(), 2);
}

#[test]
fn an_error_ends_the_resolver_with_all_it_carries() {
    let api = unit("$util.error(\"no\", \"Refused\", { \"a\": 1 }, { \"b\": 2 })", "null");
    let outcome = api.as_api_key().call("Query.field", json!({})).expect("runs");
    assert_eq!(outcome.requests, []);
    let error = outcome.error.expect("an error");
    assert_eq!((error.message.as_str(), error.error_type.as_deref()), ("no", Some("Refused")));
    assert_eq!((error.data, error.error_info), (json!({ "a": 1 }), json!({ "b": 2 })));
}

#[test]
fn a_failing_data_source_is_in_the_context_of_the_newer_version_only() {
    let run = |version: &str| {
        let request = format!("{{ \"version\": \"{version}\" }}");
        let api = unit(&request, "$util.toJson($ctx.error)")
            .with_data_source("DS", Fake::failing(DataSourceError::new("Down", "not today")));
        api.as_api_key().call("Query.field", json!({})).expect("runs")
    };
    assert_eq!(run("2018-05-29").ok(), Ok(json!({ "message": "not today", "type": "Down" })));
    assert_eq!(run("2017-02-28").error_type(), Some("Down"));
}

#[test]
fn a_null_answer_skips_the_response_of_the_older_version_only() {
    let run = |version: &str| {
        let request = format!("{{ \"version\": \"{version}\", \"payload\": null }}");
        let api = unit(&request, "\"reached\"");
        api.as_api_key().call("Query.field", json!({})).expect("runs").ok()
    };
    assert_eq!(run("2018-05-29"), Ok(json!("reached")));
    assert_eq!(run("2017-02-28"), Ok(Json::Null));
}

#[test]
fn a_request_that_is_none_is_appsyncs_error() {
    for request in ["", "{", "[]", "{}", r#"{ "version": "2020-01-01" }"#, "$util.toJson(1)"] {
        let api = unit(request, "$util.error(\"not reached\")");
        let outcome = api.as_api_key().call("Query.field", json!({})).expect("runs");
        assert_eq!(outcome.error_type(), Some("MappingTemplate"), "{request}");
    }
}

#[test]
fn an_empty_response_is_null_and_a_broken_one_an_error() {
    let run = |response| unit(NONE, response).as_api_key().call("Query.field", json!({}));
    assert_eq!(run("  \n").expect("runs").ok(), Ok(Json::Null));
    assert_eq!(run("{ \"a\": }").expect("runs").error_type(), Some("MappingTemplate"));
}

#[test]
fn what_only_a_test_can_get_wrong_is_no_outcome() {
    let api = api("blog");
    let missing = api.as_api_key().call("Query.nothing", json!({}));
    assert!(matches!(missing, Err(SimulatorError::NoResolver(field)) if field == "Query.nothing"));

    let broken = unit("#if(", "null");
    let outcome = broken.as_api_key().call("Query.field", json!({}));
    assert!(matches!(outcome, Err(SimulatorError::Template { path, .. }) if path == "request"));
}

#[test]
fn the_call_is_described_in_the_context() {
    let api = unit("#return([$ctx.info, $ctx.source, $ctx.args, $ctx.request.headers])", "");
    let outcome = api
        .as_api_key()
        .header("X-Trace", "1")
        .field("Query.field")
        .arguments(json!({ "a": 1 }))
        .source(json!({ "id": "s" }))
        .variables(json!({ "v": 2 }))
        .selecting(["items", "items/id", "nextToken"])
        .run()
        .expect("runs");
    assert_eq!(
        outcome.result,
        json!([
            {
                "fieldName": "field",
                "parentTypeName": "Query",
                "variables": { "v": 2 },
                "selectionSetList": ["items", "items/id", "nextToken"],
                "selectionSetGraphQL": "{\n  items {\n    id\n  }\n  nextToken\n}",
            },
            { "id": "s" },
            { "a": 1 },
            { "x-trace": "1" },
        ])
    );
}
