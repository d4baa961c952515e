//! Pipeline resolvers: before, functions, after.

use burgeon_simulator::SimulatorError;
use burgeon_simulator::data_source::{DataSourceError, Fake};
use serde_json::{Value as Json, json};

use crate::support::{api, pipeline};

const ECHO: (&str, &str) = (
    r#"{ "version": "2018-05-29", "payload": $util.toJson($ctx.prev.result) }"#,
    "$util.toJson($ctx.result)",
);

#[test]
fn each_step_finds_what_the_one_before_it_made() {
    let translate = Fake::new(|request| {
        let text = request["payload"]["text"].as_str().unwrap_or_default();
        Ok(json!({ "title": text.to_uppercase() }))
    });
    let api = api("blog").with_data_source("TranslateFunction", translate.clone());
    api.seed("PostTable", [json!({ "id": "1", "owner": "alice", "text": "hello" })]).expect("fits");
    let outcome =
        api.as_user("alice").call("Mutation.publishPost", json!({ "id": "1" })).expect("runs");
    let functions: Vec<_> =
        outcome.requests.iter().filter_map(|recorded| recorded.function.as_deref()).collect();
    assert_eq!(functions, ["PublishPostAuth", "PublishPostTranslate", "PublishPostData"]);
    assert_eq!(translate.requests().len(), 1);
    assert_eq!(outcome.stash, json!({ "id": "1", "requestedBy": "alice" }));
    assert_eq!(
        outcome.ok(),
        Ok(json!({
            "id": "1", "owner": "alice", "text": "hello",
            "title": "HELLO", "published": true, "publishedBy": "alice",
        }))
    );
}

#[test]
fn a_caller_who_is_turned_away_reaches_no_further_function() {
    let api = api("blog");
    let post = json!({ "id": "1", "owner": "alice", "title": "t" });
    api.seed("PostTable", [post.clone()]).expect("fits");
    let outcome =
        api.as_user("bob").call("Mutation.publishPost", json!({ "id": "1" })).expect("runs");
    assert!(outcome.is_unauthorized());
    assert_eq!(outcome.requests.len(), 1);
    assert_eq!(outcome.result, Json::Null);
    assert_eq!(api.items("PostTable"), Ok(vec![post]));
}

#[test]
fn a_return_in_a_function_goes_on_with_the_next_one() {
    // No data source for the translation: it must not be asked.
    let api = api("blog");
    api.seed("PostTable", [json!({ "id": "1", "owner": "alice", "title": "t" })]).expect("fits");
    let outcome =
        api.as_user("alice").call("Mutation.publishPost", json!({ "id": "1" })).expect("runs");
    assert_eq!(outcome.requests.len(), 2);
    assert_eq!(outcome.ok().expect("no error")["title"], "t");
}

#[test]
fn a_failure_that_a_function_handles_does_not_end_the_pipeline() {
    let failing = Fake::failing(DataSourceError::new("Lambda:Unhandled", "boom"));
    let api = api("blog").with_data_source("TranslateFunction", failing);
    api.seed("PostTable", [json!({ "id": "1", "owner": "alice" })]).expect("fits");
    let outcome =
        api.as_user("alice").call("Mutation.publishPost", json!({ "id": "1" })).expect("runs");
    assert_eq!(outcome.result["title"], "untitled");
    assert_eq!(outcome.error, None);
    assert_eq!(outcome.out_errors.len(), 1);
    assert_eq!(outcome.out_errors[0].error_type.as_deref(), Some("Lambda:Unhandled"));
}

#[test]
fn a_data_source_that_the_test_has_to_give_is_named() {
    let api = api("blog");
    api.seed("PostTable", [json!({ "id": "1", "owner": "alice" })]).expect("fits");
    let outcome = api.as_user("alice").call("Mutation.publishPost", json!({ "id": "1" }));
    assert!(
        matches!(outcome, Err(SimulatorError::NoDataSource(name)) if name == "TranslateFunction")
    );
}

#[test]
fn the_first_function_finds_the_output_of_the_template_before() {
    let api = pipeline("{ \"a\": 1 }", &[ECHO, ECHO], "$util.toJson($ctx.prev.result)");
    let outcome = api.as_api_key().call("Query.field", json!({})).expect("runs");
    assert_eq!(outcome.ok(), Ok(json!({ "a": 1 })));
}

#[test]
fn what_a_template_changes_in_the_arguments_stays_for_those_behind_it() {
    let asking = (
        r#"{ "version": "2018-05-29", "payload": "$ctx.args.title" }"#,
        "$util.qr($ctx.args.put('title', 'third'))null",
    );
    let api = pipeline(
        "$util.qr($ctx.args.put('title', 'second'))",
        &[asking],
        "\"$ctx.arguments.title\"",
    );
    let outcome = api.as_api_key().call("Query.field", json!({ "title": "first" })).expect("runs");
    assert_eq!(outcome.requests[0].request["payload"], "second");
    assert_eq!(outcome.ok(), Ok(json!("third")));
}

#[test]
fn a_return_before_the_functions_ends_the_resolver() {
    let api = pipeline("#return(\"early\")", &[ECHO], "\"late\"");
    let outcome = api.as_api_key().call("Query.field", json!({})).expect("runs");
    assert_eq!(outcome.requests, []);
    assert_eq!(outcome.ok(), Ok(json!("early")));
}

#[test]
fn an_error_of_a_function_is_gone_in_the_next_one() {
    let failing = (r#"{ "version": "2018-05-29" }"#, "\"$ctx.error.type\"");
    let next = (
        r#"{ "version": "2018-05-29", "payload": [$util.isNull($ctx.error), $util.isNull($ctx.result)] }"#,
        "$util.toJson($ctx.prev.result)",
    );
    let api = pipeline(
        "{}",
        &[failing, next],
        "[$util.toJson($ctx.prev.result), $util.isNull($ctx.error)]",
    )
    .with_data_source("DS", Fake::failing(DataSourceError::new("Down", "no")));
    let outcome = api.as_api_key().call("Query.field", json!({})).expect("runs");
    assert_eq!(outcome.requests[1].request["payload"], json!([true, true]));
    assert_eq!(outcome.ok(), Ok(json!(["Down", true])));
}

#[test]
fn functions_know_the_newer_version_only() {
    let older = (r#"{ "version": "2017-02-28" }"#, "null");
    let api = pipeline("{}", &[older], "null");
    let outcome = api.as_api_key().call("Query.field", json!({})).expect("runs");
    assert_eq!(outcome.error_type(), Some("MappingTemplate"));
    assert_eq!(outcome.requests, []);
}

#[test]
fn a_nested_field_is_resolved_for_each_item() {
    let api = api("blog");
    let comment =
        |id: &str, post: &str, at: &str| json!({ "id": id, "postId": post, "writtenAt": at });
    api.seed(
        "CommentTable",
        [comment("1", "a", "2030"), comment("2", "a", "2029"), comment("3", "b", "2028")],
    )
    .expect("fits");
    let posts = json!({ "items": [{ "id": "a" }, { "id": "b" }, { "id": "c" }, {}] });
    let outcomes = api
        .as_user("alice")
        .call_on_each(&posts, "Post.comments", json!({ "sortDirection": "DESC" }))
        .expect("runs");
    let ids = |outcome: &burgeon_simulator::Outcome| -> Vec<Json> {
        let items = outcome.result["items"].as_array().cloned().unwrap_or_default();
        items.iter().map(|item| item["id"].clone()).collect()
    };
    let found: Vec<_> = outcomes.iter().map(ids).collect();
    assert_eq!(found, [vec![json!("1"), json!("2")], vec![json!("3")], vec![], vec![]]);
    assert_eq!(outcomes[3].requests, []);
}
