//! `@stateMachine`: what Step Functions is asked, and what becomes of its answers.

use burgeon::core::source::Source;
use burgeon::{Compiler, Settings};
use burgeon_simulator::data_source::Fake;
use burgeon_simulator::{Api, Identity, Outcome, Output};
use serde_json::{Value as Json, json};

const SCHEMA: &str = r#"
type Mutation {
  start(title: String!, tags: [String], more: AWSJSON): Job @stateMachine(definition: "work.json")
  arn(title: String): ID! @stateMachine(definition: "work.json")
  done(executionArn: ID!): Job @stateMachine(definition: "work.json", action: ANNOUNCE)
  closed(title: String): ID
    @stateMachine(definition: "work.json") @auth(rules: [{ allow: private }])
}
type Query {
  job(executionArn: ID!): Job @stateMachine(definition: "work.json", action: DESCRIBE)
  times(executionArn: ID!): Times @stateMachine(definition: "work.json", action: DESCRIBE)
  sum(a: Int, b: Int): Sum @stateMachine(definition: "work.json", mode: EXPRESS)
  text: String @stateMachine(definition: "work.json", mode: EXPRESS)
}
type Job {
  executionArn: ID! name: String! status: String! startDate: AWSDateTime! stopDate: AWSDateTime
  input: AWSJSON output: Sum error: String cause: String
}
type Times { startDate: AWSTimestamp! stopDate: AWSTimestamp output: String }
type Sum { sum: Int }
"#;

const MACHINE: &str = r#"{ "StartAt": "A", "States": { "A": { "Type": "Task", "End": true,
    "Resource": "arn:aws:lambda:us-east-1:123456789012:function:a" } } }"#;

const ARN: &str = "arn:aws:states:us-east-1:123456789012:stateMachine:api-work";
const EXECUTION: &str = "arn:aws:states:us-east-1:123456789012:execution:api-work:one";

fn api(service: &Fake) -> Api {
    let settings = "auth: { default: apiKey, additional: [iam, userPools], \
                    userPools: { userPoolId: us-east-1_a } }";
    let settings = Settings::read(&Source::new("burgeon.yaml", settings)).expect("they hold");
    let compiler = Compiler::new().source("schema.graphql", SCHEMA).file("work.json", MACHINE);
    let compiled = compiler.settings(settings).compile().unwrap_or_else(|fault| panic!("{fault}"));
    let files = compiled.files().expect("they are rendered");
    let manifest = files["manifest.json"].clone();
    let output = Output::in_memory(&manifest, files).expect("the manifest is read");
    let api = Api::new(output).expect("there are no tables");
    let names: Vec<String> = api.data_sources().map(str::to_owned).collect();
    let machines = names.iter().filter(|name| name.ends_with("Execution"));
    machines.fold(api, |api, name| api.with_data_source(name, service.clone()))
}

fn answering(status: u16, body: &Json) -> Fake {
    Fake::answering(json!({ "statusCode": status, "body": body.to_string() }))
}

fn call(service: &Fake, field: &str, arguments: Json) -> Outcome {
    api(service).as_api_key().call(field, arguments).expect("the resolver runs")
}

/// The answer of `DescribeExecution`.
fn described(status: &str, output: Option<&str>) -> Fake {
    answering(
        200,
        &json!({
            "executionArn": EXECUTION, "name": "one", "status": status,
            "startDate": 1_700_000_000.5, "input": "{\"title\":\"a\"}",
            "stopDate": output.map(|_| 1_700_000_060), "output": output,
        }),
    )
}

#[test]
fn arguments_are_the_input_with_null_for_what_is_not_given() {
    let service = answering(200, &json!({ "executionArn": EXECUTION, "startDate": 1.7e9 }));
    let title = "it's \"$5\" #end \u{2028}é😀";
    let outcome = call(&service, "Mutation.start", json!({ "title": title, "more": { "a": [1] } }));
    let request = service.requests().pop().unwrap();
    assert_eq!((&request["method"], &request["resourcePath"]), (&json!("POST"), &json!("/")));
    let headers = json!({
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": "AWSStepFunctions.StartExecution",
    });
    assert_eq!(request["params"]["headers"], headers);
    let body = &request["params"]["body"];
    assert_eq!(body["stateMachineArn"], ARN);
    let input: Json = serde_json::from_str(body["input"].as_str().unwrap()).unwrap();
    assert_eq!(input, json!({ "title": title, "tags": null, "more": { "a": [1] } }));
    assert_eq!(
        outcome.ok(),
        Ok(json!({
            "executionArn": EXECUTION, "name": "one", "status": "RUNNING",
            "startDate": "2023-11-14T22:13:20.000Z", "stopDate": null, "input": input,
            "output": null, "error": null, "cause": null,
        }))
    );
    assert_eq!(call(&service, "Mutation.arn", json!({})).ok(), Ok(json!(EXECUTION)));
}

#[test]
fn an_input_has_262144_bytes_at_most() {
    let service = answering(200, &json!({ "executionArn": EXECUTION, "startDate": 1 }));
    // `{"title":""}` has twelve bytes, and `é` two.
    for (title, fits) in [
        ("x".repeat(262_132), true),
        ("x".repeat(262_133), false),
        ("x".repeat(262_134), false),
        ("x".repeat(262_135), false),
        ("é".repeat(131_066), true),
        ("é".repeat(131_067), false),
    ] {
        let outcome = call(&service, "Mutation.arn", json!({ "title": title }));
        let expected = (!fits).then_some("InputTooLarge");
        assert_eq!(outcome.error_type(), expected, "{}", title.len());
    }
    assert_eq!(service.requests().len(), 2);
}

#[test]
fn an_execution_is_described() {
    let service = described("SUCCEEDED", Some("{\"sum\":3}"));
    let outcome = call(&service, "Query.job", json!({ "executionArn": EXECUTION }));
    let request = service.requests().pop().unwrap();
    assert_eq!(request["params"]["headers"]["x-amz-target"], "AWSStepFunctions.DescribeExecution");
    assert_eq!(request["params"]["body"], json!({ "executionArn": EXECUTION }));
    assert_eq!(
        outcome.ok(),
        Ok(json!({
            "executionArn": EXECUTION, "name": "one", "status": "SUCCEEDED",
            "startDate": "2023-11-14T22:13:20.500Z", "stopDate": "2023-11-14T22:14:20.000Z",
            "input": { "title": "a" }, "output": { "sum": 3 }, "error": null, "cause": null,
        }))
    );
    let times = call(&service, "Query.times", json!({ "executionArn": EXECUTION }));
    let expected = json!({
        "startDate": 1_700_000_000, "stopDate": 1_700_000_060, "output": "{\"sum\":3}",
    });
    assert_eq!(times.ok(), Ok(expected));
    let running =
        call(&described("RUNNING", None), "Query.times", json!({ "executionArn": EXECUTION }));
    let expected = json!({ "startDate": 1_700_000_000, "stopDate": null, "output": null });
    assert_eq!(running.ok(), Ok(expected));
}

#[test]
fn executions_of_other_machines_are_not_asked_for() {
    let service = described("SUCCEEDED", Some("1"));
    for arn in [
        "",
        "arn:aws:states:us-east-1:123456789012:execution:api-other:one",
        "arn:aws:states:us-east-1:123456789012:execution:api-work2:one",
        "arn:aws:states:us-east-1:123456789012:express:api-work:one",
    ] {
        let outcome = call(&service, "Query.job", json!({ "executionArn": arn }));
        assert_eq!(outcome.ok(), Ok(Json::Null), "{arn}");
    }
    assert!(service.requests().is_empty());
    let fault = json!({ "__type": "com.amazonaws.x#ExecutionDoesNotExist", "message": "no" });
    let outcome = call(&answering(400, &fault), "Query.job", json!({ "executionArn": EXECUTION }));
    assert_eq!(outcome.ok(), Ok(Json::Null));
}

#[test]
fn a_refusal_is_an_error() {
    let fault = json!({ "__type": "com.amazonaws.x#ThrottlingException", "message": "later" });
    let outcome = call(&answering(400, &fault), "Mutation.arn", json!({}));
    assert_eq!(outcome.error_type(), Some("ThrottlingException"));
    assert_eq!(outcome.error.unwrap().message, "later");
    let service = Fake::answering(json!({ "statusCode": 503, "body": "<html>" }));
    let outcome = call(&service, "Mutation.arn", json!({}));
    assert_eq!(outcome.error.unwrap().message, "Step Functions answered with the status 503");
}

#[test]
fn the_end_is_waited_for_and_a_failure_is_an_error_with_its_cause() {
    let ended = |answer: Json| {
        let service = answering(200, &answer);
        let outcome = call(&service, "Query.sum", json!({ "a": 1, "b": 2 }));
        let body = service.requests().pop().unwrap()["params"]["body"].clone();
        assert_eq!(body["stateMachineArn"], format!("{ARN}-express"));
        assert_eq!(body["input"], "{\"a\":1,\"b\":2}");
        outcome
    };
    let good = ended(json!({ "status": "SUCCEEDED", "output": "{\"sum\":3}" }));
    assert_eq!(good.ok(), Ok(json!({ "sum": 3 })));
    let bad = ended(json!({ "status": "FAILED", "error": "Own", "cause": "it's late" }));
    assert_eq!((bad.error_type(), &bad.result), (Some("Own"), &Json::Null));
    assert_eq!(bad.error.unwrap().message, "it's late");
    let late = ended(json!({ "status": "TIMED_OUT" }));
    assert_eq!(late.error_type(), Some("TIMED_OUT"));
    assert_eq!(late.error.unwrap().message, "the execution ended as TIMED_OUT");
    let service = answering(200, &json!({ "status": "SUCCEEDED", "output": "\"a\"" }));
    assert_eq!(call(&service, "Query.text", json!({})).ok(), Ok(json!("a")));
}

#[test]
fn only_the_account_announces_and_only_what_has_ended() {
    let service = described("SUCCEEDED", Some("{\"sum\":3}"));
    let api = api(&service);
    let arguments = json!({ "executionArn": EXECUTION });
    let rule = || Identity::iam("rule", "session");
    let outcome = api.caller(rule()).call("Mutation.done", arguments.clone()).unwrap();
    assert_eq!(outcome.ok().unwrap()["output"], json!({ "sum": 3 }));
    let outcome = api.as_api_key().call("Mutation.done", arguments.clone()).unwrap();
    assert_eq!(outcome.error_type(), Some("Unauthorized"));
    assert_eq!(service.requests().len(), 1);
    let running = self::api(&described("RUNNING", None));
    let outcome = running.caller(rule()).call("Mutation.done", arguments).unwrap();
    assert_eq!(outcome.error_type(), Some("StillRunning"));
}

#[test]
fn rules_hold() {
    let service = answering(200, &json!({ "executionArn": EXECUTION, "startDate": 1 }));
    let refused = call(&service, "Mutation.closed", json!({ "title": "a" }));
    assert_eq!(refused.error_type(), Some("Unauthorized"));
    assert!(service.requests().is_empty());
    let api = api(&service);
    let outcome = api.as_user("ann").call("Mutation.closed", json!({ "title": "a" })).unwrap();
    assert_eq!(outcome.ok(), Ok(json!(EXECUTION)));
}
