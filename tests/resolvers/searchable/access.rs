//! Who may find what.

use burgeon::Settings;
use burgeon::core::appsync::AuthorizationMode;
use burgeon::core::settings::{SearchEngine, UserPools};
use burgeon_simulator::{Api, Identity};
use serde_json::{Value as Json, json};

use super::asked;
use crate::api::{open, with};

fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.auth.default = AuthorizationMode::UserPools;
    settings.auth.additional = vec![AuthorizationMode::ApiKey];
    settings.auth.user_pools = Some(UserPools { user_pool_id: "us-east-1_abc123".to_owned() });
    settings
}

fn api(rules: &str, secret_rules: &str) -> Api {
    let secret = match secret_rules {
        "" => String::new(),
        rules => format!("@auth(rules: [{rules}])"),
    };
    let schema = format!(
        "type Note @model(subscriptions: null) @searchable @auth(rules: [{rules}]) {{
           id: ID! title: String readers: [String] secret: String {secret} }}"
    );
    with(&schema, settings())
}

fn search(api: Api, identity: Identity, arguments: Json) -> Result<Json, String> {
    asked(api, |api| api.caller(identity).call("Query.searchNotes", arguments).unwrap())
}

const OWNER: &str = "{ allow: owner, identityClaim: \"username\" }";

fn alice() -> Identity {
    Identity::user("alice")
}

/// What everything found must fulfil.
fn allowed(field: &str, names: &[&str]) -> Json {
    let terms = json!({ "terms": { (format!("{field}.keyword")): names } });
    json!([{ "bool": { "should": [terms], "minimum_should_match": 1 } }])
}

/// The filter that does the same.
fn named(field: &str, names: &[&str]) -> Json {
    let term = |name: &&str| json!({ "term": { (format!("{field}.keyword")): name } });
    let terms: Vec<Json> = names.iter().map(term).collect();
    json!({ "bool": { "should": terms, "minimum_should_match": 1 } })
}

fn must(clauses: &[Json]) -> Json {
    json!({ "bool": { "must": clauses } })
}

#[test]
fn owners_find_what_they_own_whatever_they_ask_for() {
    let query = |arguments| search(api(OWNER, ""), alice(), arguments).unwrap()["query"].clone();
    let own = allowed("owner", &["alice"]);
    assert_eq!(query(json!({})), json!({ "bool": { "filter": own } }));
    let or = json!({ "or": [{ "title": { "exists": true } }, { "title": { "exists": false } }] });
    let query = query(json!({ "filter": or }));
    assert_eq!(query["bool"]["filter"], own);
    assert_eq!(query["bool"]["must"].as_array().unwrap().len(), 1);
    let refused = search(api(OWNER, ""), Identity::api_key(), json!({}));
    assert!(refused.is_err());
}

#[test]
fn every_name_of_an_owner_counts() {
    let query = search(api("{ allow: owner }", ""), alice(), json!({})).unwrap()["query"].clone();
    let names = ["sub-alice::alice", "sub-alice", "alice"];
    assert_eq!(query["bool"]["filter"], allowed("owner", &names));
}

#[test]
fn groups_find_everything_or_what_names_them() {
    let rules = "{ allow: groups, groups: [\"Editors\"] }
                 { allow: groups, groupsField: \"readers\" }";
    let in_groups = |groups: &[&'static str]| alice().groups(groups.iter().copied());
    let query = |groups: &[&'static str]| {
        search(api(rules, ""), in_groups(groups), json!({})).map(|body| body["query"].clone())
    };
    assert_eq!(query(&["Editors", "x"]).unwrap(), json!({ "bool": { "filter": [] } }));
    let of_groups = json!({ "bool": { "filter": allowed("readers", &["x", "y"]) } });
    assert_eq!(query(&["x", "y"]).unwrap(), of_groups);
    assert!(query(&[]).is_err());
}

#[test]
fn searching_takes_a_rule_for_it() {
    let rules = "{ allow: owner, operations: [get, list] } { allow: public, operations: [search] }";
    assert!(search(api(rules, ""), alice(), json!({})).is_err());
    assert!(search(api(rules, ""), Identity::api_key(), json!({})).is_ok());
}

fn by(field: &str) -> [Json; 3] {
    [
        json!({ "filter": { "not": { "or": [{ field: { "match": "x" } }] } } }),
        json!({ "sort": [{ "field": "title" }, { "field": field }] }),
        json!({ "aggregates": [{ "name": "a", "type": "terms", "field": field }] }),
    ]
}

#[test]
fn nothing_is_found_sorted_or_counted_by_what_the_caller_may_not_read() {
    let rules = "{ allow: private } { allow: groups, groups: [\"Editors\"] }";
    let secret = "{ allow: groups, groups: [\"Editors\"] }";
    for arguments in by("secret") {
        let refused = search(api(rules, secret), alice(), arguments.clone()).unwrap_err();
        assert!(refused.starts_with("Unauthorized to"), "{refused}");
        let editor = alice().groups(["Editors"]);
        assert!(search(api(rules, secret), editor, arguments).is_ok());
    }
    for arguments in by("title") {
        assert!(search(api(rules, secret), alice(), arguments).is_ok());
    }
}

#[test]
fn a_filter_with_more_than_a_loop_goes_through_is_refused() {
    let rules = "{ allow: private } { allow: groups, groups: [\"Editors\"] }";
    let mut many = vec![json!({ "title": { "match": "x" } }); 1000];
    many.push(json!({ "secret": { "match": "x" } }));
    let arguments = json!({ "filter": { "or": many } });
    let secret = "{ allow: groups, groups: [\"Editors\"] }";
    let refused = search(api(rules, secret), alice(), arguments).unwrap_err();
    assert!(refused.contains("compares too much"), "{refused}");
}

#[test]
fn what_only_owners_may_read_is_empty_in_what_others_own() {
    let rules = format!("{{ allow: private, operations: [read] }} {OWNER}");
    let [filter, sort, aggregates] = by("secret");
    let own = named("owner", &["alice"]);
    let body = search(api(&rules, OWNER), alice(), filter).unwrap();
    let only_own = must(&[json!({ "match": { "secret": "x" } }), own.clone()]);
    let only_own_in_any_order = must(&[own.clone(), json!({ "match": { "secret": "x" } })]);
    let found = &body["query"]["bool"]["must"][0]["bool"]["must_not"]["bool"]["should"][0];
    let found = flattened(found);
    assert!(found == only_own || found == only_own_in_any_order, "{found}");
    let counted = search(api(&rules, OWNER), alice(), aggregates).unwrap()["aggs"]["a"].clone();
    assert_eq!(counted["filter"], own);
    assert!(search(api(&rules, OWNER), alice(), sort).is_err(), "an order tells what is hidden");
}

/// The clause with `must` of a single clause left out.
fn flattened(clause: &Json) -> Json {
    let clauses = clause["bool"]["must"].as_array().unwrap();
    let inner = clauses.iter().map(|inner| match inner["bool"]["must"].as_array() {
        Some(only) if only.len() == 1 => only[0].clone(),
        _ => inner.clone(),
    });
    must(&inner.collect::<Vec<_>>())
}

#[test]
fn without_an_engine_the_queries_are_in_the_schema_and_the_authors_to_answer() {
    let mut settings = settings();
    settings.search.engine = SearchEngine::None;
    let schema = "type Note @model @searchable @auth(rules: [{ allow: public }]) { id: ID! }";
    let compiler = burgeon::Compiler::new().source("schema.graphql", schema).settings(settings);
    let compilation = compiler.compile().unwrap();
    let written = compilation.schema();
    assert!(
        written.contains("searchNotes(")
            && written.contains("SearchableNoteConnection @aws_api_key")
    );
    let about_search = |path: &&String| path.to_lowercase().contains("search");
    assert_eq!(
        compilation.files().unwrap().keys().filter(about_search).collect::<Vec<_>>(),
        [""; 0]
    );
}

#[test]
fn a_function_queries_a_collection() {
    let mut settings = Settings::default();
    settings.auth.sandbox = true;
    settings.search.engine = SearchEngine::Serverless;
    let engine = burgeon_simulator::data_source::Fake::answering(super::nothing());
    let api = with("type Note @model @searchable { id: ID! }", settings);
    let api = api.with_data_source(super::SEARCH, engine.clone());
    api.as_api_key().call("Query.searchNotes", json!({})).unwrap().ok().unwrap();
    let request = &engine.requests()[0];
    assert_eq!(
        (&request["operation"], &request["payload"]["path"]),
        (&json!("Invoke"), &json!("/note/_search"))
    );
    assert_eq!(request["payload"]["body"]["size"], 100);
    assert!(open("type Note @model { id: ID! }").data_sources().all(|name| name != super::SEARCH));
}
