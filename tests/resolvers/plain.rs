//! `@model(form: PLAIN)`: the operations that AppSync's console makes of a table.

use burgeon::Settings;
use burgeon_simulator::Api;
use serde_json::{Value as Json, json};

use crate::api::{all_pages, answer, open, values, with};

const VISIT: &str = "type Visit @model(form: PLAIN) {
  guest: String! @primaryKey(sortKeyFields: [\"at\"])
  at: Int!
  room: ID @index(name: \"room-index\", sortKeyFields: [\"at\"])
  stars: Int
}";

fn filled() -> Api {
    let api = open(VISIT);
    for at in 0..6 {
        let input = json!({
            "guest": format!("guest{}", at % 2), "at": at, "room": format!("{}", at % 3), "stars": at,
        });
        answer(&api, "Mutation.createVisit", json!({ "input": input }));
    }
    api
}

#[test]
fn objects_are_written_read_and_removed_by_their_key() {
    let api = filled();
    let key = json!({ "guest": "guest1", "at": 3 });
    assert_eq!(answer(&api, "Query.getVisit", key.clone())["stars"], 3);
    let input = json!({ "guest": "guest1", "at": 3, "stars": null });
    answer(&api, "Mutation.updateVisit", json!({ "input": input }));
    assert_eq!(answer(&api, "Query.getVisit", key.clone())["stars"], Json::Null);
    answer(&api, "Mutation.deleteVisit", json!({ "input": key.clone() }));
    assert_eq!(answer(&api, "Query.getVisit", key), Json::Null);
    let again = json!({ "input": { "guest": "guest1", "at": 1 } });
    let outcome = api.as_api_key().call("Mutation.createVisit", again).unwrap();
    assert_eq!(outcome.error_type(), Some("DynamoDB:ConditionalCheckFailedException"));
}

#[test]
fn lists_are_filtered_and_paged() {
    let api = filled();
    let found = answer(
        &api,
        "Query.listVisits",
        json!({ "filter": { "stars": { "between": [2, 4] }, "guest": { "beginsWith": "guest0" } } }),
    );
    let mut stars = values(&found, "stars");
    stars.sort_by_key(Json::as_i64);
    assert_eq!(stars, [json!(2), json!(4)]);
    let (all, pages) = all_pages(2, |page| answer(&api, "Query.listVisits", page));
    assert_eq!(all.len(), 6);
    assert!(pages >= 3);
}

#[test]
fn an_index_is_asked_by_partition_and_by_value() {
    let api = filled();
    let all = answer(&api, "Query.queryVisitsByRoomIndex", json!({ "room": "1" }));
    assert_eq!(values(&all, "at"), [json!(1), json!(4)]);
    let one = answer(&api, "Query.queryVisitsByRoomIndex", json!({ "room": "1", "at": 4 }));
    assert_eq!(values(&one, "at"), [json!(4)]);
    let first = answer(&api, "Query.queryVisitsByRoomIndex", json!({ "room": "1", "first": 1 }));
    assert_eq!(values(&first, "at"), [json!(1)]);
    let next = json!({ "room": "1", "first": 1, "nextToken": first["nextToken"] });
    let second = answer(&api, "Query.queryVisitsByRoomIndex", next);
    assert_eq!(values(&second, "at"), [json!(4)]);
}

fn pool() -> Settings {
    let text = "auth: { default: userPools, userPools: { userPoolId: us-east-1_abc123 } }";
    Settings::read(&burgeon::core::source::Source::new("burgeon.yaml", text)).unwrap()
}

#[test]
fn rules_hold_as_they_do_for_other_models() {
    let api = with(
        "type Visit @model(form: PLAIN) @auth(rules: [{ allow: owner, ownerField: \"guest\" }]) {
           id: ID!
           guest: String
           stars: Int
           room: ID @index(name: \"room-index\", sortKeyFields: [\"guest\"])
         }",
        pool(),
    );
    let (ann, bob) = (api.as_user("ann"), api.as_user("bob"));
    let create = json!({ "input": { "id": "1", "room": "4" } });
    ann.call("Mutation.createVisit", create).unwrap().ok().unwrap();
    let get = json!({ "id": "1" });
    assert_eq!(ann.call("Query.getVisit", get.clone()).unwrap().ok().unwrap()["room"], "4");
    assert!(bob.call("Query.getVisit", get).unwrap().ok().is_err());
    for caller in [&ann, &bob] {
        for arguments in [json!({ "room": "4" }), json!({ "room": "4", "guest": "bob" })] {
            let outcome = caller.call("Query.queryVisitsByRoomIndex", arguments).unwrap();
            let found = outcome.ok().map(|page| values(&page, "id").len()).unwrap_or_default();
            let is_ann = std::ptr::eq(caller, &ann);
            assert!(found <= usize::from(is_ann), "{found}");
        }
    }
    let all = ann.call("Query.queryVisitsByRoomIndex", json!({ "room": "4" })).unwrap();
    assert_eq!(values(&all.ok().unwrap(), "id"), [json!("1")]);
}

#[test]
fn subscribers_receive_what_their_arguments_and_the_rules_allow() {
    let api = open(VISIT);
    let all = api.as_api_key().call("Subscription.onCreateVisit", json!({})).unwrap();
    assert_eq!(all.subscription_filter(), None);
    let some = json!({ "stars": 5, "room": "4" });
    let some = api.as_api_key().call("Subscription.onCreateVisit", some).unwrap();
    let filter = some.subscription_filter().unwrap().to_string();
    assert!(filter.contains("stars") && filter.contains("room"), "{filter}");
    let api = with(
        "type Visit @model(form: PLAIN) @auth(rules: [{ allow: owner, ownerField: \"guest\" }]) {
           id: ID!
           guest: String
           stars: Int
         }",
        pool(),
    );
    let opened = json!({ "stars": 5 });
    let opened = api.as_user("ann").call("Subscription.onCreateVisit", opened).unwrap();
    let filter = opened.subscription_filter().unwrap().to_string();
    assert!(filter.contains("stars") && filter.contains("ann"), "{filter}");
    // A comparison beside one's own name does not take the place of the rule.
    let own = json!({ "stars": 5, "guest": "ann" });
    let opened = api.as_user("ann").call("Subscription.onCreateVisit", own).unwrap();
    let filter = opened.subscription_filter().unwrap().to_string();
    assert!(filter.contains("stars") && filter.contains("ann"), "{filter}");
    let other = json!({ "guest": "bob" });
    let refused = api.as_user("ann").call("Subscription.onCreateVisit", other).unwrap();
    assert!(refused.ok().is_err());
}
