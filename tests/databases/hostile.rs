//! No text of a caller becomes SQL, wherever it stands.

use burgeon_simulator::Identity;
use burgeon_simulator::data_source::Sql;
use serde_json::{Value as Json, json};

use crate::database::{ALL, answer, answer_of, open, open_to_all, outcome, values};

const SCHEMA: &str = "\
type Parent @model {
  id: ID! @primaryKey(sortKeyFields: [\"part\"])
  part: String!
  children: [Child] @hasMany(references: [\"parentId\", \"parentPart\"])
}
type Child @model {
  id: ID! @primaryKey
  parentId: ID
  parentPart: String
  name: String @index(name: \"byName\", sortKeyFields: [\"first\", \"second\"], queryField: \"childrenByName\")
  first: String
  second: String
  words: [String]
  any: AWSJSON
  parent: Parent @belongsTo(references: [\"parentId\", \"parentPart\"])
}";

/// Texts that mean something to SQL, to VTL, to JSON, or to the templates' own marks.
const TEXTS: [&str; 22] = [
    "'; DROP TABLE \"Child\"; --",
    "' OR '1'='1",
    "\" OR \"1\"=\"1",
    "` OR 1=1 -- ",
    "\\' OR 1=1 -- ",
    "x' UNION SELECT * FROM \"Child\" --",
    "1); DELETE FROM Child; --",
    "/* */ -- #",
    ":key0",
    ":p100",
    "$1 ? %s {0} {v} {c} {t}",
    "$where $parameters #set( $where = '' ) #end",
    "$util.error('x') ${ctx.args}",
    "{\"or\": [{\"id\": {\"ne\": \"\"}}]}",
    "\\",
    "\\\\",
    "%",
    "_",
    "\n\t\r\n",
    "\u{202e}‘’“”ʼ𝒳é",
    "NULL",
    "pg_sleep(10)",
];

#[test]
#[ignore = "needs databases"]
fn hostile_texts_are_kept_and_found_as_they_are() {
    for sql in ALL {
        let api = open_to_all(sql, SCHEMA);
        let caller = api.as_api_key();
        for (number, text) in TEXTS.iter().enumerate() {
            let about = format!("{sql:?} {text:?}");
            answer(
                &caller,
                "Mutation.createParent",
                json!({ "input": { "id": text, "part": text } }),
            );
            let child = json!({
                "id": text, "parentId": text, "parentPart": text, "name": text,
                "first": text, "second": text, "words": [text, "other"], "any": { *text: [text] }
            });
            let created = answer(&caller, "Mutation.createChild", json!({ "input": child }));
            for (field, value) in child.as_object().unwrap() {
                assert_eq!(created[field], *value, "{about} {field}");
            }
            let read = answer(&caller, "Query.getChild", json!({ "id": text }));
            assert_eq!(read, created, "{about}");
            assert_eq!(count(&api, sql), number + 1, "{about}");

            let compared = [
                json!({ "name": { "eq": text } }),
                json!({ "name": { "le": text, "ge": text } }),
                json!({ "name": { "between": [text, text] } }),
                json!({ "name": { "beginsWith": text }, "id": { "eq": text } }),
                json!({ "name": { "contains": text }, "first": { "eq": text } }),
                json!({ "words": { "contains": text } }),
                json!({ "not": { "name": { "ne": text } } }),
            ];
            for filter in compared {
                let page = answer(&caller, "Query.listChildren", json!({ "filter": filter }));
                assert_eq!(values(&page, "id"), [json!(text)], "{about} {filter}");
            }
            let sorted = [
                json!({ "eq": { "first": text, "second": text } }),
                json!({ "beginsWith": { "first": text, "second": text } }),
                json!({ "between": [{ "first": text }, { "first": text, "second": text }] }),
            ];
            for comparison in sorted {
                let arguments = json!({ "name": text, "firstSecond": comparison });
                let page = answer(&caller, "Query.childrenByName", arguments);
                assert_eq!(values(&page, "id"), [json!(text)], "{about} {comparison}");
            }
            let parent = answer(&caller, "Query.getParent", json!({ "id": text, "part": text }));
            let children = answer_of(&caller, &parent, "Parent.children", json!({}));
            assert_eq!(values(&children, "id"), [json!(text)], "{about}");
            let back = answer_of(&caller, &read, "Child.parent", json!({}));
            assert_eq!(back, parent, "{about}");
            let listed = answer(&caller, "Query.listParents", json!({ "id": text }));
            assert_eq!(values(&listed, "part"), [json!(text)], "{about}");

            let token = json!({ "nextToken": text });
            let refused = outcome(&caller, "Query.listChildren", token);
            assert!(refused.error.is_some() && refused.requests.is_empty(), "{about}");
        }
        for text in TEXTS {
            let about = format!("{sql:?} {text:?}");
            let input = json!({ "id": text, "name": text, "first": "new" });
            let condition = json!({ "second": { "eq": text }, "name": { "eq": text } });
            let arguments = json!({ "input": input, "condition": condition });
            let changed = answer(&caller, "Mutation.updateChild", arguments);
            assert_eq!(changed["first"], "new", "{about}");
        }
        assert_eq!(count(&api, sql), TEXTS.len());
        for (left, text) in TEXTS.iter().enumerate().rev() {
            let arguments =
                json!({ "input": { "id": text }, "condition": { "name": { "eq": text } } });
            answer(&caller, "Mutation.deleteChild", arguments);
            assert_eq!(count(&api, sql), left, "{sql:?} {text:?}");
        }
    }
}

fn count(api: &burgeon_simulator::Api, sql: Sql) -> usize {
    let page = answer(&api.as_api_key(), "Query.listChildren", json!({}));
    assert!(page["nextToken"].is_null(), "{sql:?}");
    values(&page, "id").len()
}

#[test]
#[ignore = "needs databases"]
fn names_that_no_field_has_are_refused() {
    for sql in ALL {
        let api = open_to_all(sql, SCHEMA);
        let caller = api.as_api_key();
        for text in TEXTS {
            let refused = [
                ("Query.listChildren", json!({ "filter": { text: { "eq": "x" } } })),
                ("Query.listChildren", json!({ "filter": { "name": { text: "x" } } })),
                ("Mutation.createChild", json!({ "input": { "id": "1", text: "x" } })),
                ("Mutation.updateChild", json!({ "input": { "id": "1", text: "x" } })),
            ];
            for (field, arguments) in refused {
                let outcome = outcome(&caller, field, arguments);
                assert!(outcome.error.is_some(), "{sql:?} {field} {text:?}");
                assert!(outcome.requests.is_empty(), "{sql:?} {field} {text:?}");
            }
        }
    }
}

#[test]
#[ignore = "needs databases"]
fn names_of_callers_are_bound_as_well() {
    let schema = "type Note @model @auth(rules: [{ allow: owner }, { allow: groups, groupsField: \"team\" }]) \
                  { id: ID! @primaryKey owner: String team: String }";
    let pool = json!({ "userPoolId": "us-east-1_abc123" });
    for sql in ALL {
        let settings = json!({ "auth": { "default": "userPools", "userPools": pool } });
        let api = open(sql, schema, settings);
        answer(&api.as_user("alice"), "Mutation.createNote", json!({ "input": { "id": "a" } }));
        for text in TEXTS {
            for who in [Identity::user(text), Identity::user("x").groups([text])] {
                let caller = api.caller(who);
                let page = outcome(&caller, "Query.listNotes", json!({}));
                assert_eq!(
                    page.ok().map(|page| page["items"].clone()).unwrap_or(json!([])),
                    json!([])
                );
                let own = json!({ "input": { "id": text, "team": text } });
                answer(&caller, "Mutation.createNote", own);
                let page = answer(&caller, "Query.listNotes", json!({}));
                assert_eq!(values(&page, "id"), [json!(text)], "{sql:?} {text:?}");
                let taken = json!({ "input": { "id": "a", "owner": text } });
                assert!(outcome(&caller, "Mutation.updateNote", taken).is_unauthorized());
                answer(&caller, "Mutation.deleteNote", json!({ "input": { "id": text } }));
            }
        }
        let left = answer(&api.as_user("alice"), "Query.listNotes", json!({}));
        assert_eq!(values(&left, "owner").len(), 1);
        assert_ne!(values(&left, "owner"), [Json::Null]);
    }
}
