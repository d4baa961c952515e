use serde_json::json;

use super::{NOW, run};
use crate::environment::Environment;

/// Documented: each `{}` is replaced with the text of an argument, in order.
#[test]
fn lines_are_logged_in_order() {
    let calls = [
        ("util.log.info", json!(["{} is {}", "a", {"b": 1}])),
        ("util.log.debug", json!([[1, "x"]])),
        ("util.log.error", json!(["{} and {}", 1])),
        ("util.log.info", json!(["no more", 1, 2])),
    ];
    let outcome = run(&mut Environment::fixed(NOW), &json!({}), &calls);
    assert_eq!(outcome.result, Ok(json!("")));
    assert_eq!(
        outcome.logs,
        ["INFO - a is {b=1}", "DEBUG - [1, x]", "ERROR - 1 and {}", "INFO - no more"]
    );
}
