use serde_json::json;

use super::{call, check};

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
