//! Relations are followed by whom the model lets read that they lead to.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::{Value as Json, json};

use super::caller::Caller;
use super::client::{Client, ids};
use super::every_mode;
use super::reference::Rules;
use super::rule::{Operation, Rule, directive};
use crate::api::with;

/// Two models with the same rule, related in every way.
fn sdl(number: usize, rule: &Rule) -> String {
    let rules = directive(std::slice::from_ref(rule));
    let fields = "id: ID! text: String team: String teams: [String] keepers: [String]";
    let mut sdl = String::new();
    let _ = writeln!(
        sdl,
        "type A{number} @model(queries: null) {rules} {{ {fields}
           many: [B{number}] @hasMany(references: [\"aId\"])
           one: C{number} @hasOne(references: [\"aId\"])
           each: [B{number}] @manyToMany(relationName: \"Tie{number}\") }}
         type B{number} @model(queries: null) {rules} {{ {fields} aId: ID
           a: A{number} @belongsTo(references: [\"aId\"])
           all: [A{number}] @manyToMany(relationName: \"Tie{number}\") }}
         type C{number} @model(queries: null) {rules} {{ {fields} aId: ID
           a: A{number} @belongsTo(references: [\"aId\"]) }}"
    );
    sdl
}

fn objects() -> Vec<Json> {
    let of = |id: &str, owner: &str, team: &str| json!({ "id": id, "aId": "1", "owner": owner, "keeper": owner, "keepers": [owner], "team": team, "teams": [team] });
    vec![
        of("1", "sub-alice::alice", "Admin"),
        of("2", "sub-dave", "Red"),
        of("3", "alice", "Staff"),
        json!({ "id": "4", "aId": "1" }),
    ]
}

#[test]
fn relations_lead_to_what_the_rules_let_read() {
    let rules = Rule::every();
    let schema: String = rules.iter().enumerate().map(|(number, rule)| sdl(number, rule)).collect();
    let api = with(&schema, every_mode());
    for (number, rule) in rules.iter().enumerate() {
        let fields = ["id", "text"].map(str::to_owned).to_vec();
        let model = Rules { fields, on_type: vec![rule.clone()], ..Rules::default() };
        for table in ["A", "B", "C"] {
            api.seed(&format!("{table}{number}Table"), objects()).expect("they are stored");
        }
        let tie = |object: Json| {
            let mut tie = object;
            // Whoever the joined objects list, the joining one names.
            for (list, one) in [("keepers", "keeper"), ("teams", "team")] {
                tie[list] = tie[one].clone();
            }
            tie[format!("a{number}Id")] = json!("1");
            tie[format!("b{number}Id")] = tie["id"].clone();
            tie
        };
        api.seed(&format!("Tie{number}Table"), objects().into_iter().map(tie))
            .expect("they are stored");
        for caller in &Caller::every() {
            let client = Client { api: &api, caller };
            let may_read = |object: &&Json| model.allow_some(caller, Operation::Read, object);
            let objects = objects();
            let expected = ids(objects.iter().filter(may_read));
            let follow = |source: Json, at: &str| -> BTreeSet<String> {
                let outcome = client.call_on(&source, at, json!({}));
                let refused = outcome.error.is_none() || outcome.is_unauthorized();
                assert!(refused, "{at}: {:?}", outcome.error);
                match outcome.result["items"].as_array() {
                    Some(items) => ids(items),
                    None => ids([&outcome.result]),
                }
            };
            let source = json!({ "id": "1" });
            for at in [format!("A{number}.many"), format!("A{number}.each")] {
                assert_eq!(follow(source.clone(), &at), expected, "{at} {rule}: {}", caller.name);
            }
            // Of several, the first in the index is the one: here, whichever it is.
            let one = follow(source, &format!("A{number}.one"));
            assert!(one.is_subset(&expected), "A{number}.one {rule}: {}", caller.name);
            for object in &objects {
                let at = format!("B{number}.a");
                let found = follow(json!({ "aId": object["id"] }), &at);
                let expected = ids([object].into_iter().filter(may_read));
                assert_eq!(found, expected, "{at} {rule}: {}", caller.name);
            }
        }
    }
}
