use serde_json::{Value as Json, json};

use super::check;

#[test]
fn tells_null_empty_and_blank_apart() {
    for (value, is_null, is_empty, is_blank) in [
        (json!(null), true, true, true),
        (json!(""), false, true, true),
        (json!(" \n\t"), false, false, true),
        (json!("a"), false, false, false),
        (json!([]), false, true, true),
        (json!([null]), false, false, false),
        (json!({}), false, true, true),
        (json!({"a": null}), false, false, false),
        (json!(0), false, false, false),
        (json!(false), false, false, false),
    ] {
        for (name, expected) in [("", is_null), ("OrEmpty", is_empty), ("OrBlank", is_blank)] {
            let default = json!("default");
            let chosen: &Json = if expected { &default } else { &value };
            check(&format!("util.isNull{name}"), &[(json!([value]), json!(expected))]);
            check(
                &format!("util.defaultIfNull{name}"),
                &[(json!([value, default]), chosen.clone())],
            );
        }
    }
}
