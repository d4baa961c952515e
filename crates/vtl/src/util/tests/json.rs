use serde_json::json;

use super::{call, check, run};
use crate::environment::{Environment, Limits};
use crate::fault::ErrorCode;

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
            (
                json!(["12345678901234567890"]),
                json!(12_345_678_901_234_567_890_u64),
            ),
            (
                json!([r#"{"a": 1, "b": 2, "a": 3}"#]),
                json!({"a": 3, "b": 2}),
            ),
            (json!(["null"]), json!(null)),
            (json!([null]), json!(null)),
        ],
    );
    for text in [
        "",
        "{",
        "{'a': 1}",
        "[1,]",
        "nope",
        "1 2",
        &"[".repeat(100_000),
    ] {
        let message = call("util.parseJson", json!([text])).unwrap_err();
        assert!(message.starts_with("the text is no JSON: "), "{message}");
    }
}

#[test]
fn reading_cannot_take_unbounded_memory() {
    let limits = Limits {
        memory_bytes: 1 << 16,
        ..Limits::default()
    };
    let text = format!("[{}1]", "[],".repeat(1 << 12));
    let mut environment = Environment::fixed(0).with_limits(limits);
    let outcome = run(
        &mut environment,
        &json!({}),
        &[("util.parseJson", json!([text]))],
    );
    assert_eq!(outcome.result.unwrap_err().code, ErrorCode::Limit);
}

#[test]
fn values_become_json() {
    check(
        "util.toJson",
        &[
            (json!([null]), json!("null")),
            (json!(["a\"b/é"]), json!(r#""a\"b/é""#)),
            (
                json!([{"b": [1, 1.5], "a": {}}]),
                json!(r#"{"b":[1,1.5],"a":{}}"#),
            ),
            (json!([1.0]), json!("1.0")),
        ],
    );
}
