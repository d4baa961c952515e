//! Parts of what a mutation answers, wherever in the answer they are and whatever brought them:
//! subscribers are told of them, so that what not all may read is left out.

use burgeon::Compiler;
use burgeon_simulator::data_source::Fake;
use burgeon_simulator::{Api, Identity, Outcome};
use serde_json::{Value as Json, json};

use super::caller::{Caller, Kind};
use super::client::Client;
use super::every_mode;
use crate::api::{of, with};

/// Parts with a secret for admins, in whatever a field may hold.
const PARTS: &str = "
type File { name: String secret: String @auth(rules: [{ allow: groups, groups: [\"Admin\"] }]) }
type Link { url: String }
type Folder implements Entry { title: String files: [File] }
type Note implements Entry { title: String }
interface Entry { title: String }
union Thing = File | Link | Folder
type Tree { tree: Tree trees: [Tree] file: File }
";

fn admin() -> Caller {
    let identity = Identity::user("alice").groups(["Admin"]);
    Caller::new("an admin", Kind::UserPools, identity)
}

/// What the caller is shown of the secrets in an answer, in its order.
fn secrets(client: Client, answer: &Json) -> Vec<Json> {
    let within =
        |values: Vec<&Json>| values.into_iter().flat_map(|one| secrets(client, one)).collect();
    match answer {
        Json::Array(list) => within(list.iter().collect()),
        Json::Object(object) if object.contains_key("secret") => {
            vec![client.call_on(answer, "File.secret", json!({})).result]
        }
        Json::Object(object) => within(object.values().collect()),
        _ => vec![],
    }
}

fn file() -> Json {
    json!({ "__typename": "File", "name": "n", "secret": "s" })
}

/// Trees within each other, so many levels deep, with a file at the end.
fn nested(levels: usize) -> Json {
    (1..levels).fold(json!({ "file": file() }), |tree, level| match level % 3 {
        0 => json!({ "trees": [tree] }),
        _ => json!({ "tree": tree }),
    })
}

fn answer(client: Client, field: &str, arguments: Json) -> Json {
    client.call(field, arguments).ok().unwrap_or_else(|errors| panic!("{field}: {errors:?}"))
}

/// The API of a desk with such fields, which hold the parts.
fn desk(fields: &str, parts: Json) -> Api {
    let schema = format!(
        "type Desk @model @auth(rules: [{{ allow: private }}]) {{ id: ID! raw: AWSJSON {fields} }} {PARTS}"
    );
    let api = with(&schema, every_mode());
    let mut desk = json!({ "id": "1", "raw": raw() });
    desk.as_object_mut().expect("it is one").extend(parts.as_object().expect("it is one").clone());
    api.seed("DeskTable", [desk]).expect("it is stored");
    api
}

/// A text in JSON, which is no part whatever it holds.
fn raw() -> Json {
    json!({ "file": { "name": "n" }, "files": [{}] })
}

#[track_caller]
fn hides_secrets(fields: &str, parts: Json, count: usize) {
    let (api, admin) = (desk(fields, parts), admin());
    let client = Client { api: &api, caller: &admin };
    let updated = answer(client, "Mutation.updateDesk", json!({ "input": { "id": "1" } }));
    assert_eq!(updated["raw"], raw());
    assert_eq!(secrets(client, &updated), vec![Json::Null; count], "{updated}");
    let read = answer(client, "Query.getDesk", json!({ "id": "1" }));
    assert_eq!(secrets(client, &read), vec![json!("s"); count], "{read}");
    assert!(!api.resolvers().any(|(at, _)| at.starts_with("Desk.")), "no field needs a resolver");
}

#[test]
fn parts_are_found_in_lists_of_lists() {
    let grid = json!([[file(), null], [], null, [file(), { "name": "x" }]]);
    hides_secrets("grid: [[File]]", json!({ "grid": grid }), 2);
    hides_secrets("cube: [[[File!]!]!]", json!({ "cube": [[[file()], [file()]], [[file()]]] }), 3);
}

#[test]
fn parts_of_recursive_types_are_found_as_deep_as_they_can_be_stored() {
    hides_secrets("tree: Tree", json!({ "tree": nested(2) }), 1);
    // Lists count: this is 31 levels deep.
    hides_secrets("tree: Tree", json!({ "tree": nested(23) }), 1);
}

#[test]
fn parts_are_found_behind_unions_and_interfaces() {
    let folder = json!({ "__typename": "Folder", "title": "t", "files": [file(), file()] });
    let link = json!({ "__typename": "Link", "url": "u" });
    hides_secrets("thing: Thing", json!({ "thing": file() }), 1);
    hides_secrets("things: [Thing]", json!({ "things": [file(), link, folder] }), 3);
    let note = json!({ "__typename": "Note", "title": "t" });
    hides_secrets("entries: [[Entry]]", json!({ "entries": [[note], [folder, folder]] }), 4);
}

/// What an admin is answered by a field that a function answers, on an object that a mutation
/// answered and on one that was read.
fn brought(schema: &str, field: &str, brought: Json) -> [Outcome; 2] {
    let (api, admin) = (with(schema, every_mode()), admin());
    let sources: Vec<String> =
        api.data_sources().filter(|name| name.contains("files")).map(str::to_owned).collect();
    let api = sources
        .iter()
        .fold(api, |api, source| api.with_data_source(source, Fake::answering(brought.clone())));
    let client = Client { api: &api, caller: &admin };
    let made = answer(client, "Mutation.createDesk", json!({ "input": { "id": "1" } }));
    let read = answer(client, "Query.getDesk", json!({ "id": "1" }));
    [made, read].map(|desk| {
        let mut outcome = client.call_on(&desk, field, json!({}));
        outcome.result = secrets(client, &outcome.result).into();
        outcome
    })
}

const FILES: &str = "type Desk @model @auth(rules: [{ allow: private }]) {
  id: ID! files: [File] @function(name: \"files\") tree: Tree @function(name: \"files\")
  entries: [Entry] @function(name: \"files\")
  page: File @http(url: \"https://files.example.com\") }";

#[test]
fn functions_and_web_services_bring_parts_without_what_not_all_may_read() {
    let schema = format!("{FILES}{PARTS}");
    let page = json!({ "statusCode": 200, "headers": { "Content-Type": "application/json" }, "body": file().to_string() });
    let entry = json!({ "__typename": "Folder", "files": [file()] });
    for (field, answer) in [
        ("Desk.files", json!([file()])),
        ("Desk.tree", nested(20)),
        ("Desk.entries", json!([entry])),
        ("Desk.page", page),
    ] {
        let [told, read] = brought(&schema, field, answer);
        assert_eq!(told.result, json!([null]), "{field} {:?}", told.error);
        assert_eq!(read.result, json!(["s"]), "{field}");
    }
}

#[test]
fn objects_that_are_too_many_or_too_deep_are_not_published() {
    let schema = format!("{FILES}{PARTS}");
    let many = |count| Json::from(vec![file(); count]);
    assert_eq!(brought(&schema, "Desk.files", many(1000))[0].result, json!(vec![Json::Null; 1000]));
    for (field, answer) in [("Desk.files", many(1001)), ("Desk.tree", nested(60))] {
        let [told, read] = brought(&schema, field, answer);
        let error = told.error.unwrap_or_else(|| panic!("{field} is told"));
        assert_eq!(error.error_type.as_deref(), Some("TooLarge"));
        assert_eq!(read.error, None);
    }
}

#[test]
fn models_from_functions_are_published_like_related_ones() {
    let schema = format!(
        "type Desk @model @auth(rules: [{{ allow: private }}]) {{ id: ID! chair: Chair @function(name: \"files\") }}
         type Chair @model(subscriptions: null) @auth(rules: [{{ allow: private }}]) {{
           id: ID! file: File price: Int @auth(rules: [{{ allow: groups, groups: [\"Admin\"] }}]) }} {PARTS}"
    );
    let chair = json!({ "id": "1", "price": 5, "file": file() });
    let [told, read] = brought(&schema, "Desk.chair", chair.clone());
    assert_eq!((told.result, read.result), (json!([null]), json!(["s"])));
    let (api, admin) = (with(&schema, every_mode()), admin());
    let client = Client { api: &api, caller: &admin };
    assert_eq!(client.call_on(&chair, "Chair.price", json!({})).result, json!(5));
    let mut below = chair;
    below["__operation"] = json!("Mutation");
    assert_eq!(client.call_on(&below, "Chair.price", json!({})).result, Json::Null);
}

#[test]
fn objects_of_custom_templates_are_published_like_others() {
    const NOTHING: &str = r#"{ "version": "2018-05-29", "payload": {} }"#;
    let file = file();
    let put =
        format!("$util.qr($ctx.prev.result.put('file', {file}))\n$util.toJson($ctx.prev.result)");
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (name, text) in [
        ("Desk.drawn.req.vtl", NOTHING),
        ("Desk.drawn.res.vtl", &file.to_string()),
        ("Mutation.updateDesk.finish.1.req.vtl", NOTHING),
        ("Mutation.updateDesk.finish.1.res.vtl", &put),
    ] {
        std::fs::write(folder.path().join(name), text).expect("it can be written");
    }
    let schema = format!(
        "type Desk @model @auth(rules: [{{ allow: private }}]) {{ id: ID! file: File drawn: File }} {PARTS}"
    );
    let compiler = Compiler::new().source("schema.graphql", &schema).settings(every_mode());
    let compilation = compiler.templates(folder.path()).compile();
    let (api, admin) = (of(compilation.unwrap_or_else(|failure| panic!("{failure}"))), admin());
    let client = Client { api: &api, caller: &admin };
    answer(client, "Mutation.createDesk", json!({ "input": { "id": "1" } }));
    let updated = answer(client, "Mutation.updateDesk", json!({ "input": { "id": "1" } }));
    let read = answer(client, "Query.getDesk", json!({ "id": "1" }));
    assert_eq!(secrets(client, &updated), [Json::Null]);
    let drawn =
        |desk: &Json| secrets(client, &client.call_on(desk, "Desk.drawn", json!({})).result);
    assert_eq!((drawn(&updated), drawn(&read)), (vec![Json::Null], vec![json!("s")]));
}
