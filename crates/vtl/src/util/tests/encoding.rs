use proptest::prelude::*;
use serde_json::json;

use super::{call, check, check_errors};

#[test]
fn escapes_what_java_script_cannot_hold() {
    check(
        "util.escapeJavaScript",
        &[
            (json!(["plain"]), json!("plain")),
            (json!(["it's \"so\"\n\t\r\\/"]), json!(r#"it\'s \"so\"\n\t\r\\\/"#)),
            (json!(["\u{8}\u{c}\u{1}"]), json!(r"\b\f\u0001")),
            (json!(["é😀"]), json!(r"\u00E9\uD83D\uDE00")),
        ],
    );
    check_errors(
        "util.escapeJavaScript",
        &[(json!([1]), "argument 1 has to be a String, and is Integer")],
    );
}

#[test]
fn encodes_urls_as_forms() {
    check(
        "util.urlEncode",
        &[
            (json!(["a b+c&d=é"]), json!("a+b%2Bc%26d%3D%C3%A9")),
            (json!(["*-._~"]), json!("*-._%7E")),
            (json!([""]), json!("")),
        ],
    );
    check(
        "util.urlDecode",
        &[
            (json!(["a+b%2Bc%26d%3D%C3%A9"]), json!("a b+c&d=é")),
            (json!(["%e9"]), json!("\u{fffd}")),
        ],
    );
    let message = "`%` is not followed by two hexadecimal digits";
    check_errors("util.urlDecode", &[(json!(["100%"]), message), (json!(["%zz"]), message)]);
}

#[test]
fn encodes_base64() {
    check(
        "util.base64Encode",
        &[(json!(["Hello"]), json!("SGVsbG8=")), (json!(["é"]), json!("w6k="))],
    );
    check(
        "util.base64Decode",
        &[(json!(["SGVsbG8="]), json!("Hello")), (json!(["w6k="]), json!("é"))],
    );
    assert!(call("util.base64Decode", json!(["&"])).is_err_and(|e| e.contains("not base64")));
}

proptest! {
    #[test]
    fn decoding_undoes_encoding(text in any::<String>()) {
        for (encode, decode) in [
            ("util.urlEncode", "util.urlDecode"),
            ("util.base64Encode", "util.base64Decode"),
        ] {
            let encoded = call(encode, json!([&text])).unwrap();
            prop_assert_eq!(call(decode, json!([encoded])), Ok(json!(&text)));
        }
    }
}
