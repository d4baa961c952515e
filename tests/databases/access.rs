//! Who reads and changes what: rules on objects are part of the statements.

use burgeon_simulator::data_source::Sql;
use burgeon_simulator::{Api, Identity, Outcome};
use serde_json::{Value as Json, json};

use crate::database::{ALL, answer, answer_of, open, open_with, outcome, values};

const SCHEMA: &str = "\
type Note @model @auth(rules: [
  { allow: owner }
  { allow: owner, ownerField: \"editors\", operations: [read, update] }
  { allow: groups, groups: [\"Admin\"] }
  { allow: groups, groupsField: \"team\", operations: [read] }
]) {
  id: ID! @primaryKey
  text: String @index(queryField: \"notesByText\")
  owner: String
  editors: [String]
  team: String
  secret: String @auth(rules: [{ allow: owner }])
  pages: [Page] @hasMany(references: [\"noteId\"])
}
type Page @model @auth(rules: [{ allow: owner, identityClaim: \"username\" }]) {
  id: ID! @primaryKey
  noteId: ID
  owner: String
  note: Note @belongsTo(references: [\"noteId\"])
}";

fn notes(sql: Sql) -> Api {
    let pool = json!({ "userPoolId": "us-east-1_abc123" });
    let api = open(sql, SCHEMA, json!({ "auth": { "default": "userPools", "userPools": pool } }));
    let create = |caller: Identity, input: Json| {
        answer(&api.caller(caller), "Mutation.createNote", json!({ "input": input }))
    };
    let alice = || Identity::user("alice");
    create(alice(), json!({ "id": "a1", "text": "x", "editors": ["sub-bob::bob"] }));
    create(alice(), json!({ "id": "a2", "text": "x", "team": "red", "secret": "s" }));
    create(Identity::user("bob"), json!({ "id": "b1", "text": "x" }));
    api
}

fn seen(api: &Api, who: Identity, field: &str, arguments: Json) -> Vec<Json> {
    let caller = api.caller(who);
    let outcome = outcome(&caller, field, arguments);
    match outcome.is_unauthorized() {
        true => vec![],
        false => values(&outcome.ok().expect("a page"), "id"),
    }
}

fn change(api: &Api, who: &str, id: &str) -> Outcome {
    let input = json!({ "input": { "id": id, "text": format!("by {who}") } });
    outcome(&api.as_user(who), "Mutation.updateNote", input)
}

fn text(api: &Api, id: &str) -> Json {
    let admin = api.caller(Identity::user("root").groups(["Admin"]));
    answer(&admin, "Query.getNote", json!({ "id": id }))["text"].clone()
}

#[test]
#[ignore = "needs databases"]
fn callers_see_what_names_them() {
    for sql in ALL {
        let api = notes(sql);
        let cases = [
            (Identity::user("alice"), vec!["a1", "a2"]),
            (Identity::user("bob"), vec!["a1", "b1"]),
            (Identity::user("carol"), vec![]),
            (Identity::user("carol").groups(["red", "blue"]), vec!["a2"]),
            (Identity::user("root").groups(["Admin"]), vec!["a1", "a2", "b1"]),
            // Collations may take these for the same.
            (Identity::user("Alice"), vec![]),
            (Identity::user("alice "), vec![]),
            (Identity::user("carol").groups(["RED", "red "]), vec![]),
            (Identity::user("%"), vec![]),
            (Identity::user("' OR '1'='1"), vec![]),
            (Identity::custom(Json::Null), vec![]),
        ];
        for (who, ids) in cases {
            let shown = who.as_json()["username"].clone();
            let all: Vec<Json> = ids.iter().map(|id| json!(id)).collect();
            let listed = seen(&api, who.clone(), "Query.listNotes", json!({}));
            assert_eq!(listed, all, "{sql:?} {shown}");
            let found = seen(&api, who.clone(), "Query.notesByText", json!({ "text": "x" }));
            assert_eq!(found, all, "{sql:?} {shown}");
            for id in ["a1", "a2", "b1"] {
                let read = outcome(&api.caller(who.clone()), "Query.getNote", json!({ "id": id }));
                assert_eq!(read.result != Json::Null, ids.contains(&id), "{sql:?} {shown} {id}");
            }
            // No filter widens what is seen.
            let any =
                json!({ "filter": { "or": [{ "id": { "ne": "" } }, { "owner": { "ne": "x" } }] } });
            assert_eq!(seen(&api, who, "Query.listNotes", any), all, "{sql:?} {shown}");
        }
    }
}

#[test]
#[ignore = "needs databases"]
fn only_those_change_who_may() {
    for sql in ALL {
        let api = notes(sql);
        assert!(change(&api, "alice", "a1").error.is_none());
        assert!(change(&api, "bob", "a1").error.is_none());
        assert_eq!(text(&api, "a1"), "by bob");
        for (who, id) in [("bob", "a2"), ("carol", "a1"), ("alice", "b1"), ("ALICE", "a2")] {
            let refused = change(&api, who, id);
            assert!(refused.is_unauthorized(), "{sql:?} {who} {id}: {:?}", refused.error);
            assert_eq!(refused.result, Json::Null);
        }
        assert_eq!((text(&api, "a2"), text(&api, "b1")), (json!("x"), json!("x")));
        let delete = |who: &str, id: &str| {
            outcome(&api.as_user(who), "Mutation.deleteNote", json!({ "input": { "id": id } }))
        };
        assert!(delete("bob", "a1").is_unauthorized());
        assert!(delete("carol", "b1").is_unauthorized());
        assert_eq!(delete("bob", "b1").ok().unwrap()["id"], "b1");
        // Whether there is such an object is nobody's business.
        assert!(delete("bob", "b1").is_unauthorized());
    }
}

#[test]
#[ignore = "needs databases"]
fn a_condition_of_ones_own_opens_nothing() {
    for sql in ALL {
        let api = notes(sql);
        let arguments = json!({
            "input": { "id": "b1", "text": "taken" },
            "condition": { "or": [{ "text": { "eq": "x" } }, { "text": { "ne": "x" } }] }
        });
        let refused = outcome(&api.as_user("carol"), "Mutation.updateNote", arguments);
        assert!(refused.error.is_some() && refused.result == Json::Null);
        assert_eq!(text(&api, "b1"), "x");
    }
}

#[test]
#[ignore = "needs databases"]
fn no_user_creates_for_another() {
    for sql in ALL {
        let api = notes(sql);
        let input = json!({ "input": { "id": "n", "owner": "sub-alice::alice" } });
        let refused = outcome(&api.as_user("carol"), "Mutation.createNote", input);
        assert!(refused.is_unauthorized(), "{sql:?}");
        let own = json!({ "input": { "id": "n" } });
        let created = answer(&api.as_user("carol"), "Mutation.createNote", own);
        assert_eq!(created["owner"], "sub-carol::carol");
    }
}

#[test]
#[ignore = "needs databases"]
fn owners_do_not_take_over_by_an_update() {
    for sql in ALL {
        let api = notes(sql);
        let input = json!({ "input": { "id": "b1", "owner": "sub-carol::carol" } });
        let refused = outcome(&api.as_user("carol"), "Mutation.updateNote", input);
        assert!(refused.is_unauthorized() && refused.result == Json::Null, "{sql:?}");
    }
}

#[test]
#[ignore = "needs databases"]
fn relations_show_what_the_other_model_allows() {
    for sql in ALL {
        let api = notes(sql);
        for (who, id) in [("alice", "pa"), ("bob", "pb")] {
            let input = json!({ "input": { "id": id, "noteId": "a1" } });
            answer(&api.as_user(who), "Mutation.createPage", input);
        }
        let note = json!({ "id": "a1" });
        let pages = answer_of(&api.as_user("bob"), &note, "Note.pages", json!({}));
        assert_eq!(values(&pages, "id"), ["pb"]);
        let page = json!({ "noteId": "a2" });
        let hidden = api.as_user("bob").call_on(&page, "Page.note", json!({})).unwrap();
        assert_eq!(hidden.result, Json::Null);
        let shown = answer_of(&api.as_user("alice"), &page, "Page.note", json!({}));
        assert_eq!(shown["id"], "a2");
    }
}

#[test]
#[ignore = "needs databases"]
fn names_are_the_same_only_if_every_byte_is() {
    let schema = "type Note @model @auth(rules: [{ allow: owner, identityClaim: \"username\" }, \
                  { allow: groups, groupsField: \"team\" }]) \
                  { id: ID! @primaryKey owner: String team: String }";
    let loose = |sql: Sql| match sql {
        Sql::Postgres => {
            "CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false);\n\
             ALTER TABLE \"Note\" ALTER owner TYPE text COLLATE loose, ALTER team TYPE text COLLATE loose;"
        }
        Sql::Mysql => {
            "ALTER TABLE `Note` CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;"
        }
    };
    let pool = json!({ "userPoolId": "us-east-1_abc123" });
    for sql in ALL {
        let settings = json!({ "auth": { "default": "userPools", "userPools": pool } });
        let api = open_with(sql, schema, settings, loose(sql));
        let create = json!({ "input": { "id": "1", "team": "red" } });
        answer(&api.as_user("alice"), "Mutation.createNote", create);
        let others = [
            Identity::user("ALICE"),
            Identity::user("alice "),
            Identity::user("\u{e1}lice"),
            Identity::user("x").groups(["Red", "red "]),
        ];
        for who in others {
            assert_eq!(seen(&api, who.clone(), "Query.listNotes", json!({})).len(), 0, "{sql:?}");
            let input = json!({ "input": { "id": "1", "team": "x" } });
            let changed = outcome(&api.caller(who), "Mutation.updateNote", input);
            assert!(changed.is_unauthorized(), "{sql:?}");
        }
        assert_eq!(seen(&api, Identity::user("alice"), "Query.listNotes", json!({})).len(), 1);
        let red = Identity::user("x").groups(["red"]);
        assert_eq!(seen(&api, red, "Query.listNotes", json!({})).len(), 1);
    }
}
