//! Claims, groups, arguments of rules and of callers, made of what templates and JSON are made of:
//! each is a text and nothing else, so that all goes as it does with a harmless one.

use burgeon_simulator::{Api, Identity};
use serde_json::{Value as Json, json};

use super::caller::{Caller, Kind};
use super::client::{Client, announced};
use super::every_mode;
use super::rule::quoted;
use crate::api::with;

const HARMLESS: &str = "Harmless";

const HOSTILE: [&str; 24] = [
    "'",
    "\"",
    "\\",
    "\\\"",
    "it's",
    "\"}, \"operation\": \"Scan\", \"x\": {\"",
    "') || true || $x.contains('",
    "$util.unauthorized()",
    "$util.error('x')",
    "${ctx.identity}",
    "$!{ctx.args.input.id}",
    "#end",
    "#if(true)",
    "#set($callerNames = ['x'])",
    "## the rest",
    "#* the rest",
    "#[[ the rest",
    "]]#",
    "}",
    "a\nb",
    "a\r\nb\t",
    "a\u{2028}b\u{2029}c\u{85}d",
    "%27 + %24",
    "é😀 \u{202e}\u{feff}",
];

fn api(text: &str) -> Api {
    let text = quoted(text);
    let schema = format!(
        "type Note @model(queries: {{ get: \"getNote\", list: \"listNotes\" }}) @auth(rules: [
           {{ allow: groups, groups: [{text}], groupClaim: {text} }}
           {{ allow: owner, ownerField: \"class\", identityClaim: {text}, operations: [create, read, update] }}
           {{ allow: groups, groupsField: \"teams\", groupClaim: {text}, operations: [read, delete] }}
           {{ allow: owner }}
         ]) {{
           id: ID! text: String class: String teams: [String]
           kind: String @index(name: \"byKind\", sortKeyFields: [\"class\"], queryField: \"byKind\")
           secret: String @auth(rules: [{{ allow: groups, groups: [{text}], groupClaim: {text} }}]) }}
         type Query {{ tell: String @auth(rules: [{{ allow: groups, groups: [{text}], groupClaim: {text} }}])
           @function(name: \"teller\") }}"
    );
    let api = with(&schema, every_mode());
    let name = api.data_sources().find(|name| name.contains("teller")).map(str::to_owned);
    let teller = burgeon_simulator::data_source::Fake::answering(json!("told"));
    api.with_data_source(&name.expect("there is one"), teller)
}

fn callers(text: &str) -> Vec<Caller> {
    let user = |identity: Identity| Caller::new("a user", Kind::UserPools, identity);
    vec![
        user(Identity::user("one").claim(text, json!([text]))),
        user(Identity::user("two").claim(text, json!(text))),
        user(Identity::user("three").claim(text, json!("other"))),
        user(Identity::user(text)),
        user(Identity::user(text).claim("sub", json!(text))),
        user(Identity::user("four").groups([text])),
        Caller::new("elsewhere", Kind::Oidc, Identity::oidc(text).claim(text, json!(text))),
    ]
}

/// All that callers ask with a text, and what becomes of it.
fn story(text: &str) -> Vec<Json> {
    let api = api(text);
    let mut story = vec![];
    let objects = [
        json!({ "id": text, "class": text, "kind": text, "secret": "s" }),
        json!({ "id": "2", "owner": format!("sub-{text}::{text}"), "kind": text, "class": "z", "secret": text }),
        json!({ "id": "3", "owner": text, "teams": ["a", text], "kind": text, "class": "y" }),
        json!({ "id": "4", "owner": format!("x::{text}"), "teams": [format!("{text}x")] }),
    ];
    let condition = json!({ "kind": { "eq": text } });
    for caller in callers(text) {
        api.database().clear();
        api.seed("NoteTable", objects.clone()).expect("they are stored");
        let client = Client { api: &api, caller: &caller };
        let mut ask = |field: &str, arguments: Json| {
            let outcome = client.call(field, arguments.clone());
            let error = outcome.error.map(|error| json!([error.error_type, error.message]));
            story.push(json!([caller.identity.as_json(), field, arguments, outcome.result, error]));
        };
        ask("Query.tell", json!({}));
        for id in [text, "2", "3", "4"] {
            ask("Query.getNote", json!({ "id": id }));
            ask("Mutation.updateNote", json!({ "input": { "id": id, "text": text } }));
            ask(
                "Mutation.updateNote",
                json!({ "input": { "id": id, "secret": null }, "condition": condition }),
            );
        }
        ask("Query.listNotes", json!({}));
        ask("Query.listNotes", json!({ "filter": condition }));
        ask("Query.byKind", json!({ "kind": text }));
        ask("Query.byKind", json!({ "kind": text, "class": { "beginsWith": text } }));
        ask("Mutation.createNote", json!({ "input": { "id": "5", "text": text } }));
        ask(
            "Mutation.createNote",
            json!({ "input": { "id": format!("6{text}"), "class": text, "owner": text } }),
        );
        ask(
            "Mutation.createNote",
            json!({ "input": { "id": "7", "teams": [text], "secret": text } }),
        );
        for id in [text, "2", "3", "4"] {
            ask("Mutation.deleteNote", json!({ "input": { "id": id } }));
        }
        let subscriptions = [
            json!({}),
            json!({ "class": text }),
            json!({ "owner": text }),
            json!({ "filter": condition }),
        ];
        for arguments in subscriptions {
            let all: Vec<Json> = objects
                .iter()
                .map(|object| announced(&api, "Note", object, &callers(text)))
                .collect();
            let told = client.told("Subscription.onUpdateNote", arguments.clone(), &all);
            story.push(json!([arguments, told]));
        }
        for object in &objects {
            story.push(Json::Object(client.shown("Note", object)));
        }
        story.push(json!(api.items("NoteTable").expect("the table is there")));
    }
    story
}

/// The same story, told of another text.
fn retold(story: &Json, from: &str, to: &str) -> Json {
    match story {
        Json::String(text) => Json::from(text.replace(from, to)),
        Json::Array(list) => {
            let mut list: Vec<Json> = list.iter().map(|item| retold(item, from, to)).collect();
            // Tables and indexes are in an order that depends on the text.
            if list.iter().all(Json::is_object) {
                list.sort_by_key(ToString::to_string);
            }
            Json::Array(list)
        }
        Json::Object(map) => {
            let entry =
                |(name, value): (&String, &Json)| (name.replace(from, to), retold(value, from, to));
            Json::Object(map.iter().map(entry).collect())
        }
        plain => plain.clone(),
    }
}

#[test]
fn texts_are_texts() {
    let harmless = story(HARMLESS);
    let answered = harmless.iter().filter(|part| !part[3].is_null()).count();
    assert!(answered > 20, "{answered} answers");
    for text in HOSTILE {
        for (found, expected) in story(text).iter().zip(&harmless) {
            assert_eq!(retold(found, text, HARMLESS), retold(expected, "", ""), "{text:?}");
        }
    }
}
