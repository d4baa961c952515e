//! Owners and groups that are part of keys, which DynamoDB does not filter by.

use burgeon_simulator::{Api, Outcome};
use serde_json::{Value as Json, json};

use super::caller::{Caller, Kind};
use super::client::Client;
use super::every_mode;
use crate::api::{values, with};

fn user(name: &'static str, groups: &[&str]) -> Caller {
    let identity = burgeon_simulator::Identity::user(name).groups(groups.iter().copied());
    Caller::new(name, Kind::UserPools, identity)
}

fn call(api: &Api, caller: &Caller, field: &str, arguments: Json) -> Outcome {
    Client { api, caller }.call(field, arguments)
}

/// The texts of a page's objects.
fn texts(outcome: Outcome) -> Vec<Json> {
    values(&outcome.ok().unwrap_or_else(|errors| panic!("{errors:?}")), "text")
}

fn by_sort_key() -> Api {
    let api = with(
        "type Note @model @auth(rules: [{ allow: owner, identityClaim: \"username\" }
           { allow: groups, groups: [\"Admin\"], operations: [read] }]) {
           room: ID! @primaryKey(sortKeyFields: [\"owner\"]) owner: String! text: String }",
        every_mode(),
    );
    let note = |owner: &str| json!({ "room": "r", "owner": owner, "text": owner });
    api.seed("NoteTable", ["alice", "bob", "carol"].map(note)).expect("they are stored");
    api
}

#[test]
fn of_a_partition_owners_are_shown_what_is_theirs() {
    let api = by_sort_key();
    let list = |caller: &Caller, arguments: Json| call(&api, caller, "Query.listNotes", arguments);
    let (bob, admin) = (user("bob", &[]), user("carol", &["Admin"]));
    let narrowed = list(&bob, json!({ "room": "r" }));
    assert_eq!(
        narrowed.requests[0].request["query"]["expression"],
        "#partition = :partition AND #sort = :sort"
    );
    assert_eq!(texts(narrowed), ["bob"]);
    assert_eq!(texts(list(&bob, json!({ "room": "r", "owner": { "eq": "bob" } }))), ["bob"]);
    assert_eq!(texts(list(&bob, json!({ "room": "r", "owner": { "beginsWith": "b" } }))), ["bob"]);
    assert_eq!(texts(list(&bob, json!({ "room": "r", "owner": { "ge": "a" } }))), ["bob"]);
    assert!(texts(list(&bob, json!({ "room": "r", "owner": { "eq": "alice" } }))).is_empty());
    assert!(texts(list(&bob, json!({ "room": "r", "owner": { "gt": "bob" } }))).is_empty());
    assert_eq!(texts(list(&bob, json!({}))), ["bob"]);
    assert_eq!(texts(list(&admin, json!({ "room": "r" }))), ["alice", "bob", "carol"]);
    assert!(list(&Caller::every()[0], json!({ "room": "r" })).is_unauthorized());
}

#[test]
fn callers_outside_the_key_send_no_request() {
    let api = by_sort_key();
    let get = |owner: &str| {
        let key = json!({ "room": "r", "owner": owner });
        call(&api, &user("bob", &[]), "Query.getNote", key)
    };
    assert_eq!(get("bob").result["text"], "bob");
    for owner in ["alice", "nobody"] {
        let outcome = get(owner);
        assert!(outcome.is_unauthorized() && outcome.requests.is_empty(), "{owner}");
    }
}

#[test]
fn a_partition_is_its_owners() {
    let api = with(
        "type Box @model @auth(rules: [{ allow: owner }, { allow: groups, groupsField: \"team\" }]) {
           owner: String! @primaryKey(sortKeyFields: [\"name\"]) name: String!
           team: String text: String }",
        every_mode(),
    );
    let of = |owner: &str, name: &str, team: &str| json!({ "owner": owner, "name": name, "team": team, "text": format!("{owner} {name}") });
    let boxes = [
        of("sub-bob::bob", "1", "Red"),
        of("bob", "2", "Blue"),
        of("alice", "3", "Red"),
        of("alice", "4", "Blue"),
    ];
    api.seed("BoxTable", boxes).expect("they are stored");
    let list = |caller: &Caller, arguments: Json| call(&api, caller, "Query.listBoxes", arguments);
    let (bob, red) = (user("bob", &[]), user("bob", &["Red"]));
    assert_eq!(texts(list(&bob, json!({ "owner": "sub-bob::bob" }))), ["sub-bob::bob 1"]);
    assert_eq!(texts(list(&bob, json!({ "owner": "bob", "name": { "ge": "1" } }))), ["bob 2"]);
    assert!(list(&bob, json!({ "owner": "alice" })).is_unauthorized());
    assert_eq!(texts(list(&red, json!({ "owner": "alice" }))), ["alice 3"]);
    assert_eq!(texts(list(&bob, json!({}))).len(), 2);
    assert_eq!(texts(list(&red, json!({}))).len(), 3);
}

#[test]
fn indexes_by_owners_and_groups_find_what_the_rules_allow() {
    let api = with(
        "type Note @model @auth(rules: [{ allow: owner }, { allow: groups, groupsField: \"team\", operations: [read] }]) {
           id: ID! text: String owner: String @index(name: \"byOwner\", queryField: \"byOwner\")
           kind: String @index(name: \"byKind\", sortKeyFields: [\"owner\"], queryField: \"byKind\")
           team: String @index(name: \"byTeam\", sortKeyFields: [\"text\"], queryField: \"byTeam\")
           place: String @index(name: \"byPlace\", sortKeyFields: [\"team\"], queryField: \"byPlace\") }",
        every_mode(),
    );
    let of = |id: &str, owner: &str, team: &str| json!({ "id": id, "owner": owner, "team": team, "kind": "k", "place": "p", "text": id });
    let notes = [
        of("1", "sub-bob::bob", "Red"),
        of("2", "bob", "Blue"),
        of("3", "alice", "Green"),
        of("4", "alice", "Red"),
    ];
    api.seed("NoteTable", notes).expect("they are stored");
    let (bob, some) = (user("bob", &[]), user("bob", &["Red", "Green"]));
    let ask = |caller: &Caller, query: &str, arguments: Json| {
        let mut texts = texts(call(&api, caller, &format!("Query.{query}"), arguments));
        texts.sort_by_key(ToString::to_string);
        texts
    };
    assert_eq!(ask(&bob, "byOwner", json!({ "owner": "bob" })), ["2"]);
    assert!(call(&api, &bob, "Query.byOwner", json!({ "owner": "alice" })).is_unauthorized());
    assert_eq!(ask(&some, "byOwner", json!({ "owner": "alice" })), ["3", "4"]);
    assert_eq!(ask(&bob, "byKind", json!({ "kind": "k" })), ["1", "2"]);
    assert_eq!(ask(&some, "byKind", json!({ "kind": "k" })), ["1", "2", "3", "4"]);
    assert_eq!(
        ask(&some, "byKind", json!({ "kind": "k", "owner": { "eq": "alice" } })),
        ["3", "4"]
    );
    assert_eq!(ask(&some, "byTeam", json!({ "team": "Red" })), ["1", "4"]);
    assert_eq!(ask(&bob, "byTeam", json!({ "team": "Red" })), ["1"]);
    assert_eq!(ask(&bob, "byPlace", json!({ "place": "p" })), ["1", "2"]);
    assert_eq!(ask(&some, "byPlace", json!({ "place": "p" })), ["1", "2", "3", "4"]);
}

#[test]
fn owners_may_be_stored_under_other_names() {
    let api = with(
        "type User @model @mapsTo(name: \"Person\") @auth(rules: [{ allow: private }]) {
           name: String! @primaryKey notes: [Note] @hasMany }
         type Note @model @auth(rules: [{ allow: owner, ownerField: \"userNotesName\" }]) {
           id: ID! text: String }",
        every_mode(),
    );
    let (bob, other) = (user("bob", &[]), user("dave", &[]));
    let input = json!({ "input": { "id": "1", "text": "t" } });
    let created = call(&api, &bob, "Mutation.createNote", input).ok().expect("it is created");
    assert_eq!(created["userNotesName"], "sub-bob::bob");
    assert_eq!(api.items("NoteTable").unwrap()[0]["personNotesName"], "sub-bob::bob");
    for (caller, is_allowed) in [(&bob, true), (&other, false)] {
        let name = caller.name;
        let get = call(&api, caller, "Query.getNote", json!({ "id": "1" }));
        assert_eq!(get.result["text"] == "t", is_allowed, "{name}");
        assert_eq!(get.is_unauthorized(), !is_allowed, "{name}");
        let listed = texts(call(&api, caller, "Query.listNotes", json!({})));
        assert_eq!(listed.len() == 1, is_allowed, "{name}");
        let user = json!({ "name": "sub-bob::bob" });
        let related = Client { api: &api, caller }.call_on(&user, "User.notes", json!({}));
        assert_eq!(related.result["items"][0]["text"] == "t", is_allowed, "{name}");
        for condition in [Json::Null, json!({ "text": { "eq": "t" } })] {
            let arguments = json!({ "input": { "id": "1", "text": "t" }, "condition": condition });
            let changed = call(&api, caller, "Mutation.updateNote", arguments);
            assert_eq!(changed.error.is_none(), is_allowed, "{name}: {:?}", changed.error);
            assert_eq!(changed.is_unauthorized(), !is_allowed, "{name}");
        }
    }
    let delete = |caller: &Caller| {
        call(&api, caller, "Mutation.deleteNote", json!({ "input": { "id": "1" } }))
    };
    assert!(delete(&other).is_unauthorized());
    assert_eq!(delete(&bob).ok().expect("it is removed")["userNotesName"], "sub-bob::bob");
}
