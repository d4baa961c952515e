use serde_json::json;

use super::{NOW, Outcome, check, run};
use crate::environment::Environment;

/// Documented: the restricted headers.
#[test]
fn a_connections_own_headers_are_not_copied() {
    let headers = json!({
        "transfer-encoding": "a", "Connection": "b", "HOST": "c", "expect": "d", "keep-alive": "e",
        "upgrade": "f", "proxy-authenticate": "g", "proxy-authorization": "h", "te": "i",
        "content-length": "j", "authorization": "k", "X-Mine": "l"
    });
    let kept = json!({"authorization": "k", "X-Mine": "l"});
    check("util.http.copyHeaders", &[(json!([headers]), kept)]);
}

fn add(headers: serde_json::Value) -> Outcome {
    let calls = [("util.http.addResponseHeaders", json!([headers]))];
    run(&mut Environment::fixed(NOW), &json!({}), &calls)
}

/// Documented: the values of the examples.
#[test]
fn response_headers_are_added() {
    let headers = json!({"headerInt": 12, "headerString": "stringValue",
        "headerObject": {"field1": 7, "field2": "string"}});
    let outcome = add(headers.clone());
    assert_eq!(outcome.result, Ok(json!("")));
    assert_eq!(json!(outcome.response_headers), headers);
    assert!(outcome.out_errors.is_empty());
}

/// Documented: the most recent definition appears.
#[test]
fn the_last_of_one_name_wins() {
    let calls = [
        ("util.http.addResponseHeader", json!(["itemsCount", 7])),
        ("util.http.addResponseHeader", json!(["ITEMSCOUNT", 8])),
    ];
    let outcome = run(&mut Environment::fixed(NOW), &json!({}), &calls);
    assert_eq!(json!(outcome.response_headers), json!({"ITEMSCOUNT": 8}));
}

/// Documented: such headers are ignored, and an error of this type is added.
#[test]
fn restricted_headers_are_noted_as_errors() {
    for (headers, message) in [
        (json!({"": 1}), "the name of the response header is empty"),
        (json!({"Host": 1}), "the response header `Host` is restricted"),
        (json!({"content-type": "x"}), "the response header `content-type` is restricted"),
        (json!({"Vary": "x"}), "the response header `Vary` is restricted"),
        (json!({"X-Amzn-Trace": 1}), "the response header `X-Amzn-Trace` is restricted"),
        (json!({"x-amz-id": 1}), "the response header `x-amz-id` is restricted"),
        (json!({"mine": null}), "the value of the response header `mine` is null"),
        (json!({"mine": "x".repeat(4093)}), "the response headers take up more than 4096 bytes"),
    ] {
        let outcome = add(headers);
        assert_eq!(outcome.result, Ok(json!("")));
        assert!(outcome.response_headers.is_empty());
        assert_eq!(
            outcome.out_errors_list,
            json!([{"message": message, "errorType": "ResponseHeaderError"}])
        );
    }
    assert!(add(json!({"mine": "x".repeat(4092)})).out_errors.is_empty());
}
