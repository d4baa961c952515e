//! `@versioned`: of several writers that know the same version, one succeeds.

use burgeon::core::appsync::AuthorizationMode;
use burgeon::core::settings::UserPools;
use burgeon::{Compiler, Settings};
use burgeon_simulator::{Api, Caller, Identity, Outcome};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::api::{answer, call, open, with};

const REFUSED: &str = "DynamoDB:ConditionalCheckFailedException";

const NOTE: &str = "type Note @model @versioned { id: ID! title: String }";

fn update(api: &Api, input: Json) -> Outcome {
    call(api, "Mutation.updateNote", json!({ "input": input }))
}

#[test]
fn a_schema_of_the_first_generation_has_the_inputs_that_it_had() {
    let schema = r#"type Post @model @versioned(versionField: "version", versionInput: "expectedVersion") {
        id: ID! title: String! version: Int }"#;
    let compilation = Compiler::new().source("schema.graphql", schema).compile().unwrap();
    for expected in [
        "input CreatePostInput {\n  id: ID\n  title: String!\n}",
        "input UpdatePostInput {\n  id: ID!\n  title: String\n  version: Int\n  expectedVersion: Int!\n}",
        "input DeletePostInput {\n  id: ID!\n  expectedVersion: Int!\n}",
        "title: String!\n  version: Int!\n",
    ] {
        assert!(compilation.schema().contains(expected), "{expected}");
    }
}

#[test]
fn versions_begin_at_one_and_count_changes() {
    let api = open(NOTE);
    let note = answer(&api, "Mutation.createNote", json!({ "input": { "id": "1" } }));
    assert_eq!(note["version"], 1);
    for expected in 1..4 {
        let changed = update(&api, json!({ "id": "1", "expectedVersion": expected }));
        assert_eq!(changed.requests.len(), 1, "the write is all that is asked");
        assert_eq!(changed.ok().unwrap()["version"], expected + 1);
    }
    let stored = &api.items("NoteTable").unwrap()[0];
    assert_eq!((&stored["version"], stored.get("expectedVersion")), (&json!(4), None));
    let removed = json!({ "input": { "id": "1", "expectedVersion": 4 } });
    assert_eq!(answer(&api, "Mutation.deleteNote", removed)["version"], 4);
    assert!(api.items("NoteTable").unwrap().is_empty());
}

#[test]
fn a_conflict_changes_nothing_and_returns_the_item() {
    let api = open(NOTE);
    answer(&api, "Mutation.createNote", json!({ "input": { "id": "1", "title": "a" } }));
    for field in ["Mutation.updateNote", "Mutation.deleteNote"] {
        for expected in [0, 2] {
            let input = json!({ "id": "1", "expectedVersion": expected });
            let error = call(&api, field, json!({ "input": input })).error.unwrap();
            assert_eq!(error.error_type.as_deref(), Some(REFUSED));
            assert_eq!((&error.data["title"], &error.data["version"]), (&json!("a"), &json!(1)));
        }
    }
    assert_eq!(api.items("NoteTable").unwrap()[0]["version"], 1);
    let missing = update(&api, json!({ "id": "2", "expectedVersion": 1 })).error.unwrap();
    assert_eq!((missing.error_type.as_deref(), missing.data), (Some(REFUSED), Json::Null));
}

#[test]
fn a_condition_of_the_callers_own_holds_beside_the_version() {
    let api = open(NOTE);
    answer(&api, "Mutation.createNote", json!({ "input": { "id": "1", "title": "a" } }));
    let change = |title: &str, expected: u32| {
        let input = json!({ "id": "1", "expectedVersion": expected });
        let condition = json!({ "title": { "eq": title } });
        call(&api, "Mutation.updateNote", json!({ "input": input, "condition": condition }))
    };
    assert_eq!(change("b", 1).error_type(), Some(REFUSED));
    assert_eq!(change("a", 2).error_type(), Some(REFUSED));
    assert_eq!(change("a", 1).ok().unwrap()["version"], 2);
}

#[test]
fn a_condition_may_be_about_the_version_too() {
    let api = open("type Note @model @versioned { id: ID! version: Int }");
    answer(&api, "Mutation.createNote", json!({ "input": { "id": "1" } }));
    for (condition, is_met) in [(json!({ "eq": 2 }), false), (json!({ "eq": 1 }), true)] {
        let input = json!({ "id": "1", "expectedVersion": 1 });
        let arguments = json!({ "input": input, "condition": { "version": condition } });
        assert_eq!(call(&api, "Mutation.updateNote", arguments).error.is_none(), is_met);
    }
}

#[test]
fn keys_names_and_timestamps_may_be_the_authors_own() {
    let api = open(
        r#"type Page @model(timestamps: { updatedAt: "changedAt" })
             @versioned(versionField: "revision", versionInput: "known") @mapsTo(name: "Sheet") {
             book: ID! @primaryKey(sortKeyFields: ["chapter", "number"]) chapter: Int! number: Int!
             revision: Int notes: [Mark] @hasMany }
           type Mark @model @versioned { id: ID! page: Page @belongsTo }"#,
    );
    let key = json!({ "book": "b", "chapter": 1, "number": 2 });
    let with = |more: Json| {
        let mut input = key.clone();
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "input": input })
    };
    let created = answer(&api, "Mutation.createPage", with(json!({})));
    assert_eq!((&created["revision"], &created["__typename"]), (&json!(1), &json!("Page")));
    api.set_now(1_900_000_000_000);
    let changed = answer(&api, "Mutation.updatePage", with(json!({ "known": 1, "revision": 7 })));
    assert_eq!(changed["revision"], 2);
    assert_eq!(changed["changedAt"], "2030-03-17T17:46:40.000Z");
    let late = call(&api, "Mutation.deletePage", with(json!({ "known": 1 }))).error.unwrap();
    assert_eq!(late.data["__typename"], "Page");
    answer(&api, "Mutation.createMark", json!({ "input": { "id": "m", "pageNotesBook": "b" } }));
    let late = json!({ "input": { "id": "m", "expectedVersion": 9 } });
    let late = call(&api, "Mutation.updateMark", late).error.unwrap();
    assert_eq!(late.data["version"], 1);
}

fn ruled() -> Api {
    let mut settings = Settings::default();
    settings.auth.default = AuthorizationMode::UserPools;
    settings.auth.user_pools = Some(UserPools { user_pool_id: "us-east-1_abc123".to_owned() });
    let schema = r#"
        type Note @model(subscriptions: null) @versioned @auth(rules: [
          { allow: owner }
          { allow: owner, ownerField: "readers", identityClaim: "username", operations: [read] }
          { allow: groups, groups: ["Editors"], operations: [update] }]) {
          id: ID! title: String readers: [String] secret: String @auth(rules: [{ allow: owner }]) }"#;
    let api = with(schema, settings);
    let input = json!({ "id": "1", "title": "a", "secret": "s", "readers": ["bob"] });
    let created = api.as_user("alice").call("Mutation.createNote", json!({ "input": input }));
    created.unwrap().ok().unwrap();
    api
}

fn editor(api: &Api) -> Caller<'_> {
    api.caller(Identity::user("eve").groups(["Editors"]))
}

fn late(caller: &Caller, field: &str, more: Json) -> Outcome {
    let mut input = json!({ "id": "1", "expectedVersion": 9 });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    caller.call(&format!("Mutation.{field}"), json!({ "input": input })).unwrap()
}

#[test]
fn callers_without_write_access_learn_no_version() {
    let api = ruled();
    for caller in [api.as_user("bob"), api.as_user("carol")] {
        for field in ["updateNote", "deleteNote"] {
            let outcome = late(&caller, field, json!({}));
            assert!(outcome.is_unauthorized());
            assert_eq!(outcome.error.unwrap().data, Json::Null);
        }
    }
    let editor = editor(&api);
    assert!(late(&editor, "updateNote", json!({ "secret": "x" })).is_unauthorized());
}

#[test]
fn a_conflict_returns_no_more_than_the_caller_may_read() {
    let api = ruled();
    for field in ["updateNote", "deleteNote"] {
        let outcome = late(&api.as_user("alice"), field, json!({}));
        assert_eq!((outcome.error_type(), outcome.requests.len()), (Some(REFUSED), 1));
        let told = outcome.error.unwrap().data;
        assert_eq!((&told["secret"], &told["owner"]), (&json!("s"), &json!("alice")));
    }
    // Editors may change titles, and read nothing.
    let outcome = late(&editor(&api), "updateNote", json!({ "title": "b" }));
    assert_eq!(outcome.error_type(), Some(REFUSED));
    assert_eq!(outcome.error.unwrap().data, Json::Null);
}

#[test]
fn who_may_write_gives_the_version_without_a_rule_for_it() {
    let api = ruled();
    let editor = editor(&api);
    let input = json!({ "id": "1", "title": "b", "expectedVersion": 1 });
    let changed = editor.call("Mutation.updateNote", json!({ "input": input })).unwrap();
    assert_eq!(changed.ok().unwrap()["version"], 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Each writer reads and writes at times of its own. DynamoDB checks a condition and writes as
    /// one, so that all that can happen is some order of the requests.
    #[test]
    fn of_the_writers_of_a_version_exactly_one_succeeds(
        order in prop::collection::vec(0..6_usize, 1..60),
    ) {
        let api = open(NOTE);
        answer(&api, "Mutation.createNote", json!({ "input": { "id": "1" } }));
        let mut known: [Option<u64>; 6] = [None; 6];
        let mut winners: Vec<u64> = vec![];
        for writer in order {
            match known[writer].take() {
                None => {
                    let note = answer(&api, "Query.getNote", json!({ "id": "1" }));
                    known[writer] = note["version"].as_u64();
                }
                Some(version) => {
                    let is_last = !winners.contains(&version);
                    let input = json!({ "id": "1", "title": writer.to_string(),
                        "expectedVersion": version });
                    let outcome = update(&api, input);
                    prop_assert_eq!(outcome.error.is_none(), is_last);
                    if is_last {
                        winners.push(version);
                    }
                }
            }
        }
        let stored = &api.items("NoteTable").unwrap()[0];
        prop_assert_eq!(&stored["version"], &json!(winners.len() + 1));
        prop_assert_eq!(winners.clone(), (1..=winners.len() as u64).collect::<Vec<_>>());
    }
}
