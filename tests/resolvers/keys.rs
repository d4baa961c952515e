//! `@primaryKey` and `@index`: objects are found by their keys, in the order of their sort keys.

use burgeon_simulator::Api;
use serde_json::{Value as Json, json};

use crate::api::{all_pages, answer, call, open, values};

const ITEM: &str = "
    type Item @model {
      order: ID! @primaryKey(sortKeyFields: [\"status\", \"number\"])
      status: Status!
      number: Int!
      place: String @index(name: \"byPlace\", sortKeyFields: [\"number\"])
      guest: String @index(name: \"byGuest\", sortKeyFields: [\"year\", \"month\"])
      year: Int
      month: Int
      rank: Int @index
      kind: Status @index(sortKeyFields: [\"rank\"], queryField: \"ofKind\")
    }
    enum Status { A B C }";

fn items() -> Api {
    let api = open(ITEM);
    for (status, number) in [("A", 1), ("A", 2), ("B", 1), ("B", 12), ("C", 5)] {
        create(&api, json!({ "order": "x", "status": status, "number": number, "place": "p" }));
    }
    create(&api, json!({ "order": "y", "status": "A", "number": 3, "place": "p", "rank": 7 }));
    api
}

fn create(api: &Api, input: Json) -> Json {
    answer(api, "Mutation.createItem", json!({ "input": input }))
}

fn error_type(api: &Api, field: &str, arguments: Json) -> Option<String> {
    let outcome = call(api, field, arguments);
    assert!(outcome.requests.is_empty(), "{field} asks the table before it looks at arguments");
    outcome.error_type().map(str::to_owned)
}

#[test]
fn objects_are_found_changed_and_removed_by_their_whole_key() {
    let api = items();
    let key = json!({ "order": "x", "status": "B", "number": 12 });
    let found = call(&api, "Query.getItem", key.clone());
    assert_eq!(found.requests_of("GetItem").len(), 1);
    assert_eq!(found.ok().unwrap()["place"], "p");
    let mut input = key.clone();
    input["place"] = json!("q");
    assert_eq!(answer(&api, "Mutation.updateItem", json!({ "input": input }))["place"], "q");
    answer(&api, "Mutation.deleteItem", json!({ "input": key }));
    assert_eq!(answer(&api, "Query.getItem", key), Json::Null);
    assert_eq!(api.items("ItemTable").unwrap().len(), 5);
}

#[test]
fn a_second_object_with_the_same_key_is_refused() {
    let api = items();
    let input = json!({ "order": "x", "status": "A", "number": 1 });
    let again = call(&api, "Mutation.createItem", json!({ "input": input }));
    assert_eq!(again.error_type(), Some("DynamoDB:ConditionalCheckFailedException"));
}

#[test]
fn a_list_is_a_query_once_the_partition_is_given() {
    let api = items();
    let all = call(&api, "Query.listItems", json!({}));
    assert_eq!(all.requests_of("Scan").len(), 1);
    assert_eq!(all.ok().unwrap()["items"].as_array().unwrap().len(), 6);
    let some = call(&api, "Query.listItems", json!({ "order": "x" }));
    assert_eq!(some.requests_of("Query").len(), 1);
    assert_eq!(values(&some.ok().unwrap(), "number"), [1, 2, 1, 12, 5].map(Json::from));
}

#[test]
fn composite_sort_keys_are_compared_part_by_part() {
    let api = items();
    let numbers = |condition: Json| {
        let arguments = json!({ "order": "x", "statusNumber": condition });
        values(&answer(&api, "Query.listItems", arguments), "number")
    };
    assert_eq!(numbers(json!({ "eq": { "status": "B", "number": 12 } })), [12]);
    assert_eq!(numbers(json!({ "beginsWith": { "status": "B" } })), [1, 12]);
    assert_eq!(numbers(json!({ "gt": { "status": "B", "number": 12 } })), [5]);
    assert_eq!(numbers(json!({ "le": { "status": "A", "number": 2 } })), [1, 2]);
    let between =
        json!({ "between": [{ "status": "A", "number": 2 }, { "status": "B", "number": 1 }] });
    assert_eq!(numbers(between), [2, 1]);
    assert_eq!(numbers(json!({ "eq": null })), [1, 2, 1, 12, 5]);
}

#[test]
fn what_makes_no_condition_is_told_before_the_table_is_asked() {
    let api = items();
    let list = |arguments: Json| error_type(&api, "Query.listItems", arguments);
    let invalid = Some("InvalidArgumentsError".to_owned());
    let a = json!({ "status": "A" });
    assert_eq!(list(json!({ "statusNumber": { "eq": a } })), invalid);
    assert_eq!(list(json!({ "sortDirection": "DESC" })), invalid);
    let within = |condition: Json| list(json!({ "order": "x", "statusNumber": condition }));
    assert_eq!(within(json!({ "ge": a, "le": a })), invalid);
    assert_eq!(within(json!({ "between": [a] })), invalid);
    assert_eq!(within(json!({ "eq": { "number": 1 } })), invalid);
    let unordered = json!({ "rank": 7, "sortDirection": "ASC" });
    assert_eq!(error_type(&api, "Query.itemsByRank", unordered), invalid);
}

#[test]
fn an_index_answers_in_the_order_of_its_sort_key() {
    let api = items();
    let numbers =
        |arguments: Json| values(&answer(&api, "Query.itemsByPlaceAndNumber", arguments), "number");
    assert_eq!(numbers(json!({ "place": "p" })), [1, 1, 2, 3, 5, 12]);
    let down = json!({ "place": "p", "sortDirection": "DESC", "number": { "between": [2, 5] } });
    assert_eq!(numbers(down), [5, 3, 2]);
    let filter = json!({ "status": { "eq": "A" } });
    assert_eq!(numbers(json!({ "place": "p", "filter": filter })), [1, 2, 3]);
    assert_eq!(numbers(json!({ "place": "nowhere" })), Vec::<Json>::new());
    assert_eq!(values(&answer(&api, "Query.itemsByRank", json!({ "rank": 7 })), "number"), [3]);
}

#[test]
fn pages_of_an_index_lose_and_repeat_nothing() {
    let api = items();
    let (found, pages) = all_pages(2, |mut arguments| {
        arguments["place"] = json!("p");
        answer(&api, "Query.itemsByPlaceAndNumber", arguments)
    });
    assert_eq!(found.iter().map(|item| &item["number"]).collect::<Vec<_>>(), [1, 1, 2, 3, 5, 12]);
    assert!(pages >= 3, "{pages}");
}

#[test]
fn null_in_the_key_of_an_index_leaves_the_object_out_of_it() {
    let api = items();
    let key = json!({ "order": "z", "status": "C", "number": 1 });
    let mut input = key.clone();
    input["place"] = Json::Null;
    input["rank"] = Json::Null;
    input["kind"] = Json::Null;
    create(&api, input);
    let stored = &api.items("ItemTable").unwrap();
    let stored = stored.iter().find(|item| item["order"] == "z").unwrap();
    assert_eq!((stored.get("place"), stored.get("rank")), (None, None));

    let update = |change: Json| {
        let mut input = key.clone();
        input.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        answer(&api, "Mutation.updateItem", json!({ "input": input }))
    };
    let by_place = || {
        let page = answer(&api, "Query.itemsByPlaceAndNumber", json!({ "place": "z" }));
        page["items"].as_array().unwrap().len()
    };
    update(json!({ "place": "z" }));
    assert_eq!(by_place(), 1);
    update(json!({ "place": null }));
    assert_eq!(by_place(), 0);
}

#[test]
fn the_fields_of_a_composite_index_key_are_written_together() {
    let api = items();
    let key = json!({ "order": "z", "status": "C", "number": 1 });
    let with = |change: Json| {
        let mut input = key.clone();
        input.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        json!({ "input": input })
    };
    let found = || {
        let arguments = json!({ "guest": "g", "yearMonth": { "beginsWith": { "year": 2030 } } });
        let page = answer(&api, "Query.itemsByGuestAndYearAndMonth", arguments);
        page["items"].as_array().unwrap().len()
    };
    let partial = call(&api, "Mutation.createItem", with(json!({ "guest": "g", "year": 2030 })));
    assert!(partial.requests.is_empty() && partial.ok().is_err());
    answer(&api, "Mutation.createItem", with(json!({ "guest": "g" })));
    assert_eq!(found(), 0);
    answer(&api, "Mutation.updateItem", with(json!({ "year": 2030, "month": 2 })));
    assert_eq!(found(), 1);
    let half = call(&api, "Mutation.updateItem", with(json!({ "month": 3 })));
    assert!(half.requests.is_empty() && half.ok().is_err());
    answer(&api, "Mutation.updateItem", with(json!({ "rank": 1 })));
    assert_eq!(found(), 1);
    answer(&api, "Mutation.updateItem", with(json!({ "year": null, "month": 2 })));
    assert_eq!(found(), 0);
}

#[test]
fn enums_are_keys_like_strings() {
    let api = items();
    create(&api, json!({ "order": "z", "status": "C", "number": 1, "kind": "B", "rank": 3 }));
    let arguments = json!({ "kind": "B", "rank": { "ge": 3 } });
    assert_eq!(values(&answer(&api, "Query.ofKind", arguments), "order"), ["z"]);
}
