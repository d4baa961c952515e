//! From what the engine found to what clients see.

use burgeon_simulator::data_source::{DataSourceError, Fake};
use serde_json::{Value as Json, json};

use crate::api::{call, open};

const POST: &str = "type Post @model @searchable { id: ID! title: String _mark: Int }";

fn answer(found: Json, arguments: Json) -> Json {
    let api = open(POST).with_data_source(super::SEARCH, Fake::answering(found));
    call(&api, "Query.searchPosts", arguments).ok().expect("it is found")
}

fn hits(ids: &[&str]) -> Json {
    let hit = |id: &&str| json!({ "_source": { "id": id, "__mark": 7 }, "sort": [id, 1] });
    json!({ "hits": { "total": { "value": 9 }, "hits": ids.iter().map(hit).collect::<Vec<_>>() } })
}

#[test]
fn objects_come_with_the_total_under_the_names_of_the_api() {
    let page = answer(hits(&["a", "b"]), json!({}));
    assert_eq!(page["total"], 9);
    assert_eq!((&page["items"][1]["id"], &page["items"][1]["_mark"]), (&json!("b"), &json!(7)));
    assert_eq!((page.get("nextToken"), &page["aggregateItems"]), (None, &json!([])));
}

#[test]
fn a_full_page_leads_to_the_next_one() {
    let engine = Fake::answering(hits(&["a", "b"]));
    let api = open(POST).with_data_source(super::SEARCH, engine.clone());
    let page = call(&api, "Query.searchPosts", json!({ "limit": 2 })).ok().unwrap();
    let token = page["nextToken"].clone();
    call(&api, "Query.searchPosts", json!({ "limit": 2, "nextToken": token })).ok().unwrap();
    assert_eq!(engine.requests()[1]["params"]["body"]["search_after"], json!(["b", 1]));
    assert_eq!(answer(hits(&[]), json!({ "limit": 0 })).get("nextToken"), None);
}

#[test]
fn aggregates_come_as_values_or_buckets() {
    let mut found = hits(&[]);
    found["aggregations"] = json!({
        "mean": { "doc_count": 2, "result": { "value": 1.5 } },
        "none": { "doc_count": 0, "result": { "value": null } },
        "words": { "doc_count": 2, "result": { "buckets": [{ "key": "a", "doc_count": 2 }] } },
        "flags": { "doc_count": 2, "result": { "buckets": [
            { "key": 1, "key_as_string": "true", "doc_count": 1 }, { "key": 5, "doc_count": 1 }] } },
        "empty": { "doc_count": 0, "result": { "buckets": [] } },
    });
    let page = answer(found, json!({}));
    let items = page["aggregateItems"].as_array().unwrap();
    let result =
        |name: &str| items.iter().find(|item| item["name"] == name).unwrap()["result"].clone();
    let buckets = |buckets: Json| json!({ "__typename": "SearchableAggregateBucketResult", "buckets": buckets });
    assert_eq!(
        result("mean"),
        json!({ "__typename": "SearchableAggregateScalarResult", "value": 1.5 })
    );
    assert_eq!(result("none"), Json::Null);
    assert_eq!(result("words"), buckets(json!([{ "key": "a", "doc_count": 2 }])));
    assert_eq!(
        result("flags"),
        buckets(json!([{ "key": "true", "doc_count": 1 }, { "key": "5", "doc_count": 1 }]))
    );
    assert_eq!(result("empty"), buckets(json!([])));
}

#[test]
fn errors_of_the_engine_are_reported() {
    let engine = Fake::failing(DataSourceError::new("OpenSearch:Exception", "no such query"));
    let api = open(POST).with_data_source(super::SEARCH, engine);
    let outcome = call(&api, "Query.searchPosts", json!({}));
    assert_eq!(outcome.error_type(), Some("OpenSearch:Exception"));
}
