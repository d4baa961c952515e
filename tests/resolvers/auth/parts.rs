//! Rules on what is part of a model's objects: subscribers are told what a mutation answers, whoever
//! called it.

use burgeon_simulator::{Api, data_source::Fake};
use serde_json::{Value as Json, json};

use super::caller::{Caller, Kind};
use super::client::Client;
use super::every_mode;
use crate::api::with;

fn admin() -> Caller {
    let identity = burgeon_simulator::Identity::user("alice").groups(["Admin"]);
    Caller::new("an admin", Kind::UserPools, identity)
}

fn api(subscriptions: &str) -> Api {
    let api = with(
        &format!(
            "type Person @model{subscriptions} @auth(rules: [{{ allow: private }}]) {{
               id: ID! file: File files: [File] tree: Tree
               score: Int @function(name: \"scores\") @auth(rules: [{{ allow: groups, groups: [\"Admin\"] }}]) }}
             type File {{ name: String page: Page
               open: String @auth(rules: [{{ allow: private }}])
               secret: String @auth(rules: [{{ allow: groups, groups: [\"Admin\"] }}]) }}
             type Page {{ text: String secret: String @auth(rules: [{{ allow: groups, groups: [\"Admin\"] }}]) }}
             type Tree {{ name: String trees: [Tree] file: File }}"
        ),
        every_mode(),
    );
    let name = api.data_sources().find(|name| name.contains("scores")).map(str::to_owned);
    api.with_data_source(&name.expect("there is one"), Fake::answering(json!(5)))
}

/// The object as the caller is shown it, with all its parts.
fn shown(client: Client, ty: &str, object: &Json) -> Json {
    let part = |ty: &str, value: &Json| match value {
        Json::Array(list) => list.iter().map(|one| shown(client, ty, one)).collect(),
        Json::Object(_) => shown(client, ty, value),
        plain => plain.clone(),
    };
    let mut fields: Vec<&str> =
        object.as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    if ty == "Person" {
        fields.push("score");
    }
    let field = |name: &str| {
        let at = format!("{ty}.{name}");
        let value = match client.api.has_resolver(&at) {
            true => client.call_on(object, &at, json!({})).result,
            false => object[name].clone(),
        };
        let ty = match name {
            "file" | "files" => "File",
            "page" => "Page",
            _ => "Tree",
        };
        (name.to_owned(), part(ty, &value))
    };
    let shown = fields.into_iter().filter(|name| *name != "__operation").map(field);
    Json::Object(shown.collect())
}

fn person() -> Json {
    let file =
        json!({ "name": "n", "open": "o", "secret": "s", "page": { "text": "t", "secret": "s" } });
    json!({
        "id": "1", "file": file, "files": [file],
        "tree": { "name": "n", "trees": [{ "name": "n", "file": file }] },
    })
}

#[test]
fn parts_of_what_a_mutation_answers_hold_nothing_that_not_all_may_read() {
    let (api, admin) = (api(""), admin());
    let client = Client { api: &api, caller: &admin };
    let made = client.call("Mutation.createPerson", json!({ "input": person() }));
    let told = shown(client, "Person", &made.ok().unwrap_or_else(|errors| panic!("{errors:?}")));
    let file = json!({ "name": "n", "open": "o", "secret": null, "page": { "text": "t", "secret": null } });
    assert_eq!(told["file"], file);
    assert_eq!(told["files"], json!([file]));
    assert_eq!(told["tree"]["trees"][0]["file"], file);
    assert_eq!(told["score"], json!(null));
    // Whoever asks is shown it.
    let read = client.call("Query.getPerson", json!({ "id": "1" }));
    let read = shown(client, "Person", &read.result);
    assert_eq!(read["tree"]["trees"][0]["file"]["page"]["secret"], "s");
    assert_eq!((&read["file"]["secret"], &read["score"]), (&json!("s"), &json!(5)));
}

#[test]
fn without_subscribers_a_mutation_answers_what_its_caller_may_read() {
    let (api, admin) = (api("(subscriptions: null)"), admin());
    let client = Client { api: &api, caller: &admin };
    let made = client.call("Mutation.createPerson", json!({ "input": person() }));
    let told = shown(client, "Person", &made.ok().unwrap_or_else(|errors| panic!("{errors:?}")));
    assert_eq!((&told["file"]["secret"], &told["score"]), (&json!("s"), &json!(5)));
}

#[test]
fn a_model_without_redaction_tags_its_nested_objects() {
    let api = with(
        "type Note @model @auth(rules: [{ allow: private }]) { id: ID! file: File }
         type File { secret: String @auth(rules: [{ allow: groups, groups: [\"Admin\"] }]) }",
        every_mode(),
    );
    let admin = admin();
    let client = Client { api: &api, caller: &admin };
    let input = json!({ "id": "1", "file": { "secret": "s" } });
    let made = client.call("Mutation.createNote", json!({ "input": input }));
    assert_eq!(shown(client, "Note", &made.result)["file"], json!({ "secret": null }));
    let read = client.call("Query.getNote", json!({ "id": "1" }));
    assert_eq!(shown(client, "Note", &read.result)["file"], json!({ "secret": "s" }));
}
