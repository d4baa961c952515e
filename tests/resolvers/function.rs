//! `@function`: what functions are given, and what becomes of their answers.

use burgeon_simulator::Api;
use burgeon_simulator::data_source::{DataSourceError, Fake};
use serde_json::{Value as Json, json};

use crate::api::open;

const SCHEMA: &str = r#"
type Query {
  echo(message: String): String @function(name: "echo")
  chain(message: String): String @function(name: "check") @function(name: "echo")
}
type Mutation {
  tell(message: String!): EventInvocationResponse @function(name: "tell", invocationType: Event)
}
type EventInvocationResponse { success: Boolean! }
type Product @model { id: ID! stock: Int @function(name: "stock", maxBatchSize: 100) }
"#;

const HOSTILE: [&str; 8] = [
    "\"}, \"operation\": \"x\"",
    "$util.error('x')",
    "#end #if(true)",
    "${ctx.identity}",
    "\\\" \u{0} \n \r \t",
    "'; drop table x; --",
    "\u{2028}é😀",
    "../../?a=b&c=d#e",
];

fn failing() -> Fake {
    Fake::failing(DataSourceError::new("Lambda:Unhandled", "it broke"))
}

fn with(name: &str, source: &Fake) -> Api {
    open(SCHEMA).with_data_source(name, source.clone())
}

#[test]
fn a_function_is_given_all_that_is_known() {
    let echo = Fake::answering(json!("hi"));
    let api = with("echo_Function", &echo);
    let caller = api.as_user("alice");
    let answer = caller.call("Query.echo", json!({ "message": "a" })).unwrap();
    assert_eq!(answer.ok(), Ok(json!("hi")));
    let request = &echo.requests()[0];
    assert_eq!((&request["operation"], request.get("invocationType")), (&json!("Invoke"), None));
    let payload = &request["payload"];
    assert_eq!(payload["typeName"], "Query");
    assert_eq!(payload["fieldName"], "echo");
    assert_eq!(payload["arguments"], json!({ "message": "a" }));
    assert_eq!(payload["identity"]["username"], "alice");
    assert_eq!(payload["source"], Json::Null);
    assert!(payload["request"]["headers"].is_object());
    assert_eq!(payload["prev"], json!({ "result": {} }));
}

#[test]
fn nothing_in_an_argument_changes_the_request() {
    for message in HOSTILE {
        let echo = Fake::new(|request| Ok(request["payload"]["arguments"]["message"].clone()));
        let api = with("echo_Function", &echo);
        let answer = api.as_api_key().call("Query.echo", json!({ "message": message })).unwrap();
        assert_eq!(answer.ok(), Ok(json!(message)));
        let request = &echo.requests()[0];
        assert_eq!(request.as_object().unwrap().len(), 3, "{request}");
    }
}

#[test]
fn an_error_of_a_function_is_the_fields() {
    let api = with("echo_Function", &failing());
    let answer = api.as_api_key().call("Query.echo", json!({})).unwrap();
    assert_eq!(answer.error_type(), Some("Lambda:Unhandled"));
    assert_eq!(answer.error.unwrap().message, "it broke");
}

#[test]
fn each_function_sees_what_the_last_one_answered() {
    let check = Fake::answering(json!({ "checked": true }));
    let echo = Fake::new(|request| Ok(request["payload"]["prev"]["result"].clone()));
    let api = with("echo_Function", &echo).with_data_source("check_Function", check.clone());
    let answer = api.as_api_key().call("Query.chain", json!({ "message": "a" })).unwrap();
    assert_eq!(answer.ok(), Ok(json!({ "checked": true })));
    assert_eq!(check.requests()[0]["payload"]["prev"], json!({ "result": {} }));
    assert_eq!(echo.requests()[0]["payload"]["arguments"]["message"], "a");
}

#[test]
fn a_failure_ends_the_chain() {
    let echo = Fake::answering(json!("hi"));
    let api = with("echo_Function", &echo).with_data_source("check_Function", failing());
    let answer = api.as_api_key().call("Query.chain", json!({})).unwrap();
    assert_eq!(answer.error_type(), Some("Lambda:Unhandled"));
    assert!(echo.requests().is_empty());
}

#[test]
fn an_event_is_answered_by_whether_it_could_be_sent() {
    let tell = Fake::answering(Json::Null);
    let answer = with("tell_Function", &tell).as_api_key().call("Mutation.tell", json!({}));
    assert_eq!(answer.unwrap().ok(), Ok(json!({ "success": true })));
    assert_eq!(tell.requests()[0]["invocationType"], "Event");
    let answer = with("tell_Function", &failing()).as_api_key().call("Mutation.tell", json!({}));
    let answer = answer.unwrap();
    assert_eq!(answer.result, json!({ "success": false }));
    assert_eq!(answer.out_errors[0].message, "it broke");
}

#[test]
fn batches_are_requested_by_their_operation() {
    let stock = Fake::answering(json!(3));
    let api = with("stock_Function", &stock);
    let answer = api.as_api_key().call_on(&json!({ "id": "1" }), "Product.stock", json!({}));
    assert_eq!(answer.unwrap().ok(), Ok(json!(3)));
    let request = &stock.requests()[0];
    assert_eq!(request["operation"], "BatchInvoke");
    assert_eq!(request["payload"]["source"], json!({ "id": "1" }));
}
