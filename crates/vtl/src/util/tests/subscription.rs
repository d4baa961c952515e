use serde_json::{Value as Json, json};

use super::{NOW, check, check_errors, run};
use crate::environment::{Environment, Limits};
use crate::fault::ErrorCode;

const FUNCTION: &str = "util.transform.toSubscriptionFilter";

/// A filter of groups, each a list of `[fieldName, operator, value]`.
fn groups(groups: Json) -> Json {
    let compare = |c: &Json| json!({"fieldName": c[0], "operator": c[1], "value": c[2]});
    let group = |g: &Json| {
        let filters: Vec<Json> = g.as_array().unwrap().iter().map(compare).collect();
        json!({ "filters": filters })
    };
    let groups: Vec<Json> = groups.as_array().unwrap().iter().map(group).collect();
    json!({ "filterGroup": groups })
}

fn documented_filter() -> Json {
    json!({
        "percentageUp": {"lte": 50, "gte": 20},
        "and": [{"title": {"ne": "Book1"}}, {"downvotes": {"gt": 2000}}],
        "or": [{"author": {"eq": "Admin"}}, {"isPublished": {"eq": false}}]
    })
}

/// Documented: the developer guide's examples of one, two and three arguments.
#[test]
fn answers_as_documented() {
    let (title, downvotes) = (json!(["title", "ne", "Book1"]), json!(["downvotes", "gt", 2000]));
    let (author, published) =
        (json!(["author", "eq", "Admin"]), json!(["isPublished", "eq", false]));
    let (lte, gte) = (json!(["percentageUp", "lte", 50]), json!(["percentageUp", "gte", 20]));
    let ignored = json!(["percentageUp", "author"]);
    let rules = json!({"upvotes": {"gte": 250}, "author": {"eq": "Person1"}});
    check(
        FUNCTION,
        &[
            (
                json!([documented_filter()]),
                groups(json!([
                    [lte, title, downvotes, author],
                    [lte, title, downvotes, published],
                    [gte, title, downvotes, author],
                    [gte, title, downvotes, published]
                ])),
            ),
            (json!([documented_filter(), ignored]), groups(json!([[title, downvotes, published]]))),
            (
                json!([documented_filter(), ignored, rules]),
                groups(json!([
                    [title, downvotes, published, ["upvotes", "gte", 250]],
                    [title, downvotes, published, ["author", "eq", "Person1"]]
                ])),
            ),
        ],
    );
}

#[test]
fn filters_are_nested() {
    let nested = json!({"or": [
        {"and": [{"a": {"eq": 1}}, {"or": [{"b": {"eq": 2}}, {"c": {"eq": 3}}]}]},
        {"d": {"eq": 4}}
    ]});
    check(
        FUNCTION,
        &[
            (
                json!([nested]),
                groups(json!([
                    [["a", "eq", 1], ["b", "eq", 2]],
                    [["a", "eq", 1], ["c", "eq", 3]],
                    [["d", "eq", 4]]
                ])),
            ),
            (json!([nested, ["a", "b", "c"]]), groups(json!([[["d", "eq", 4]]]))),
            // What is empty asks nothing.
            (json!([{}]), groups(json!([[]]))),
            (json!([{"a": {"eq": 1}}, ["a"]]), groups(json!([[]]))),
            (json!([{"a": null, "or": [], "and": [{}]}, null, null]), groups(json!([[]]))),
            (json!([{}, [], {"a": {"eq": 1}}]), groups(json!([[["a", "eq", 1]]]))),
            (json!([{"a": {"eq": 1}}, [], {}]), groups(json!([[["a", "eq", 1]]]))),
        ],
    );
}

#[test]
fn what_has_no_meaning_is_an_error() {
    check_errors(
        FUNCTION,
        &[
            (json!([null]), "argument 1 has to be a Map, and is null"),
            (json!([{}, "a"]), "argument 2 has to be a List, and is String"),
            (json!([{}, [], []]), "argument 3 has to be a Map, and is List"),
            (json!([{"a": 1}]), "`a` is not a Map of operators"),
            (json!([{"or": {}}]), "`or` is not a List of filters"),
            (json!([{"or": [1]}]), "`1` is not a filter"),
            (
                json!([{}, [], {"a": {"eq": 1, "ne": 2}}]),
                "rule `a` is not one operator and its value",
            ),
            (json!([{}, [], {"or": [{}]}]), "rule `or` is not one operator and its value"),
        ],
    );
}

#[test]
fn alternatives_cannot_take_unbounded_memory() {
    let fields = (0..64).map(|n| (format!("f{n}"), json!({"eq": 1, "ne": 2})));
    let filter: Json = fields.collect::<serde_json::Map<_, _>>().into();
    let limits = Limits { memory_bytes: 1 << 22, ..Limits::default() };
    let mut environment = Environment::fixed(NOW).with_limits(limits);
    let outcome = run(&mut environment, &json!({}), &[(FUNCTION, json!([filter]))]);
    assert_eq!(outcome.result.unwrap_err().code, ErrorCode::Limit);
}
