//! From arguments to queries, clause by clause.
//!
//! Source of truth: OpenSearch's documentation, "Query DSL", "Sort results", "Aggregations".

use serde_json::{Value as Json, json};

use super::asked;
use crate::api::{call, open};

const POST: &str = "
    type Post @model @searchable {
      id: ID! title: String! tags: [String] likes: Int rating: Float open: Boolean state: State
      day: AWSDate seen: AWSTimestamp meta: AWSJSON _mark: Int at: Place createdAt: AWSDateTime }
    type Place { city: String }
    enum State { DRAFT PUBLIC }";

fn body(arguments: Json) -> Result<Json, String> {
    asked(open(POST), |api| call(api, "Query.searchPosts", arguments))
}

fn query(filter: Json) -> Json {
    body(json!({ "filter": filter })).unwrap()["query"].clone()
}

/// The only thing that is required.
#[track_caller]
fn clause(filter: Json) -> Json {
    let query = query(filter);
    let [only] = query["bool"]["must"].as_array().unwrap().as_slice() else { panic!("{query}") };
    only.clone()
}

#[test]
fn texts_are_compared_as_a_whole_and_matched_by_their_words() {
    for (condition, expected) in [
        (json!({ "eq": "A b" }), json!({ "term": { "title.keyword": "A b" } })),
        (
            json!({ "ne": "A b" }),
            json!({ "bool": { "must_not": { "term": { "title.keyword": "A b" } } } }),
        ),
        (json!({ "gt": "a" }), json!({ "range": { "title.keyword": { "gt": "a" } } })),
        (json!({ "gte": "a" }), json!({ "range": { "title.keyword": { "gte": "a" } } })),
        (json!({ "lt": "a" }), json!({ "range": { "title.keyword": { "lt": "a" } } })),
        (json!({ "lte": "a" }), json!({ "range": { "title.keyword": { "lte": "a" } } })),
        (
            json!({ "range": ["a", "b"] }),
            json!({ "range": { "title.keyword": { "gte": "a", "lte": "b" } } }),
        ),
        (json!({ "match": "a b" }), json!({ "match": { "title": "a b" } })),
        (json!({ "matchPhrase": "a b" }), json!({ "match_phrase": { "title": "a b" } })),
        (
            json!({ "matchPhrasePrefix": "a b" }),
            json!({ "match_phrase_prefix": { "title": "a b" } }),
        ),
        (
            json!({ "multiMatch": "a" }),
            json!({ "multi_match": { "query": "a", "fields": ["title"] } }),
        ),
        (json!({ "wildcard": "a*" }), json!({ "wildcard": { "title": "a*" } })),
        (json!({ "regexp": "a.*" }), json!({ "regexp": { "title": "a.*" } })),
        (json!({ "exists": true }), json!({ "exists": { "field": "title" } })),
        (
            json!({ "exists": false }),
            json!({ "bool": { "must_not": { "exists": { "field": "title" } } } }),
        ),
    ] {
        assert_eq!(clause(json!({ "title": condition })), expected);
    }
}

#[test]
fn every_field_is_asked_where_it_is_kept() {
    for (filter, expected) in [
        (json!({ "id": { "eq": "1" } }), json!({ "term": { "id.keyword": "1" } })),
        (json!({ "tags": { "eq": "x" } }), json!({ "term": { "tags.keyword": "x" } })),
        (json!({ "likes": { "gte": 3 } }), json!({ "range": { "likes": { "gte": 3 } } })),
        (json!({ "rating": { "lt": 1.5 } }), json!({ "range": { "rating": { "lt": 1.5 } } })),
        (json!({ "open": { "eq": true } }), json!({ "term": { "open": true } })),
        (json!({ "state": { "eq": "DRAFT" } }), json!({ "term": { "state.keyword": "DRAFT" } })),
        (json!({ "seen": { "eq": 5 } }), json!({ "term": { "seen": 5 } })),
        (json!({ "_mark": { "eq": 1 } }), json!({ "term": { "__mark": 1 } })),
        (
            json!({ "day": { "range": ["2030-01-01", "2030-02-01"] } }),
            json!({ "range": { "day": { "gte": "2030-01-01", "lte": "2030-02-01" } } }),
        ),
        (json!({ "meta": { "match": "a" } }), json!({ "match": { "json:meta": "a" } })),
        (json!({ "meta": { "eq": "{}" } }), json!({ "term": { "json:meta.keyword": "{}" } })),
        (json!({ "createdAt": { "exists": true } }), json!({ "exists": { "field": "createdAt" } })),
    ] {
        assert_eq!(clause(filter), expected);
    }
}

#[test]
fn conditions_are_joined_at_every_depth() {
    let term = |title: &str| json!({ "term": { "title.keyword": title } });
    let is = |title: &str| json!({ "title": { "eq": title } });
    assert_eq!(
        clause(json!({ "and": [is("a"), is("b")] })),
        json!({ "bool": { "must": [term("a"), term("b")] } })
    );
    assert_eq!(
        clause(json!({ "or": [is("a"), is("b")] })),
        json!({ "bool": { "should": [term("a"), term("b")], "minimum_should_match": 1 } })
    );
    assert_eq!(clause(json!({ "not": is("a") })), json!({ "bool": { "must_not": term("a") } }));
    let deep = json!({ "or": [{ "and": [is("a"), { "not": { "or": [is("b"), { "likes": { "gt": 1 } }] } }] }] });
    let or = json!({ "bool": {
        "should": [term("b"), { "range": { "likes": { "gt": 1 } } }], "minimum_should_match": 1 } });
    let and = json!({ "bool": { "must": [term("a"), { "bool": { "must_not": or } }] } });
    assert_eq!(clause(deep), json!({ "bool": { "should": [and], "minimum_should_match": 1 } }));
    let both =
        clause(json!({ "title": { "eq": "a", "match": "b" }, "likes": { "gt": 1, "lt": 9 } }));
    let clauses = both["bool"]["must"].as_array().unwrap();
    for expected in [
        term("a"),
        json!({ "match": { "title": "b" } }),
        json!({ "bool": { "must": [
            { "range": { "likes": { "gt": 1 } } }, { "range": { "likes": { "lt": 9 } } }] } }),
    ] {
        assert!(clauses.contains(&expected), "{both}");
    }
}

#[test]
fn null_and_missing_parts_are_no_conditions() {
    let all = json!({ "bool": { "filter": [] } });
    for arguments in [json!({}), json!({ "filter": null }), json!({ "filter": {} })] {
        assert_eq!(body(arguments).unwrap()["query"], all);
    }
    let term = json!({ "term": { "title.keyword": "a" } });
    let filter = json!({ "title": { "eq": "a", "match": null }, "likes": null, "and": null });
    assert_eq!(clause(filter), term);
}

#[test]
fn filters_may_nest_but_not_for_ever() {
    let nested = |depth: usize| {
        (0..depth).fold(json!({ "title": { "eq": "a" } }), |inner, _| json!({ "not": inner }))
    };
    let text = query(nested(19)).to_string();
    assert!(text.contains("title.keyword") && text.matches("must_not").count() == 19);
    let refused = body(json!({ "filter": nested(20) })).unwrap_err();
    assert_eq!(refused, "`filter` nests deeper than 20 levels");
}

#[test]
fn values_are_data_whatever_stands_in_them() {
    let hostile = "\"}}, \"term\":{\"title\": $util.error('x') #end ${ctx.identity} '\\";
    assert_eq!(
        clause(json!({ "title": { "eq": hostile } })),
        json!({ "term": { "title.keyword": hostile } })
    );
    let aggregates = json!([{ "name": hostile, "type": "terms", "field": "title" }]);
    let body = body(json!({ "aggregates": aggregates })).unwrap();
    assert_eq!(body["aggs"].as_object().unwrap().keys().collect::<Vec<_>>(), [hostile]);
}

#[test]
fn the_order_ends_with_the_key() {
    let order =
        |field: &str, order: &str| json!({ field: { "order": order, "unmapped_type": "keyword" } });
    let sort = |given: Json| body(json!({ "sort": given })).unwrap()["sort"].clone();
    assert_eq!(sort(Json::Null), json!([order("id.keyword", "desc")]));
    assert_eq!(
        sort(json!([{ "field": "title", "direction": "asc" }, { "field": "likes" }])),
        json!([order("title.keyword", "asc"), order("likes", "desc"), order("id.keyword", "desc")])
    );
    assert_eq!(
        sort(
            json!([{ "field": "id", "direction": "asc" }, { "field": "_mark" }, { "field": "id" }])
        ),
        json!([order("id.keyword", "asc"), order("__mark", "desc")])
    );
    assert_eq!(sort(json!([{ "direction": "asc" }])), json!([order("id.keyword", "asc")]));
    let keyed = "type Post @model @searchable {
        day: AWSDate! @primaryKey(sortKeyFields: [\"place\", \"number\"]) place: ID! number: Int! }";
    let body = asked(open(keyed), |api| call(api, "Query.searchPosts", json!({}))).unwrap();
    let fields = ["day", "place.keyword", "number"].map(|field| order(field, "desc"));
    assert_eq!(body["sort"], json!(fields));
}

#[test]
fn pages_begin_where_they_are_asked_to() {
    let page = body(json!({ "limit": 5, "from": 10 })).unwrap();
    assert_eq!((&page["size"], &page["from"]), (&json!(5), &json!(10)));
    assert_eq!(page["track_total_hits"], json!(true));
    let first = body(json!({})).unwrap();
    assert_eq!(
        (&first["size"], first.get("from"), first.get("search_after")),
        (&json!(100), None, None)
    );
    // ["a", 1]
    let next = body(json!({ "nextToken": "WyJhIiwgMV0=" })).unwrap();
    assert_eq!(next["search_after"], json!(["a", 1]));
    let both = body(json!({ "nextToken": "WyJhIl0=", "from": 1 })).unwrap_err();
    assert_eq!(both, "`from` and `nextToken` exclude each other");
    // ], "query": {
    assert!(body(json!({ "nextToken": "XSwgInF1ZXJ5Ijoge30=" })).is_err());
}

#[test]
fn aggregates_count_what_is_found() {
    let aggregate =
        |name: &str, ty: &str, field: &str| json!({ "name": name, "type": ty, "field": field });
    let given = json!([
        aggregate("byState", "terms", "state"),
        aggregate("mean", "avg", "rating"),
        aggregate("least", "min", "likes"),
        aggregate("most", "max", "_mark"),
        aggregate("sum", "sum", "likes"),
        aggregate("days", "cardinality", "day"),
    ]);
    let counted = body(json!({ "aggregates": given })).unwrap()["aggs"].clone();
    for (name, ty, field) in [
        ("byState", "terms", "state.keyword"),
        ("mean", "avg", "rating"),
        ("least", "min", "likes"),
        ("most", "max", "__mark"),
        ("sum", "sum", "likes"),
        ("days", "cardinality", "day"),
    ] {
        let result = json!({ ty: { "field": field } });
        assert_eq!(
            counted[name],
            json!({ "filter": { "match_all": {} }, "aggs": { "result": result } })
        );
    }
    let twice = json!([aggregate("a", "avg", "likes"), aggregate("a", "sum", "likes")]);
    let refused = body(json!({ "aggregates": twice })).unwrap_err();
    assert_eq!(refused, "two of `aggregates` are called \"a\"");
}

#[test]
fn models_have_indexes_of_their_own() {
    use burgeon_simulator::data_source::Fake;

    let schema = "type BlogPost @model @searchable(queries: { search: \"find\" }) { id: ID! }";
    let engine = Fake::answering(super::nothing());
    let api = open(schema).with_data_source(super::SEARCH, engine.clone());
    call(&api, "Query.find", json!({})).ok().unwrap();
    let request = &engine.requests()[0];
    assert_eq!(
        (&request["operation"], &request["path"]),
        (&json!("GET"), &json!("/blogpost/_search"))
    );
    assert_eq!(request["params"]["queryString"], json!({ "ignore_unavailable": "true" }));
}
