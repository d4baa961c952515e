//! Objects are written, read, changed and removed, with values of every type.

use burgeon_simulator::data_source::Sql;
use serde_json::{Value as Json, json};

use crate::database::{ALL, answer, open_to_all, outcome, values};

const SCHEMA: &str = "\
type Thing @model @refersTo(name: \"things\") {
  id: ID! @primaryKey
  title: String! @refersTo(name: \"the_title\")
  count: Int
  weight: Float
  isDone: Boolean
  day: AWSDate
  hour: AWSTime
  moment: AWSDateTime
  epoch: AWSTimestamp
  mail: AWSEmail
  state: State
  states: [State]
  tags: [String]
  numbers: [Int!]
  any: AWSJSON
  place: Place
  places: [Place]
}
enum State { OPEN CLOSED }
type Place { street: String! number: Int }";

fn thing() -> Json {
    json!({
        "id": "1", "title": "first", "count": -7, "weight": 1.5, "isDone": true,
        "day": "2024-02-29", "hour": "10:20:30.456", "moment": "2024-02-29T10:20:30.456Z",
        "epoch": 1_700_000_000_i64, "mail": "a@example.com", "state": "OPEN",
        "states": ["OPEN", "CLOSED"], "tags": ["a", "it's", null], "numbers": [3, 1],
        "any": { "a": [1, "x", null, { "b": true }] }, "place": { "street": "s", "number": 1 },
        "places": [{ "street": "t", "number": null }]
    })
}

#[test]
#[ignore = "needs databases"]
fn what_is_written_is_read() {
    for sql in ALL {
        let api = open_to_all(sql, SCHEMA);
        let caller = api.as_api_key();
        let created = answer(&caller, "Mutation.createThing", json!({ "input": thing() }));
        let read = answer(&caller, "Query.getThing", json!({ "id": "1" }));
        assert_eq!(created, read);
        for (field, value) in thing().as_object().unwrap() {
            match field.as_str() {
                // Written with the offset of the session.
                "moment" => {
                    assert!(read[field].as_str().unwrap().starts_with("2024-02-29T10:20:30.456"))
                }
                _ => assert_eq!(read[field], *value, "{sql:?} {field}"),
            }
        }
        let none = answer(&caller, "Query.getThing", json!({ "id": "2" }));
        assert_eq!(none, Json::Null);
    }
}

#[test]
#[ignore = "needs databases"]
fn ids_are_filled_in_and_nulls_are_kept() {
    for sql in ALL {
        let api = open_to_all(sql, SCHEMA);
        let caller = api.as_api_key();
        let input = json!({ "title": "x", "tags": null, "any": null, "isDone": false });
        let created = answer(&caller, "Mutation.createThing", json!({ "input": input }));
        assert_eq!(created["id"].as_str().unwrap().len(), 36);
        assert_eq!(created["isDone"], json!(false));
        for field in ["tags", "any", "moment", "count"] {
            assert_eq!(created[field], Json::Null, "{sql:?} {field}");
        }
    }
}

#[test]
#[ignore = "needs databases"]
fn an_object_is_created_once() {
    for sql in ALL {
        let api = open_to_all(sql, SCHEMA);
        let caller = api.as_api_key();
        answer(&caller, "Mutation.createThing", json!({ "input": { "id": "1", "title": "a" } }));
        let again = json!({ "input": { "id": "1", "title": "b" } });
        assert!(outcome(&caller, "Mutation.createThing", again).error.is_some());
        assert_eq!(answer(&caller, "Query.getThing", json!({ "id": "1" }))["title"], "a");
    }
}

#[test]
#[ignore = "needs databases"]
fn changes_set_what_is_given_and_nothing_else() {
    for sql in ALL {
        let api = open_to_all(sql, SCHEMA);
        let caller = api.as_api_key();
        answer(&caller, "Mutation.createThing", json!({ "input": thing() }));
        let input = json!({ "id": "1", "count": null, "tags": ["new"], "state": "CLOSED" });
        let changed = answer(&caller, "Mutation.updateThing", json!({ "input": input }));
        assert_eq!(changed["tags"], json!(["new"]));
        let read = answer(&caller, "Query.getThing", json!({ "id": "1" }));
        assert_eq!(read["count"], Json::Null);
        assert_eq!((&read["state"], &read["title"]), (&json!("CLOSED"), &json!("first")));
        assert_eq!(read, changed, "{sql:?}");
        let same = answer(&caller, "Mutation.updateThing", json!({ "input": { "id": "1" } }));
        assert_eq!(same, read);
        let missing = json!({ "input": { "id": "2", "count": 1 } });
        let missing = outcome(&caller, "Mutation.updateThing", missing);
        assert_eq!(missing.error_type(), Some("ConditionalCheckFailedException"));
    }
}

#[test]
#[ignore = "needs databases"]
fn conditions_decide_over_changes() {
    for sql in ALL {
        let api = open_to_all(sql, SCHEMA);
        let caller = api.as_api_key();
        answer(&caller, "Mutation.createThing", json!({ "input": thing() }));
        let change = |condition: Json| {
            let arguments = json!({ "input": { "id": "1", "count": 9 }, "condition": condition });
            outcome(&caller, "Mutation.updateThing", arguments).error_type().map(str::to_owned)
        };
        let failed = Some("ConditionalCheckFailedException".to_owned());
        assert_eq!(change(json!({ "title": { "eq": "other" } })), failed);
        assert_eq!(change(json!({ "title": { "eq": "first" } })), None);
        let delete = |condition: Json| {
            let arguments = json!({ "input": { "id": "1" }, "condition": condition });
            outcome(&caller, "Mutation.deleteThing", arguments).error_type().map(str::to_owned)
        };
        assert_eq!(delete(json!({ "count": { "lt": 9 } })), failed);
        assert_eq!(delete(json!({ "count": { "ge": 9 } })), None);
        assert_eq!(values(&answer(&caller, "Query.listThings", json!({})), "id").len(), 0);
    }
}

#[test]
#[ignore = "needs databases"]
fn defaults_are_filled_in_by_the_database() {
    let schema = "\
type Ticket @model {
  id: ID! @primaryKey
  state: State @default(value: \"OPEN\")
  text: String @default(value: \"it's\")
  count: Int @default(value: \"3\")
  isNew: Boolean @default(value: \"true\")
  at: AWSDateTime @default(value: \"2024-01-02T03:04:05Z\")
  any: AWSJSON @default(value: \"{\\\"a\\\": 1}\")
  tags: [String] @default(value: \"[\\\"a\\\"]\")
}
enum State { OPEN CLOSED }";
    for sql in ALL {
        let api = open_to_all(sql, schema);
        let created =
            answer(&api.as_api_key(), "Mutation.createTicket", json!({ "input": { "id": "1" } }));
        assert_eq!(created["state"], "OPEN");
        assert_eq!(created["text"], "it's");
        assert_eq!((&created["count"], &created["isNew"]), (&json!(3), &json!(true)));
        assert!(created["at"].as_str().unwrap().starts_with("2024-01-02T03:04:05"));
        assert_eq!((&created["any"], &created["tags"]), (&json!({ "a": 1 }), &json!(["a"])));
    }
}

#[test]
#[ignore = "needs databases"]
fn a_sequence_numbers_rows() {
    for sql in ALL {
        let schema =
            "type Order @model { number: Int! @primaryKey @default(sequence: true) name: String }";
        let api = open_to_all(sql, schema);
        let caller = api.as_api_key();
        let create =
            |input: Json| answer(&caller, "Mutation.createOrder", json!({ "input": input }));
        assert_eq!(create(json!({ "name": "a" })), json!({ "number": 1, "name": "a" }));
        assert_eq!(create(json!({}))["number"], 2);
        assert_eq!(create(json!({ "number": null }))["number"], 3);
        assert_eq!(
            create(json!({ "number": 7, "name": "b" })),
            json!({ "number": 7, "name": "b" })
        );
    }
    let schema = "type Order @model { number: Int! @primaryKey @default }";
    let api = open_to_all(Sql::Postgres, schema);
    assert_eq!(
        answer(&api.as_api_key(), "Mutation.createOrder", json!({ "input": {} }))["number"],
        1
    );
}

#[test]
#[ignore = "needs databases"]
fn mysql_numbers_rows_by_a_part_of_their_key() {
    let schema = "type Line @model {
  number: Int! @primaryKey(sortKeyFields: [\"part\"]) @default(sequence: true)
  part: String!
}";
    let api = open_to_all(Sql::Mysql, schema);
    let caller = api.as_api_key();
    let create = |input: Json| answer(&caller, "Mutation.createLine", json!({ "input": input }));
    assert_eq!(create(json!({ "part": "a" })), json!({ "number": 1, "part": "a" }));
    // MySQL takes 0 for no number.
    assert_eq!(create(json!({ "number": 0, "part": "a" })), json!({ "number": 2, "part": "a" }));
    assert_eq!(create(json!({ "number": 1, "part": "b" })), json!({ "number": 1, "part": "b" }));
    assert_eq!(create(json!({ "part": "b" })), json!({ "number": 3, "part": "b" }));
}
