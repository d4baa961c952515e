//! Models in relational databases: what is asked, without a database that answers.
//!
//! What the statements do is shown by `tests/databases`.

use std::collections::BTreeSet;

use burgeon::Settings;
use burgeon::core::source::Source;
use burgeon_simulator::data_source::Fake;
use burgeon_simulator::{Api, Identity};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value as Json, json};

use crate::api::with;

const SCHEMA: &str = "\
type Post @model @auth(rules: [{ allow: owner }, { allow: groups, groupsField: \"teams\" }]) {
  id: ID! @primaryKey(sortKeyFields: [\"part\"])
  part: String!
  title: String @index(name: \"byTitle\", sortKeyFields: [\"first\", \"second\"], queryField: \"postsByTitle\")
  first: String
  second: String
  owner: String
  teams: [String]
  words: [String]
  any: AWSJSON
  at: AWSDateTime
  comments: [Comment] @hasMany(references: [\"postId\", \"postPart\"])
}
type Comment @model @auth(rules: [{ allow: owner }]) {
  id: ID! @primaryKey
  postId: ID
  postPart: String
  owner: String
  post: Post @belongsTo(references: [\"postId\", \"postPart\"])
}
type Query {
  found(text: String, texts: [String]): [Post]
    @sql(statement: \"SELECT * FROM t WHERE a = :text OR b IN :texts\") @auth(rules: [{ allow: private }])
}";

fn open(engine: &str) -> (Api, Fake) {
    let settings = json!({
        "auth": { "default": "userPools", "userPools": { "userPoolId": "us-east-1_abc123" } },
        "storage": { "engine": engine, "database": "main" },
    });
    let settings = Settings::read(&Source::new("burgeon.yaml", settings.to_string())).unwrap();
    let nothing = json!({ "sqlStatementResults": [
        { "records": [], "columnMetadata": [] }, { "records": [], "columnMetadata": [] }
    ] });
    let fake = Fake::answering(Json::String(nothing.to_string()));
    let api = with(SCHEMA, settings).with_data_source("mainDatabase", fake.clone());
    (api, fake)
}

/// Requests with a text in every place that a caller can write one.
fn requests((api, fake): &(Api, Fake), text: &str) -> Vec<Json> {
    let before = fake.requests().len();
    let input = json!({
        "id": text, "part": text, "title": text, "first": text, "second": text,
        "words": [text], "any": { text: text }
    });
    let compared = json!({
        "title": { "eq": text, "ne": text, "lt": text, "ge": text, "contains": text,
                   "notContains": text, "beginsWith": text, "between": [text, text] },
        "words": { "contains": text },
        "or": [{ "first": { "eq": text } }, { "not": { "owner": { "eq": text } } }]
    });
    let sort = json!({ "between": [{ "first": text }, { "first": text, "second": text }] });
    let key = json!({ "id": text, "part": text });
    let source = json!({ "id": text, "part": text, "postId": text, "postPart": text });
    let calls = [
        ("Query.getPost", key.clone()),
        ("Query.listPosts", json!({ "id": text, "filter": compared })),
        ("Query.postsByTitle", json!({ "title": text, "firstSecond": sort, "filter": compared })),
        ("Mutation.createPost", json!({ "input": input })),
        (
            "Mutation.updatePost",
            json!({ "input": input, "condition": { "title": { "eq": text } } }),
        ),
        ("Mutation.deletePost", json!({ "input": key, "condition": { "title": { "eq": text } } })),
        ("Post.comments", json!({})),
        ("Comment.post", json!({})),
        ("Query.found", json!({ "text": text, "texts": [text] })),
    ];
    let count = calls.len();
    for (field, arguments) in calls {
        let caller = api.caller(Identity::user(text).groups([text]));
        caller.call_on(&source, field, arguments).expect("the resolver runs");
    }
    let requests = fake.requests().split_off(before);
    assert_eq!(requests.len(), count, "{text:?}");
    requests
}

/// Whatever a caller writes, the statements are the same, and so are the names of the variables.
#[test]
fn no_text_of_a_caller_is_part_of_a_statement() {
    let texts = "[^:]{1,24}|[-'\"`\\\\;#$@{}0-9/*. ]{1,12}";
    for engine in ["postgres", "mysql"] {
        let opened = open(engine);
        let plain = requests(&opened, "x");
        let mut runner = TestRunner::new(ProptestConfig::with_cases(64));
        let outcome = runner.run(&texts, |text| {
            for (plain, odd) in plain.iter().zip(requests(&opened, &text)) {
                prop_assert_eq!(&plain["statements"], &odd["statements"]);
                let names = |request: &Json| {
                    let variables = request["variableMap"].as_object().unwrap();
                    variables.keys().cloned().collect::<BTreeSet<_>>()
                };
                prop_assert_eq!(names(plain), names(&odd));
            }
            Ok(())
        });
        outcome.unwrap_or_else(|fault| panic!("{engine}: {fault}"));
    }
}

#[test]
fn all_variables_of_a_statement_are_given() {
    for engine in ["postgres", "mysql"] {
        for request in requests(&open(engine), "x") {
            let statements = request["statements"].to_string();
            let variables = request["variableMap"].as_object().unwrap();
            for name in variables.keys() {
                assert!(statements.contains(name.as_str()), "{name} in {statements}");
            }
            let named = statements.matches(" :").count() + statements.matches("(:").count();
            assert!(named >= variables.len(), "{statements}");
        }
    }
}

#[test]
fn callers_without_identity_send_no_request() {
    for engine in ["postgres", "mysql"] {
        let (api, fake) = open(engine);
        let calls = [
            ("Query.getPost", json!({ "id": "1", "part": "1" })),
            ("Query.listPosts", json!({})),
            ("Mutation.updatePost", json!({ "input": { "id": "1", "part": "1", "title": "x" } })),
            ("Mutation.deletePost", json!({ "input": { "id": "1", "part": "1" } })),
            ("Query.found", json!({})),
        ];
        for (field, arguments) in calls {
            let outcome = api.as_api_key().call(field, arguments).expect("the resolver runs");
            assert!(outcome.is_unauthorized(), "{engine} {field}");
        }
        assert_eq!(fake.requests(), [] as [Json; 0]);
    }
}

#[test]
fn a_statement_without_rules_denies_every_caller() {
    let schema = "type Post @model { id: ID! @primaryKey }\n\
                  type Query { one: Int @sql(statement: \"SELECT 1\") }";
    let settings = "storage: { engine: postgres }";
    let settings = Settings::read(&Source::new("burgeon.yaml", settings)).unwrap();
    let fake = Fake::answering(Json::Null);
    let api = with(schema, settings).with_data_source("postgresDatabase", fake.clone());
    let outcome = api.as_api_key().call("Query.one", json!({})).expect("the resolver runs");
    assert!(outcome.is_unauthorized() && fake.requests().is_empty());
}
