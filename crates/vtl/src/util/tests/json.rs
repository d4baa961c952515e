use serde_json::json;

use super::{call, check, run};
use crate::environment::{Environment, Limits};
use crate::fault::ErrorCode;
use crate::state::{Interrupt, State};
use crate::util::UTIL;
use crate::value::{List, Map, Number, Value, View, ViewKind};

#[test]
fn json_becomes_values() {
    check(
        "util.parseJson",
        &[
            (
                json!([r#"{"a": [1, 2.5, true, null, "b"]}"#]),
                json!({"a": [1, 2.5, true, null, "b"]}),
            ),
            (json!([r#""text""#]), json!("text")),
            (json!(["12345678901234567890"]), json!(12_345_678_901_234_567_890_u64)),
            (json!([r#"{"a": 1, "b": 2, "a": 3}"#]), json!({"a": 3, "b": 2})),
            (json!(["null"]), json!(null)),
            (json!([null]), json!(null)),
        ],
    );
    for text in ["", "{", "{'a': 1}", "[1,]", "nope", "1 2"] {
        assert_eq!(call("util.parseJson", json!([text])), Ok(json!(null)), "{text}");
    }
    let message = call("util.parseJson", json!(["[".repeat(100_000)])).unwrap_err();
    assert_eq!(message, "the JSON is nested too deeply");
}

#[test]
fn reading_cannot_take_unbounded_memory() {
    let limits = Limits { memory_bytes: 1 << 16, ..Limits::default() };
    let text = format!("[{}1]", "[],".repeat(1 << 12));
    let mut environment = Environment::fixed(0).with_limits(limits);
    let outcome = run(&mut environment, &json!({}), &[("util.parseJson", json!([text]))]);
    assert_eq!(outcome.result.unwrap_err().code, ErrorCode::Limit);
}

#[test]
fn values_become_json() {
    check(
        "util.toJson",
        &[
            (json!([null]), json!("null")),
            (json!(["a\"b/é"]), json!(r#""a\"b/é""#)),
            (json!([{"b": [1, 1.5], "a": {}}]), json!(r#"{"b":[1,1.5],"a":{}}"#)),
            (json!([1.0]), json!("1.0")),
        ],
    );
}

#[test]
fn values_that_are_not_of_json_become_json() {
    let mut environment = Environment::fixed(0);
    let mut state = State::new(&mut environment, Map::new(), Map::new(), List::new());
    let print = UTIL.function("toJson", 1).unwrap().call;
    let map = Map::from_iter([("a", Value::from(1))]);
    map.insert(true, f64::NAN);
    let view = |kind| Value::View(View { map: map.clone(), kind });
    for (value, expected) in [
        (Value::from(map.clone()), r#"{"a":1,"true":"NaN"}"#),
        (view(ViewKind::Keys), r#"["a",true]"#),
        (view(ViewKind::Values), r#"[1,"NaN"]"#),
        (view(ViewKind::Entries), r#"[{"a":1},{"true":"NaN"}]"#),
        (Value::from(f64::INFINITY), r#""Infinity""#),
        (Number::integer(i128::from(i64::MAX) * 10).into(), "92233720368547758070"),
        (Value::Utility(&UTIL), "{}"),
    ] {
        assert_eq!(print(&mut state, &[value]).unwrap().as_str(), Some(expected));
    }
}

#[test]
fn a_value_within_itself_is_an_error() {
    let mut environment = Environment::fixed(0);
    let mut state = State::new(&mut environment, Map::new(), Map::new(), List::new());
    let list = List::new();
    list.push(list.clone().into());
    let print = UTIL.function("toJson", 1).unwrap().call;
    let error = print(&mut state, &[list.clone().into()]).unwrap_err();
    assert!(matches!(error, Interrupt::Error(e) if e.code == ErrorCode::Limit));
    // It would never be freed.
    list.replace(Vec::new());
}
