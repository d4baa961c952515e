use serde_json::json;

use super::{call, check, check_errors};
use crate::environment::{Environment, Limits};

#[test]
fn changes_case() {
    check("util.str.toUpper", &[(json!(["aß é"]), json!("ASS É"))]);
    check("util.str.toLower", &[(json!(["AÉ"]), json!("aé"))]);
    let message = "argument 1 has to be a String, and is null";
    check_errors("util.str.toUpper", &[(json!([null]), message)]);
}

#[test]
fn replaces_throughout_and_literally() {
    check(
        "util.str.toReplace",
        &[
            // Documented.
            (json!(["hello world", "hello", "mellow"]), json!("mellow world")),
            (json!(["a.b.c", ".", "-"]), json!("a-b-c")),
            (json!(["abc", "x", "y"]), json!("abc")),
            (json!(["ab", "", "-"]), json!("-a-b-")),
            (json!(["a", "a", "$1"]), json!("$1")),
        ],
    );
}

#[test]
fn replacing_cannot_take_unbounded_memory() {
    let limits = Limits { memory_bytes: 1 << 20, ..Limits::default() };
    let mut environment = Environment::fixed(0).with_limits(limits);
    let calls = [("util.str.toReplace", json!(["a".repeat(10_000), "a", "b".repeat(10_000)]))];
    let outcome = super::run(&mut environment, &json!({}), &calls);
    assert_eq!(outcome.result.unwrap_err().code, crate::fault::ErrorCode::Limit);
}

#[test]
fn normalizes() {
    for (form, expected) in
        [("nfc", "éﬁ"), ("nfd", "e\u{301}ﬁ"), ("nfkc", "éfi"), ("NFKD", "e\u{301}fi")]
    {
        check("util.str.normalize", &[(json!(["éﬁ", form]), json!(expected))]);
    }
    let message = call("util.str.normalize", json!(["a", "nfx"])).unwrap_err();
    assert_eq!(message, "unknown normalization form `nfx`");
}
