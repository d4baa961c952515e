use serde_json::{Value as Json, json};

use super::{call, check_errors};

const FUNCTION: &str = "util.transform.toElasticsearchQueryDSL";

#[track_caller]
fn check(filter: Json, expected: Json) {
    let query = call(FUNCTION, json!([filter])).unwrap();
    let query: Json = serde_json::from_str(query.as_str().unwrap()).unwrap();
    assert_eq!(query, expected, "{filter}");
}

/// Documented: the developer guide's example.
#[test]
fn answers_as_documented() {
    check(
        json!({"upvotes": {"ne": 15, "range": [10, 20]}, "title": {"eq": "hihihi", "wildcard": "h*i"}}),
        json!({"bool": {"must": [
            {"bool": {"must": [
                {"bool": {"must_not": {"term": {"upvotes": 15}}}},
                {"range": {"upvotes": {"gte": 10, "lte": 20}}}
            ]}},
            {"bool": {"must": [{"term": {"title": "hihihi"}}, {"wildcard": {"title": "h*i"}}]}}
        ]}}),
    );
}

#[test]
fn every_operator_is_a_query() {
    for (condition, query) in [
        (json!({"eq": 1}), json!({"term": {"a": 1}})),
        (json!({"ne": 1}), json!({"bool": {"must_not": {"term": {"a": 1}}}})),
        (json!({"match": "x"}), json!({"match": {"a": "x"}})),
        (json!({"matchPhrase": "x"}), json!({"match_phrase": {"a": "x"}})),
        (json!({"matchPhrasePrefix": "x"}), json!({"match_phrase_prefix": {"a": "x"}})),
        (json!({"multiMatch": "x"}), json!({"multi_match": {"query": "x", "fields": ["a"]}})),
        (json!({"wildcard": "x*"}), json!({"wildcard": {"a": "x*"}})),
        (json!({"regexp": "x+"}), json!({"regexp": {"a": "x+"}})),
        (json!({"gt": 1}), json!({"range": {"a": {"gt": 1}}})),
        (json!({"gte": 1}), json!({"range": {"a": {"gte": 1}}})),
        (json!({"lt": 1}), json!({"range": {"a": {"lt": 1}}})),
        (json!({"lte": 1}), json!({"range": {"a": {"lte": 1}}})),
        (json!({"range": [1, 2]}), json!({"range": {"a": {"gte": 1, "lte": 2}}})),
        (json!({"exists": true}), json!({"exists": {"field": "a"}})),
        (json!({"exists": false}), json!({"bool": {"must_not": {"exists": {"field": "a"}}}})),
    ] {
        check(json!({ "a": condition }), query);
    }
}

#[test]
fn filters_are_joined() {
    let (a, b) = (json!({"a": {"eq": 1}}), json!({"b": {"eq": 2}}));
    let (a_query, b_query) = (json!({"term": {"a": 1}}), json!({"term": {"b": 2}}));
    check(json!({"and": [a, b]}), json!({"bool": {"must": [a_query, b_query]}}));
    check(
        json!({"or": [a, b]}),
        json!({"bool": {"should": [a_query, b_query], "minimum_should_match": 1}}),
    );
    check(json!({"not": a}), json!({"bool": {"must_not": a_query}}));
    check(
        json!({"a": {"eq": 1}, "not": {"or": [b]}, "c": null}),
        json!({"bool": {"must": [
            a_query,
            {"bool": {"must_not": {"bool": {"should": [b_query], "minimum_should_match": 1}}}}
        ]}}),
    );
    check(json!({}), json!({"bool": {"must": []}}));
}

#[test]
fn what_has_no_meaning_is_an_error() {
    check_errors(
        FUNCTION,
        &[
            (json!([null]), "argument 1 has to be a Map, and is null"),
            (json!([{"a": 1}]), "`a` is not a Map of operators"),
            (json!([{"a": {"like": 1}}]), "unknown operator `like` for `a`"),
            (json!([{"a": {"range": [1]}}]), "`range` takes two values"),
            (json!([{"a": {"exists": 1}}]), "`exists` does not take 1"),
            (json!([{"and": {}}]), "`and` is not a List of filters"),
        ],
    );
}
