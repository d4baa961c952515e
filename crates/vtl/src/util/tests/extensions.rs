use serde_json::{Value as Json, json};

use super::{NOW, call, check_errors, run};
use crate::environment::Environment;

fn filter(filters: Json) -> Json {
    json!([{"filterGroup": [{ "filters": filters }]}])
}

fn compare(operator: &str, value: Json) -> Json {
    filter(json!([{"fieldName": "f", "operator": operator, "value": value}]))
}

#[test]
fn calls_are_recorded() {
    let documented = json!([{"filterGroup": [
        {"filters": [{"fieldName": "userId", "operator": "eq", "value": 1}]},
        {"filters": [{"fieldName": "group", "operator": "in", "value": ["Admin", "Developer"]}]}
    ]}]);
    let keys = json!({"context.arguments.id": "1"});
    let calls = [
        ("extensions.evictFromApiCache", json!(["Query", "getPost", keys])),
        ("extensions.setSubscriptionFilter", documented.clone()),
        ("extensions.setSubscriptionInvalidationFilter", documented),
        (
            "extensions.invalidateSubscriptions",
            json!([{"subscriptionField": "onUserDelete", "payload": {"group": "Developer"}}]),
        ),
    ];
    let outcome = run(&mut Environment::fixed(NOW), &json!({}), &calls);
    assert_eq!(outcome.result, Ok(json!("")));
    let recorded: Vec<(String, Json)> = outcome
        .extensions
        .iter()
        .map(|c| (format!("extensions.{}", c.name), json!(c.arguments)))
        .collect();
    let expected: Vec<(String, Json)> = calls.map(|(name, args)| (name.into(), args)).into();
    assert_eq!(recorded, expected);
}

/// Documented: operators, the types of their values, and the limits.
#[test]
fn filters_keep_to_their_limits() {
    let set = "extensions.setSubscriptionFilter";
    for operator in ["eq", "ne"] {
        assert_eq!(call(set, compare(operator, json!(true))), Ok(json!("")));
    }
    for operator in ["eq", "ne", "le", "lt", "ge", "gt", "contains", "notContains", "beginsWith"] {
        assert_eq!(call(set, compare(operator, json!("x"))), Ok(json!("")), "{operator}");
    }
    assert_eq!(call(set, compare("between", json!([1, 5]))), Ok(json!("")));
    assert_eq!(call(set, compare("notIn", json!(["a"]))), Ok(json!("")));
    assert_eq!(call(set, compare("containsAny", json!([10, 15]))), Ok(json!("")));
    let fields = |count: usize| -> Json {
        let fields =
            (0..count).map(|n| json!({"fieldName": n.to_string(), "operator": "eq", "value": n}));
        filter(fields.collect())
    };
    assert_eq!(call(set, fields(5)), Ok(json!("")));
    let five = json!(["1", "2", "3", "4", "5"]);
    let group = |count: usize| json!([{"filterGroup": vec![json!({"filters": []}); count]}]);
    assert_eq!(call(set, group(10)), Ok(json!("")));
    let twice = json!([{"fieldName": "a", "operator": "in", "value": five},
        {"fieldName": "b", "operator": "in", "value": five}]);
    let unfit = |operator: &str| format!("`{operator}` does not take the value of `f`");
    for (args, message) in [
        (json!([{}]), "`filterGroup` has to be a List".into()),
        (json!([{"filterGroup": [{}]}]), "`filters` has to be a List".into()),
        (filter(json!([{}])), "`fieldName` has to be a String".into()),
        (filter(json!([{"fieldName": "f"}])), "the filter of `f` has no value".into()),
        (compare("lte", json!(1)), "unknown operator `lte`".into()),
        (compare("eq", json!(null)), unfit("eq")),
        (compare("lt", json!(true)), unfit("lt")),
        (compare("beginsWith", json!(1)), unfit("beginsWith")),
        (compare("between", json!([1])), unfit("between")),
        (compare("in", json!("x")), unfit("in")),
        (compare("in", json!(["1", "2", "3", "4", "5", "6"])), unfit("in")),
        (compare("containsAny", json!(vec![1; 21])), unfit("containsAny")),
        (compare("eq", json!("x".repeat(257))), unfit("eq")),
        (fields(6), "a filter compares more than 5 fields".into()),
        (group(11), "`filterGroup` has more than 10 filters".into()),
        (filter(twice), "`filterGroup` has more than 10 filters".into()),
        (
            filter(json!([{"fieldName": "a.b.c.d.e.f", "operator": "eq", "value": 1}])),
            "`a.b.c.d.e.f` is nested more than 5 levels deep".into(),
        ),
    ] {
        assert_eq!(call(set, args.clone()), Err(message), "{args}");
    }
}

/// Documented: at most five unique calls.
#[test]
fn invalidations_are_limited() {
    let invalidate = |n: usize| {
        let args = json!([{"subscriptionField": format!("on{n}"), "payload": {}}]);
        ("extensions.invalidateSubscriptions", args)
    };
    let mut calls: Vec<_> = [0, 1, 2, 3, 4, 0, 1].map(invalidate).into();
    let outcome = run(&mut Environment::fixed(NOW), &json!({}), &calls);
    assert_eq!(outcome.result, Ok(json!("")));
    calls.push(invalidate(5));
    let outcome = run(&mut Environment::fixed(NOW), &json!({}), &calls);
    let message = "subscriptions are invalidated in more than 5 ways";
    assert_eq!(outcome.result.unwrap_err().message, message);
}

#[test]
fn wrong_types_are_errors() {
    check_errors(
        "extensions.evictFromApiCache",
        &[
            (json!([1, "f", {}]), "argument 1 has to be a String, and is Integer"),
            (json!(["T", "f", []]), "argument 3 has to be a Map, and is List"),
        ],
    );
    check_errors(
        "extensions.invalidateSubscriptions",
        &[(json!([{"payload": {}}]), "`subscriptionField` has to be a String")],
    );
}
