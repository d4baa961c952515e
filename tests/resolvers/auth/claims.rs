//! Claims that are not what rules expect: lists and objects name nobody, nothing is no group, and a
//! number is a text.

use burgeon_simulator::{Api, Identity};
use serde_json::{Value as Json, json};

use super::caller::{Caller, Kind};
use super::client::Client;
use super::every_mode;
use super::reference::{groups_of, names_of};
use crate::api::with;

const RULES: [(&str, &str); 4] = [
    ("A", "{ allow: owner, identityClaim: \"c\", provider: oidc }"),
    ("B", "{ allow: owner, identityClaim: \"sub::c\", provider: oidc }"),
    ("C", "{ allow: groups, groupsField: \"team\", groupClaim: \"c\", provider: oidc }"),
    ("D", "{ allow: groups, groupsField: \"teams\", groupClaim: \"c\", provider: oidc }"),
];

fn api() -> Api {
    let model = |(name, rule): &(&str, &str)| {
        format!(
            "type {name} @model(queries: {{ get: \"get{name}\", list: \"list{name}\" }})
               @auth(rules: [{rule}]) {{ id: ID! owner: String team: String teams: [String] }}\n"
        )
    };
    with(&RULES.iter().map(model).collect::<String>(), every_mode())
}

fn claims() -> Vec<Json> {
    vec![
        json!(null),
        json!(""),
        json!("red"),
        json!(5),
        json!(true),
        json!(["red"]),
        json!([]),
        json!([null]),
        json!([""]),
        json!([5, "", null, "red"]),
        json!([["red"]]),
        json!({ "red": "red" }),
        json!({}),
        json!("[null, \"\", 5, \"red\"]"),
        json!("[]"),
        json!("[garbage"),
    ]
}

fn objects() -> Vec<Json> {
    let values = [
        json!(null),
        json!(""),
        json!("red"),
        json!("5"),
        json!("true"),
        json!("[red]"),
        json!("[null]"),
        json!("{red=red}"),
        json!("null"),
        json!("s::5"),
        json!("s::"),
        json!("s::red"),
        json!("s"),
    ];
    let object = |(number, value): (usize, &Json)| json!({ "id": number.to_string(), "owner": value, "team": value, "teams": [value] });
    let mut objects: Vec<Json> = values.iter().enumerate().map(object).collect();
    objects.push(json!({ "id": "empty", "teams": [] }));
    objects.push(json!({ "id": "none", "teams": null }));
    objects
}

#[test]
fn claims_of_any_kind_allow_the_callers_that_they_name() {
    let api = api();
    for (name, _) in RULES {
        api.seed(&format!("{name}Table"), objects()).expect("they are stored");
    }
    for claim in claims() {
        let identity = Identity::oidc("s").claim("c", claim.clone());
        let caller = Caller::new("somebody", Kind::Oidc, identity);
        let client = Client { api: &api, caller: &caller };
        for (name, rule) in RULES {
            let called = match name {
                "A" => names_of(&caller, Some("c"), true),
                "B" => names_of(&caller, Some("sub::c"), true),
                _ => groups_of(&caller, Some("c")),
            };
            let names = |object: &Json| {
                let is_one = |held: &Json| {
                    held.as_str().is_some_and(|it| called.iter().any(|one| one == it))
                };
                match name {
                    "A" | "B" => is_one(&object["owner"]),
                    "C" => is_one(&object["team"]),
                    _ => object["teams"].as_array().is_some_and(|teams| teams.iter().any(is_one)),
                }
            };
            let mut listed = vec![];
            for object in objects() {
                let got = client.call(&format!("Query.get{name}"), json!({ "id": object["id"] }));
                assert_eq!(!got.result.is_null(), names(&object), "{rule}: {claim}: {object}");
                if names(&object) {
                    listed.push(object["id"].clone());
                }
            }
            let page = client.call(&format!("Query.list{name}"), json!({}));
            let items = page.result["items"].as_array().cloned().unwrap_or_default();
            let mut found: Vec<Json> = items.iter().map(|item| item["id"].clone()).collect();
            found.sort_by_key(ToString::to_string);
            listed.sort_by_key(ToString::to_string);
            assert_eq!(found, listed, "{rule}: {claim}");
        }
    }
}
