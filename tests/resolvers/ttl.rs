//! `@ttl`: the table deletes items that have expired, and queries return those that it has not yet.

use burgeon::{Compiler, Settings};
use burgeon_simulator::Api;
use serde_json::{Value as Json, json};

use crate::api::{answer, open, with};

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

const DAY: i64 = 24 * 60 * 60;

/// The attribute of an item with the time at which it expires.
fn expires(api: &Api, table: &str, id: &str) -> Option<i64> {
    let items = api.items(table).expect("there is a table");
    let item = items.iter().find(|item| item["id"] == json!(id)).expect("the item is stored");
    assert!(item["__ttl"].is_null() || item["__ttl"].is_i64(), "{item}");
    item["__ttl"].as_i64()
}

#[test]
fn an_item_expires_some_time_after_its_creation() {
    let schema = "type Message @model @ttl(after: { days: 2, hours: 12 }) { id: ID! text: String }";
    let expected = json!({ "AttributeName": "__ttl", "Enabled": true });
    assert_eq!(specification(schema, Settings::default()), expected);
    let api = open(schema);
    let given = "type Message @model @ttl(after: { days: 2 }) { id: ID! createdAt: AWSDateTime }";
    let input = json!({ "input": { "id": "now" } });
    let created = answer(&api, "Mutation.createMessage", input);
    let created: jiff::Timestamp =
        created["createdAt"].as_str().and_then(|text| text.parse().ok()).expect("a time");
    let expected = created.as_second() + 2 * DAY + DAY / 2;
    assert_eq!(expires(&api, "MessageTable", "now"), Some(expected));
    // An update that does not write the field leaves the time as it is.
    let before = expires(&api, "MessageTable", "now");
    let input = json!({ "input": { "id": "now", "text": "new" } });
    answer(&api, "Mutation.updateMessage", input);
    assert_eq!(expires(&api, "MessageTable", "now"), before);
    let api = open(given);
    let input = json!({ "input": { "id": "a", "createdAt": "1970-01-03T00:00:00.999+01:00" } });
    answer(&api, "Mutation.createMessage", input);
    assert_eq!(expires(&api, "MessageTable", "a"), Some(4 * DAY - 3600));
}

#[test]
fn a_write_of_the_field_sets_the_time_and_null_removes_it() {
    for (ty, time, later) in [
        ("AWSTimestamp", json!(1_000), json!(2_000)),
        ("AWSDateTime", json!("1970-01-01T00:16:40Z"), json!("1970-01-01T00:33:20Z")),
    ] {
        let api = open(&format!(
            "type Message @model @ttl(after: {{ hours: 1, field: \"seen\" }})
             {{ id: ID! text: String seen: {ty} }}"
        ));
        let write = |mutation: &str, input: Json| {
            answer(&api, &format!("Mutation.{mutation}Message"), json!({ "input": input }));
            expires(&api, "MessageTable", "a")
        };
        assert_eq!(write("create", json!({ "id": "a" })), None);
        assert_eq!(write("update", json!({ "id": "a", "seen": time })), Some(4_600));
        assert_eq!(write("update", json!({ "id": "a", "text": "new" })), Some(4_600));
        assert_eq!(write("update", json!({ "id": "a", "seen": later })), Some(5_600));
        assert_eq!(write("update", json!({ "id": "a", "seen": null })), None);
    }
}

#[test]
fn every_update_can_let_an_item_live_on() {
    let api = open(
        "type Message @model @ttl(after: { days: 1, field: \"updatedAt\" }) { id: ID! text: String }",
    );
    let old = json!({ "id": "a", "updatedAt": "2001-01-01T00:00:00Z", "__ttl": 978_393_600 });
    api.seed("MessageTable", [old]).expect("there is a table");
    answer(&api, "Mutation.updateMessage", json!({ "input": { "id": "a", "text": "new" } }));
    assert!(expires(&api, "MessageTable", "a").expect("it expires") > 1_700_000_000);
}

#[test]
fn a_caller_who_may_write_some_fields_only_writes_the_time_as_well() {
    let mut settings = Settings::default();
    settings.auth.sandbox = true;
    let api = with(
        "type Message @model @auth(rules: [{ allow: public, operations: [create, read] }])
           @ttl(after: { days: 1, field: \"seen\" }) {
           id: ID! @auth(rules: [{ allow: public }])
           text: String
           seen: AWSTimestamp @auth(rules: [{ allow: public }])
         }",
        settings,
    );
    answer(&api, "Mutation.createMessage", json!({ "input": { "id": "a" } }));
    answer(&api, "Mutation.updateMessage", json!({ "input": { "id": "a", "seen": 6 } }));
    assert_eq!(expires(&api, "MessageTable", "a"), Some(DAY + 6));
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
