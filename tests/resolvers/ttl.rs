//! `@ttl`: the table deletes items that have expired, and queries return those that it has not yet.

use burgeon::{Compiler, Settings};
use serde_json::{Value as Json, json};

use crate::api::{answer, open};

const MESSAGE: &str = "type Message @model { id: ID! expires: AWSTimestamp @ttl }";

/// The property of the table in the stack `Message`, compiled with settings.
fn specification(schema: &str, settings: Settings) -> Json {
    let compiler = Compiler::new().source("schema.graphql", schema).settings(settings);
    let compiler = compiler.template_format(burgeon::TemplateFormat::Json);
    let files = compiler.compile().expect("it compiles").files().expect("it is rendered");
    let stack: Json = serde_json::from_str(&files["stacks/Message.json"]).expect("JSON");
    stack["Resources"]["MessageTable"]["Properties"]["TimeToLiveSpecification"].clone()
}

#[test]
fn the_table_deletes_expired_items_by_the_attribute_of_the_field() {
    let of = |schema| specification(schema, Settings::default());
    assert_eq!(of(MESSAGE), json!({ "AttributeName": "expires", "Enabled": true }));
    let declared = "directive @ttl on FIELD_DEFINITION
        type Message @model { id: ID! expirationUnixTime: Int! @ttl }";
    assert_eq!(of(declared), json!({ "AttributeName": "expirationUnixTime", "Enabled": true }));
    let without = "type Message @model { id: ID! expires: AWSTimestamp }";
    assert_eq!(of(without), Json::Null);
}

#[test]
fn an_expired_item_is_returned_until_the_table_deletes_it() {
    let api = open(MESSAGE);
    for (id, expires) in
        [("old", json!(1)), ("new", json!(4_000_000_000_u64)), ("ever", json!(null))]
    {
        let input = json!({ "input": { "id": id, "expires": expires } });
        answer(&api, "Mutation.createMessage", input);
    }
    assert_eq!(answer(&api, "Query.getMessage", json!({ "id": "old" }))["expires"], 1);
    let ids = |arguments: Json| {
        let page = answer(&api, "Query.listMessages", arguments);
        let items = page["items"].as_array().expect("a page").iter();
        let mut ids: Vec<String> =
            items.map(|item| item["id"].as_str().expect("an id").to_owned()).collect();
        ids.sort();
        ids
    };
    assert_eq!(ids(json!({})), ["ever", "new", "old"]);
    let later = json!({ "filter": { "expires": { "gt": 1_700_000_000 } } });
    assert_eq!(ids(later), ["new"]);
}
