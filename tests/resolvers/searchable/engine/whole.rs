//! Every operator, aggregates, orders and pages.

use serde_json::{Value as Json, json};

use super::{Searched, alice, editor, ids};

fn notes() -> Vec<(&'static str, Json)> {
    vec![
        (
            "alice",
            json!({ "id": "1", "title": "Hello World", "likes": 1, "rating": 0.5,
            "open": true, "state": "DRAFT", "day": "2030-01-01", "tags": ["x", "y"], "_mark": 1,
            "secret": "red", "meta": { "kind": "letter" } }),
        ),
        (
            "alice",
            json!({ "id": "2", "title": "hello there", "likes": 5, "rating": 1.5,
            "open": false, "state": "PUBLIC", "day": "2030-02-01+01:00", "secret": "blue" }),
        ),
        ("alice", json!({ "id": "3", "title": "Good bye, world", "likes": 9, "state": "PUBLIC" })),
        (
            "bob",
            json!({ "id": "4", "title": "Hello from Bob", "likes": 100, "state": "PUBLIC",
            "secret": "red" }),
        ),
    ]
}

#[test]
#[ignore = "needs a search engine; see OSMEM"]
fn what_is_written_is_found_by_those_who_may() {
    let searched = Searched::start();
    let search = |identity, arguments| searched.search(identity, arguments);
    let before = search(alice(), json!({ "sort": [{ "field": "likes" }] }));
    assert_eq!((&before["total"], &before["items"]), (&json!(0), &json!([])), "there is no index");
    for (owner, input) in notes() {
        searched.create(owner, input);
    }
    searched.follow();

    for (filter, mine, all) in [
        (json!(null), "123", "1234"),
        (json!({ "title": { "eq": "Hello World" } }), "1", "1"),
        (json!({ "title": { "ne": "Hello World" } }), "23", "234"),
        (json!({ "title": { "match": "hello" } }), "12", "124"),
        (json!({ "title": { "matchPhrase": "hello there" } }), "2", "2"),
        (json!({ "title": { "matchPhrasePrefix": "hello wo" } }), "1", "1"),
        (json!({ "title": { "multiMatch": "world" } }), "13", "13"),
        (json!({ "title": { "wildcard": "wor*" } }), "13", "13"),
        (json!({ "title": { "regexp": "b.e" } }), "3", "3"),
        (json!({ "title": { "gte": "Hello", "lt": "I" } }), "1", "14"),
        (json!({ "title": { "range": ["G", "H"] } }), "3", "3"),
        (json!({ "title": { "exists": true } }), "123", "1234"),
        (json!({ "day": { "exists": false } }), "3", "34"),
        (json!({ "day": { "gt": "2030-01-15" } }), "2", "2"),
        (json!({ "day": { "eq": "2030-01-01" } }), "1", "1"),
        (json!({ "createdAt": { "lte": "2030-01-01T00:00:00.000Z" } }), "123", "1234"),
        (json!({ "likes": { "range": [5, 100] } }), "23", "234"),
        (json!({ "rating": { "lte": 0.5 } }), "1", "1"),
        (json!({ "open": { "eq": false } }), "2", "2"),
        (json!({ "state": { "eq": "PUBLIC" } }), "23", "234"),
        (json!({ "tags": { "eq": "y" } }), "1", "1"),
        (json!({ "_mark": { "eq": 1 } }), "1", "1"),
        (json!({ "meta": { "match": "letter" } }), "1", "1"),
        (json!({ "or": [{ "likes": { "gt": 50 } }, { "likes": { "lt": 2 } }] }), "1", "14"),
        (json!({ "and": [{ "likes": { "gt": 2 } }, { "likes": { "lt": 9 } }] }), "2", "2"),
        (
            json!({ "not": { "or": [{ "likes": { "eq": 1 } }, { "id": { "eq": "2" } }] } }),
            "3",
            "34",
        ),
        (json!({ "id": { "eq": "4" } }), "", "4"),
    ] {
        for (identity, expected) in [(alice(), mine), (editor(), all)] {
            let page = search(identity, json!({ "filter": filter }));
            assert_eq!(ids(&page), expected, "{filter}");
            assert_eq!(page["total"], expected.len(), "{filter}");
        }
    }

    let secret = json!({ "filter": { "secret": { "eq": "red" } } });
    assert_eq!(ids(&search(alice(), secret.clone())), "1");
    assert_eq!(
        ids(&search(editor(), secret)),
        "",
        "editors own nothing whose secret they may read"
    );
    let other = json!({ "filter": { "not": { "secret": { "eq": "red" } } } });
    assert_eq!(ids(&search(editor(), other)), "1234", "and what they may not read tells nothing");

    let aggregates = json!([
        { "name": "states", "type": "terms", "field": "state" },
        { "name": "likes", "type": "sum", "field": "likes" },
        { "name": "ratings", "type": "avg", "field": "rating" },
        { "name": "titles", "type": "cardinality", "field": "title" },
        { "name": "least", "type": "min", "field": "likes" },
        { "name": "most", "type": "max", "field": "likes" }]);
    let page = search(alice(), json!({ "limit": 1, "aggregates": aggregates }));
    let result = |name: &str| {
        let items = page["aggregateItems"].as_array().unwrap();
        items.iter().find(|item| item["name"] == name).unwrap()["result"].clone()
    };
    for (name, value) in
        [("likes", 15.0), ("ratings", 1.0), ("titles", 3.0), ("least", 1.0), ("most", 9.0)]
    {
        assert_eq!(result(name)["value"].as_f64(), Some(value), "{name}");
    }
    let states = json!([{ "key": "PUBLIC", "doc_count": 2 }, { "key": "DRAFT", "doc_count": 1 }]);
    assert_eq!(result("states")["buckets"], states);

    let mut titles = vec![];
    let mut token = Json::Null;
    loop {
        let sort = json!([{ "field": "state", "direction": "asc" }, { "field": "likes" }]);
        let page = search(editor(), json!({ "sort": sort, "limit": 1, "nextToken": token }));
        titles.extend(page["items"].as_array().unwrap().iter().map(|item| item["id"].clone()));
        token = page["nextToken"].clone();
        if token.is_null() {
            break;
        }
    }
    assert_eq!(titles, ["1", "4", "3", "2"]);
    assert_eq!(ids(&search(editor(), json!({ "from": 3 }))), "1");
    let found = search(alice(), json!({ "filter": { "id": { "eq": "1" } } }));
    assert_eq!(found["items"][0]["_mark"], 1);
    assert_eq!(found["items"][0]["meta"], json!({ "kind": "letter" }));
}
