//! `burgeon states` and `burgeon graph`.

use serde_json::{Value as Json, json};

use crate::Project;

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
    let policy = json(&project.run(&["states", "policy", "loop.yaml"]).succeeds().stdout);
    let expected = json!({
        "statements": [{
            "actions": ["lambda:InvokeFunction"],
            "resources": [
                "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:ask"
            ],
        }],
        "open": [],
    });
    assert_eq!(policy, expected);
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
