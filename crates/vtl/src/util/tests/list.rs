use serde_json::json;

use super::{check, check_errors};

#[test]
fn copies_are_filtered() {
    check(
        "util.list.copyAndRetainAll",
        &[
            (json!([["a", "b", "a", 1], ["a", 1]]), json!(["a", "a", 1])),
            (json!([[{"x": [1]}, 2], [{"x": [1]}]]), json!([{"x": [1]}])),
            (json!([["a"], []]), json!([])),
            (json!([[1, "1"], ["1"]]), json!(["1"])),
        ],
    );
    check(
        "util.list.copyAndRemoveAll",
        &[
            (json!([["a", "b", "a", 1], ["a", 1]]), json!(["b"])),
            (json!([["a", null], [null]]), json!(["a"])),
            (json!([["a"], []]), json!(["a"])),
        ],
    );
    check_errors(
        "util.list.copyAndRetainAll",
        &[
            (json!(["a", []]), "argument 1 has to be a List, and is String"),
            (json!([[], null]), "argument 2 has to be a List, and is null"),
        ],
    );
}

#[test]
fn lists_are_sorted() {
    let people = json!([
        {"description": "youngest", "age": 5},
        {"description": "middle", "age": 45},
        {"description": "oldest", "age": 85}
    ]);
    check(
        "util.list.sortList",
        &[
            // Documented.
            (
                json!([people, false, "description"]),
                json!([
                    {"description": "middle", "age": 45},
                    {"description": "oldest", "age": 85},
                    {"description": "youngest", "age": 5}
                ]),
            ),
            (
                json!([people, true, "age"]),
                json!([
                    {"description": "oldest", "age": 85},
                    {"description": "middle", "age": 45},
                    {"description": "youngest", "age": 5}
                ]),
            ),
            (json!([["b", "a", "C"], false, "any"]), json!(["C", "a", "b"])),
            (json!([[2.5, 1.5], false, "any"]), json!([1.5, 2.5])),
            (json!([[1, 3, 2], true, "any"]), json!([3, 2, 1])),
            (json!([[], false, "any"]), json!([])),
            // Documented: of more than one class, the list stays as it is.
            (json!([["b", 1, "a"], false, "any"]), json!(["b", 1, "a"])),
            (json!([[2, 1.5], false, "any"]), json!([2, 1.5])),
            (json!([[{"a": 2}, {"a": "1"}], false, "a"]), json!([{"a": 2}, {"a": "1"}])),
            (json!([[{"a": 2}, {}], false, "a"]), json!([{"a": 2}, {}])),
            (json!([[{"a": 2}, 1], false, "a"]), json!([{"a": 2}, 1])),
            // Equals keep their order.
            (
                json!([[{"a": 1, "n": 1}, {"a": 1, "n": 2}], true, "a"]),
                json!([{"a": 1, "n": 1}, {"a": 1, "n": 2}]),
            ),
        ],
    );
    let long: Vec<i32> = (0..1001).collect();
    let message = "the list has more than 1000 elements";
    check_errors("util.list.sortList", &[(json!([long, true, "any"]), message)]);
    check("util.list.sortList", &[(json!([long[..1000], false, "any"]), json!(long[..1000]))]);
}
