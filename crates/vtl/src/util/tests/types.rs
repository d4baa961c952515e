use serde_json::json;

use super::check;

/// Documented: the names of the types.
#[test]
fn each_value_has_one_type() {
    let tests = ["String", "Number", "Boolean", "List", "Map"];
    for (value, name) in [
        (json!(null), "Null"),
        (json!("a"), "String"),
        (json!(1), "Number"),
        (json!(1.5), "Number"),
        (json!(5_000_000_000_i64), "Number"),
        (json!(true), "Boolean"),
        (json!([]), "List"),
        (json!({}), "Map"),
    ] {
        check("util.typeOf", &[(json!([value]), json!(name))]);
        for test in tests {
            check(&format!("util.is{test}"), &[(json!([value]), json!(test == name))]);
        }
    }
}
