use serde_json::json;

use super::{check, check_errors};

#[test]
fn copies_are_filtered_by_key() {
    check(
        "util.map.copyAndRetainAllKeys",
        &[
            (json!([{"b": 1, "a": null, "c": 3}, ["a", "b", "d", 1]]), json!({"b": 1, "a": null})),
            (json!([{"a": 1}, []]), json!({})),
        ],
    );
    check(
        "util.map.copyAndRemoveAllKeys",
        &[
            (json!([{"b": 1, "a": null, "c": 3}, ["a", "b", "d"]]), json!({"c": 3})),
            (json!([{"1": 1}, [1]]), json!({"1": 1})),
        ],
    );
    check_errors(
        "util.map.copyAndRemoveAllKeys",
        &[(json!([[], []]), "argument 1 has to be a Map, and is List")],
    );
}
