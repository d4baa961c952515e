//! `@function`, with functions that are programs: what they are given, what is made of what they
//! answer, one after the other and many at once.

use std::path::Path;
use std::time::{Duration, Instant};

use burgeon_simulator::Api;
use burgeon_simulator::data_source::Program;
use serde_json::{Value as Json, json};

use super::HOSTILE;
use crate::api::open;

const SCHEMA: &str = r#"
type Query {
  echo(message: String): AWSJSON @function(name: "echo")
  chain(message: String): AWSJSON
    @function(name: "echo") @function(name: "count") @function(name: "echo")
  broken: String @function(name: "broken")
  half: AWSJSON @function(name: "broken") @function(name: "echo")
  products: [Product] @function(name: "echo")
}
type Mutation {
  tell(message: String!): EventInvocationResponse @function(name: "tell", invocationType: Event)
}
type EventInvocationResponse { success: Boolean! }
type Product {
  sku: String!
  stock: Int @function(name: "stock", maxBatchSize: 3)
  price: Int @function(name: "stock", maxBatchSize: 3) @function(name: "double", maxBatchSize: 2)
}
"#;

/// A function in Python: `event` is what it is given, `answer` what it answers.
fn python(body: &str) -> Program {
    let code = format!("import json, sys\nevent = json.load(sys.stdin)\n{body}\n");
    Program::new(["python3", "-c", &format!("{code}json.dump(answer, sys.stdout)")])
}

fn api() -> Api {
    // Each call of a batch leaves how many requests it was given.
    let stock = "assert isinstance(event, list)\n\
        answer = [len(event) * 100 + int(each['source']['sku']) for each in event]";
    let double = "answer = [each['prev']['result'] * 2 for each in event]";
    open(SCHEMA)
        .with_data_source("echo_Function", python("answer = event"))
        .with_data_source("count_Function", python("answer = { 'keys': len(event) }"))
        .with_data_source("broken_Function", python("sys.exit('it \"broke\" $x #end')"))
        .with_data_source("stock_Function", python(stock))
        .with_data_source("double_Function", python(double))
}

fn call(field: &str, arguments: Json) -> burgeon_simulator::Outcome {
    api().as_api_key().call(field, arguments).expect("the resolver runs")
}

#[test]
fn a_function_is_given_the_event_and_its_answer_is_the_value() {
    for message in HOSTILE {
        let event = call("Query.echo", json!({ "message": message })).ok();
        let event = event.expect("it is answered");
        assert_eq!(event["arguments"], json!({ "message": message }));
        assert_eq!((&event["typeName"], &event["fieldName"]), (&json!("Query"), &json!("echo")));
        let mut keys: Vec<&String> = event.as_object().expect("an object").keys().collect();
        keys.sort();
        let known = ["arguments", "fieldName", "identity", "prev", "request", "source", "typeName"];
        assert_eq!(keys, known);
    }
}

#[test]
fn each_function_of_a_pipeline_sees_what_the_last_one_answered() {
    for message in HOSTILE {
        let event = call("Query.chain", json!({ "message": message })).ok();
        let event = event.expect("it is answered");
        assert_eq!(event["prev"], json!({ "result": { "keys": 7 } }));
        assert_eq!(event["arguments"]["message"], message);
    }
}

#[test]
fn a_function_that_fails_is_the_fields_error_and_ends_the_pipeline() {
    for field in ["Query.broken", "Query.half"] {
        let outcome = call(field, json!({}));
        assert_eq!(outcome.result, Json::Null);
        assert_eq!(outcome.requests.len(), 1);
        assert_eq!(outcome.error_type(), Some("Lambda:Unhandled"));
        assert_eq!(outcome.error.expect("it failed").message, "it \"broke\" $x #end");
    }
}

#[test]
fn an_event_is_handed_over_and_not_waited_for() {
    let folder = tempfile::tempdir().expect("there is a place for it");
    for (number, message) in HOSTILE.into_iter().enumerate() {
        let [go, done] = ["go", "done"].map(|what| folder.path().join(format!("{number}.{what}")));
        let program = format!(
            "import os, time\n\
             while not os.path.exists({go:?}): time.sleep(0.01)\n\
             with open({done:?} + '~', 'w') as out: json.dump(event, out)\n\
             os.rename({done:?} + '~', {done:?})\nanswer = None",
        );
        let api = open(SCHEMA).with_data_source("tell_Function", python(&program));
        let caller = api.as_api_key();
        let outcome = caller.call("Mutation.tell", json!({ "message": message }));
        assert_eq!(outcome.expect("the resolver runs").ok(), Ok(json!({ "success": true })));
        // Whoever waited for it would wait for ever.
        std::fs::write(&go, "").expect("it can be written");
        let event: Json = serde_json::from_str(&written(&done)).expect("it is JSON");
        assert_eq!(event["arguments"], json!({ "message": message }));
    }
}

/// The text of a file that a program will write.
fn written(file: &Path) -> String {
    let since = Instant::now();
    while !file.exists() {
        assert!(since.elapsed() < Duration::from_secs(60), "the program never ended");
        std::thread::sleep(Duration::from_millis(20));
    }
    std::fs::read_to_string(file).expect("it can be read")
}

#[test]
fn an_event_that_cannot_be_handed_over_says_so() {
    let api = open(SCHEMA).with_data_source("tell_Function", Program::new(["/no/such/program"]));
    let outcome = api.as_api_key().call("Mutation.tell", json!({ "message": "a" }));
    let outcome = outcome.expect("the resolver runs");
    assert_eq!(outcome.result, json!({ "success": false }));
    assert_eq!(outcome.out_errors.len(), 1);
}

#[test]
fn requests_of_one_operation_are_gathered_up_to_the_size() {
    let api = api();
    let products: Vec<Json> = (0..8).map(|sku| json!({ "sku": sku.to_string() })).collect();
    let ask = |field: &str| {
        let outcomes = api.as_api_key().call_on_each(&json!(products), field, json!({}));
        let outcomes = outcomes.expect("the resolver runs");
        let values = outcomes.into_iter().map(|outcome| outcome.ok().expect("it is answered"));
        values.map(|value| value.as_i64().expect("a number")).collect::<Vec<_>>()
    };
    // Three, three and two, each answer in its place.
    assert_eq!(ask("Product.stock"), [300, 301, 302, 303, 304, 305, 206, 207]);
    // A pipeline gathers at each of its functions.
    assert_eq!(ask("Product.price"), [600, 602, 604, 606, 608, 610, 412, 414]);
}

#[test]
fn a_batch_that_fails_or_answers_too_little_fails_each_of_its_fields() {
    let products = json!([{ "sku": "0" }, { "sku": "1" }]);
    for program in [python("sys.exit('out of stock')"), python("answer = [1]")] {
        let api = open(SCHEMA).with_data_source("stock_Function", program);
        let outcomes = api.as_api_key().call_on_each(&products, "Product.stock", json!({}));
        for outcome in outcomes.expect("the resolver runs") {
            assert_eq!(outcome.error_type(), Some("Lambda:Unhandled"));
        }
    }
}
