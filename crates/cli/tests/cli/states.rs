//! `burgeon states` and `burgeon graph`.

use serde_json::{Value as Json, json};

use crate::project::Project;

const LOOP: &str = "\
StartAt: Ask
States:
  Ask:
    Type: Task
    Resource: arn:aws:states:::lambda:invoke
    Parameters: { FunctionName: ask, Payload.$: $ }
    ResultSelector: { state.$: $.Payload }
    ResultPath: $.job
    Retry: [{ ErrorEquals: [Busy], IntervalSeconds: 5 }]
    Next: Done?
  Done?:
    Type: Choice
    Choices: [{ Variable: $.job.state, StringEquals: DONE, Next: End }]
    Default: Wait
  Wait: { Type: Wait, Seconds: 60, Next: Ask }
  End: { Type: Succeed }
";

const MOCKS: &str = r#"{ "Ask": [
  { "error": "Busy", "cause": "later" },
  { "output": { "Payload": "RUNNING" }, "after": 2 },
  { "output": { "Payload": "DONE" } }
] }"#;

fn machine() -> Project {
    Project::with(&[("loop.yaml", LOOP), ("mocks.json", MOCKS), ("input.json", "{ \"a\": 1 }")])
}

fn json(text: &str) -> Json {
    serde_json::from_str(text).unwrap_or_else(|_| panic!("{text}"))
}

#[test]
fn a_definition_is_checked() {
    let project = machine();
    let run = project.run(&["states", "check", "loop.yaml"]).succeeds();
    assert!(run.stderr.contains("no errors found"), "{}", run.stderr);
    project.write("faulty.yaml", &LOOP.replace("Default: Wait", "Default: Weit"));
    let faulty = project.run(&["states", "check", "faulty.yaml"]);
    faulty.fails_with(&["states::dangling_transition", "faulty.yaml:14:14", "`Wait`?"]);
    let told = project.run(&["states", "check", "faulty.yaml", "--format", "json"]);
    assert_eq!(told.status, 1);
    let told = json(&told.stdout);
    let first = &told["diagnostics"][0];
    assert_eq!(first["code"], "states::dangling_transition");
    assert_eq!((&first["places"][0]["line"], &first["severity"]), (&json!(14), &json!("error")));
    project.run(&["states", "check", "none.yaml"]).fails_with(&["none.yaml"]);
}

#[test]
fn a_definition_runs_with_mocks() {
    let project = machine();
    let arguments =
        ["states", "run", "loop.yaml", "--input", "input.json", "--mocks", "mocks.json"];
    let outcome = json(&project.run(&arguments).succeeds().stdout);
    // Five seconds until the second attempt, two of its work, and a minute of waiting.
    let expected = json!({ "status": "SUCCEEDED", "seconds": 67.0, "output": { "a": 1, "job": { "state": "DONE" } } });
    assert_eq!(outcome, expected);
    let history = json(&project.run(&[&arguments[..], &["--history"]].concat()).succeeds().stdout);
    assert_eq!(history["events"][0]["type"], "ExecutionStarted");
    let failed = project.run(&["states", "run", "loop.yaml"]);
    assert_eq!(failed.status, 1);
    assert_eq!(json(&failed.stdout)["error"], "Burgeon.NoMock");
    project.write("mocks.json", "{ \"Ask\": { \"outputt\": 1 } }");
    project.run(&arguments).fails_with(&["mocks.json", "unknown field `outputt`"]);
}

#[test]
fn a_definition_is_drawn_and_has_a_policy() {
    let project = machine();
    for (notation, start) in [("mermaid", "flowchart"), ("graphviz", "digraph"), ("svg", "<svg")] {
        let drawing = project.run(&["states", "graph", "loop.yaml", "--as", notation]).succeeds();
        assert!(drawing.stdout.starts_with(start), "{notation}: {}", drawing.stdout);
    }
    let arguments = ["states", "policy", "loop.yaml", "--region", "eu-west-1"];
    let policy = json(&project.run(&arguments).succeeds().stdout);
    let expected = json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Action": ["lambda:InvokeFunction"],
            "Resource": ["arn:aws:lambda:eu-west-1:*:function:ask"],
        }],
    });
    assert_eq!(policy, expected);
}

#[test]
fn mocks_answer_what_exists_and_say_something() {
    let project = machine();
    let run = ["states", "run", "loop.yaml", "--mocks", "mocks.json"];
    project.write("mocks.json", r#"{ "Ask": { "cause": "it broke" } }"#);
    project.run(&run).fails_with(&["mocks.json", "neither `output` nor `error`"]);
    project.write("mocks.json", r#"{ "Missspelt": { "output": 1 } }"#);
    project.run(&run).fails_with(&["the machine has no state `Missspelt`"]);
    project.write("mocks.json", r#"{ "Wait": { "output": 1 } }"#);
    project.run(&run).fails_with(&["`Wait` is a `Wait` state, which makes no call"]);
    project.write("answer.json", r#"{ "Payload": "DONE" }"#);
    let mocks = r#"{ "Ask": [ { "error": "Busy", "attempt": 1 }, { "file": "answer.json", "attempt": 2,
        "when": { "FunctionName": "ask" } } ] }"#;
    project.write("mocks.json", mocks);
    let outcome = json(&project.run(&run).succeeds().stdout);
    assert_eq!(outcome["output"]["job"]["state"], "DONE");
}

#[test]
fn machines_are_tested_and_what_no_test_runs_is_reported() {
    let project = machine();
    project.write(
        "tests/loop.yaml",
        "tests:
- name: done
  definition: ../loop.yaml
  mocks: { Ask: { output: { Payload: DONE } } }
  expected: { path: [Ask, 'Done?', End], output: { job: { state: DONE } } }
- name: one state
  definition: ../loop.yaml
  state: 'Done?'
  input: { job: { state: RUNNING } }
  expected: { next: Wait, stages: { input: { job: { state: RUNNING } } } }
",
    );
    let run = project.run(&["states", "test", "tests", "--coverage"]).succeeds();
    assert!(run.stdout.contains("2 passed, 0 failed"), "{}", run.stdout);
    assert!(run.stdout.contains("Done? > Default"), "{}", run.stdout);
    project.write(
        "tests/fails.json",
        r#"{ "definition": "../loop.yaml", "mocks": { "Ask": { "error": "Broken" } },
            "expected": { "output": 1 } }"#,
    );
    let junit = ["states", "test", "tests", "--format", "json", "--junit", "junit.xml"];
    let run = project.run(&junit);
    assert_eq!(run.status, 1);
    let report = json(&run.stdout);
    assert_eq!((&report["passed"], &report["failed"]), (&json!(2), &json!(1)));
    assert!(report["coverage"]["files"][0]["parts"].is_array());
    assert!(project.read("junit.xml").contains("<testsuite"));
}

#[test]
fn one_state_is_run_alone() {
    let project = machine();
    project.write(
        "state.json",
        r#"{ "Type": "Task", "Resource": "${Work}", "Next": "B", "Parameters": { "n.$": "$.n" },
            "Retry": [ { "ErrorEquals": [ "Busy" ], "IntervalSeconds": 3 } ] }"#,
    );
    project.write("input.json", r#"{ "n": 1 }"#);
    project.write("mock.json", r#"{ "output": 2 }"#);
    let arguments =
        ["states", "test-state", "state.json", "--input", "input.json", "--mock", "mock.json"];
    let found = json(&project.run(&arguments).succeeds().stdout);
    assert_eq!((&found["status"], &found["nextState"]), (&json!("SUCCEEDED"), &json!("B")));
    assert_eq!(found["inspectionData"]["afterParameters"], json!({ "n": 1 }));
    project.write("mock.json", r#"{ "error": "Busy" }"#);
    let found = json(&project.run(&arguments).succeeds().stdout);
    assert_eq!(found["inspectionData"]["errorDetails"]["retryBackoffIntervalSeconds"], 3.0);
    let unknown = project.run(&["states", "test-state", "loop.yaml", "--state", "Donne?"]);
    unknown.fails_with(&["the machine has no state `Donne?`", "`Done?`"]);
}

#[test]
fn definitions_are_checked_in_folders_and_templates() {
    let project = machine();
    let template = "\
Resources:
  Fast:
    Type: AWS::Serverless::StateMachine
    Properties:
      Type: EXPRESS
      DefinitionUri: ../loop.yaml
  Slow:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: A
        States: { A: { Type: Wait, Seconds: '${Delay}', End: true } }
";
    project.write("infra/template.yaml", template);
    let run = project.run(&["states", "check", "infra", "loop.yaml"]).succeeds();
    assert!(run.stderr.contains("no errors found in 3 definitions"), "{}", run.stderr);
    let run = ["states", "run", "infra/template.yaml", "--machine", "Slow"];
    let outcome =
        json(&project.run(&[&run[..], &["--substitute", "Delay=7"]].concat()).succeeds().stdout);
    assert_eq!(outcome["seconds"], 7.0);
    assert!(project.run(&run).stdout.contains("the placeholder in `${Delay}` has no value"));
    project.run(&run[..3]).fails_with(&["several state machines", "Fast, Slow"]);
    project.write("infra/template.yaml", &template.replace("Seconds:", "Secondss:"));
    let faulty = project.run(&["states", "check", "infra/*.yaml"]);
    faulty.fails_with(&["template.yaml:12:", "Secondss"]);
    let template =
        template.replace("DefinitionUri: ../loop.yaml", "DefinitionUri: { Bucket: b, Key: k }");
    project.write("far.yaml", template.split("  Slow:").next().unwrap());
    project
        .run(&["states", "check", "far.yaml"])
        .fails_with(&["`far.yaml` contains no definition"]);
    project.write("sync.json", r#"{ "StartAt": "A", "States": { "A": { "Type": "Task", "End": true,
        "Resource": "arn:aws:states:::glue:startJobRun.sync", "Parameters": { "JobName": "j" } } } }"#);
    project.run(&["states", "check", "sync.json"]).succeeds();
    project.run(&["states", "check", "sync.json", "--express"]).fails_with(&["states::express"]);
}

#[test]
fn a_definition_is_converted_and_runs_as_before() {
    let project = machine();
    let run = project.run(&["states", "convert", "loop.yaml"]).succeeds();
    assert_eq!(json(&run.stdout)["QueryLanguage"], "JSONata");
    project.write("converted.json", &run.stdout);
    let outcome = |definition: &str| {
        let arguments = ["states", "run", definition, "--mocks", "mocks.json"];
        project.run(&arguments).succeeds().stdout
    };
    assert_eq!(outcome("converted.json"), outcome("loop.yaml"));
    project.run(&["states", "format", "--check", "converted.json"]).succeeds();
    let short = project.run(&["states", "convert", "loop.yaml", "--idiomatic"]).succeeds().stdout;
    assert!(short.contains("\"{% $states.input.job.state = 'DONE' %}\""), "{short}");
    project.write("no.yaml", &LOOP.replace("$.job\n", "$.jobs[0]\n"));
    let refused = project.run(&["states", "convert", "no.yaml"]);
    assert_eq!(refused.stdout, "");
    refused.fails_with(&["states::not_convertible", "no.yaml:3:3", "`$.jobs[0]`", "`Ask`"]);
}

#[test]
fn definitions_are_formatted_in_place() {
    let project = machine();
    let definition = r#"{"StartAt":"A", // first
 "States":{"A":{"Type":"Succeed"}}}"#;
    project.write("machines/a.asl.json", definition);
    project.write("machines/other.json", "{\"a\":1}");
    let check = ["states", "format", "--check", "machines"];
    project.run(&check).fails_with(&["a.asl.json is not formatted"]);
    assert_eq!(project.read("machines/a.asl.json"), definition);
    let run = project.run(&["states", "format", "machines"]).succeeds();
    assert!(run.stdout.starts_with("formatted "), "{}", run.stdout);
    let expected = "{\n  \"StartAt\": \"A\", // first\n  \"States\": {\n    \"A\": {\n      \"Type\": \"Succeed\"\n    }\n  }\n}\n";
    assert_eq!(project.read("machines/a.asl.json"), expected);
    assert_eq!(project.read("machines/other.json"), "{\"a\":1}");
    project.run(&check).succeeds();
    project
        .run(&["states", "format", "loop.yaml"])
        .fails_with(&["states::not_json", "loop.yaml:1:1"]);
}

#[test]
fn the_machines_of_a_schema_are_drawn() {
    let schema = "type Query { ask(a: Int): ID @stateMachine(definition: \"loop.yaml\") }";
    let project = machine();
    project.write("schema.graphql", schema);
    let drawing = project.run(&["graph", "--state-machine", "loop"]).succeeds().stdout;
    assert_eq!(drawing, project.run(&["states", "graph", "loop.yaml"]).succeeds().stdout);
    let run = project.run(&["graph", "--state-machine", "lop", "schema.graphql"]);
    run.fails_with(&["unknown state machine `lop`", "there are `loop`"]);
    project.write("schema.graphql", &schema.replace("loop", "loup"));
    project.run(&["graph", "--state-machine", "loop"]).fails_with(&["state-machine/path"]);
    let both = ["graph", "--state-machine", "loop", "--resolver", "Query.ask"];
    assert_eq!(project.run(&both).status, 2);
}

#[test]
fn an_execution_is_drawn_with_links_to_lines() {
    let project = machine();
    let arguments = ["states", "run", "loop.yaml", "--mocks", "mocks.json", "--history"];
    project.write("run.json", &project.run(&arguments).succeeds().stdout);
    let draw = |more: &[&str]| {
        let arguments = ["states", "graph", "loop.yaml", "--as", "svg", "--history", "run.json"];
        project.run(&[&arguments[..], more].concat()).succeeds().stdout
    };
    let drawing = draw(&[]);
    for part in ["<a href=\"loop.yaml#L3\">", ">2 times<", ", 2 runs, 3 attempts<", ">otherwise<"] {
        assert!(drawing.contains(part), "{part}: {drawing}");
    }
    assert!(draw(&["--link", "https://x/y#{line}"]).contains("<a href=\"https://x/y#3\">"));
    assert!(!draw(&["--link", ""]).contains("<a "));
    assert!(!draw(&["--link", "javascript:alert(1)"]).contains("javascript"));
    project.write("other.json", "[{ \"id\": 1, \"type\": \"PassStateEntered\", \"stateEnteredEventDetails\": { \"name\": \"X\" } }]");
    let other = ["states", "graph", "loop.yaml", "--history", "other.json"];
    project.run(&other).fails_with(&["other.json: the machine has no state `X`", "--history"]);
}

#[test]
fn the_data_model_and_resolvers_of_a_schema_are_drawn() {
    let schema =
        "type Blog @model { posts: [Post] @hasMany }\ntype Post @model { blog: Blog @belongsTo }\n";
    let project = Project::with(&[("schema.graphql", schema)]);
    for (notation, part) in [
        ("mermaid", "Blog |o--o{ Post : \"Blog.posts: 0..n, Post.blog: 0..1\""),
        ("graphviz", "arrowhead=crow"),
        ("svg", ">Blog.posts: 0..n<"),
    ] {
        let model = project.run(&["graph", "--as", notation]).succeeds().stdout;
        assert!(model.contains(part), "{notation}: {model}");
        let resolver = ["graph", "--resolver", "Query.getPost", "--as", notation];
        let resolver = project.run(&resolver).succeeds().stdout;
        assert!(resolver.contains("AMAZON_DYNAMODB"), "{notation}: {resolver}");
    }
    let unknown = project.run(&["graph", "--resolver", "Query.getPosts"]);
    unknown.fails_with(&["unknown resolver `Query.getPosts`", "there are "]);
    assert_eq!(project.names(), ["schema.graphql"]);
}

#[test]
fn a_build_holds_the_definitions_or_the_former_ones() {
    let project = machine();
    project.write(
        "schema.graphql",
        "type Query { ask(a: Int): ID @stateMachine(definition: \"loop.yaml\") }",
    );
    project.run(&["build"]).succeeds();
    let definition = project.read("build/state-machines/loop.asl.json");
    assert_eq!(json(&definition)["StartAt"], "Ask");
    project.write("loop.yaml", "StartAt: Nowhere");
    project.run(&["build"]).fails_with(&["state-machine/definition", "loop.yaml"]);
    assert_eq!(project.read("build/state-machines/loop.asl.json"), definition);
}
