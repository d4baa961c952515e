//! `burgeon eval`.

use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use serde_json::json;

use crate::project::{Project, Run};

const TEMPLATE: &str = "\
#set( $ctx.stash.seen = $ctx.args.id )
$util.log.info(\"asked for {}\", $ctx.args.id)
$util.appendError(\"odd\")
{ \"id\": \"$ctx.args.id\", \"table\": \"$ctx.env.TABLE\" }
";

const CONTEXT: &str = r#"{ "arguments": { "id": "7" }, "env": { "TABLE": "t" } }"#;

#[test]
fn an_outcome_has_the_parts_that_aws_gives() {
    let project = Project::with(&[("a.vtl", TEMPLATE), ("context.json", CONTEXT)]);
    let run = project.run(&["eval", "a.vtl", "--context", "context.json"]).succeeds();
    let outcome = run.json();
    let result = outcome["evaluationResult"].as_str().expect("it is a text");
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(result).unwrap(),
        json!({ "id": "7", "table": "t" })
    );
    assert_eq!(outcome["error"], json!(null));
    assert_eq!(outcome["stash"], json!({ "seen": "7" }));
    assert_eq!(outcome["outErrors"][0]["message"], "odd");
    assert_eq!(outcome["logs"], json!(["INFO - asked for 7"]));
    assert_eq!(outcome.as_object().unwrap().len(), 5);
}

#[test]
fn an_evaluation_that_fails_has_an_outcome() {
    let project =
        Project::with(&[("a.vtl", "#set($ctx.stash.x = 1)\n$util.error(\"no\", \"Kind\")")]);
    let run = project.run(&["eval", "a.vtl"]);
    assert_eq!(run.status, 1);
    let outcome = project.run(&["eval", "a.vtl", "--allow-errors"]).succeeds().json();
    assert_eq!(outcome, run.json());
    assert_eq!(outcome["evaluationResult"], json!(null));
    let error = json!({
        "message": "no", "errorType": "Kind", "location": { "line": 2, "column": 7 },
    });
    assert_eq!(outcome["error"], error);
    assert_eq!(outcome["stash"], json!({ "x": 1 }));
}

#[test]
fn the_time_can_be_given() {
    let project = Project::with(&[("a.vtl", "$util.time.nowISO8601() $util.autoId()")]);
    let run = |now| project.run(&["eval", "a.vtl", "--now", now]).succeeds().json();
    let first = run("2026-01-31T12:00:00Z");
    assert_eq!(first, run("2026-01-31T12:00:00Z"));
    assert!(first["evaluationResult"].as_str().unwrap().starts_with("2026-01-31T12:00:00.000Z "));
    project.run(&["eval", "a.vtl", "--now", "noon"]).fails_with(&["invalid time `noon`"]);
}

#[test]
fn a_template_can_be_standard_input() {
    let project = Project::with(&[("context.json", CONTEXT)]);
    let mut command = project.command(&["eval", "-", "--context", "context.json"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut program = command.spawn().unwrap();
    program.stdin.take().unwrap().write_all(b"$ctx.args.id").unwrap();
    let run = Run::of(program.wait_with_output().unwrap()).succeeds();
    assert_eq!(run.json()["evaluationResult"], "7");
    let both = project.run(&["eval", "-", "--context", "-"]);
    both.fails_with(&["cannot both be standard input"]);
}

#[test]
fn mistakes_are_reported_with_their_locations() {
    let project = Project::with(&[
        ("syntax.vtl", "a\n#if( $x == )b#end"),
        ("utility.vtl", "$util.tojson($x)\n$util.isNull()"),
        ("fine.vtl", "a"),
        ("broken.json", "{ \"arguments\":\n  }"),
        ("part.json", "{ \"argument\": {} }"),
        ("kind.json", "{ \"stash\": [] }"),
    ]);
    let fails = |arguments: &[&str], texts: &[&str]| _ = project.run(arguments).fails_with(texts);
    fails(&["eval", "syntax.vtl"], &["template/syntax", "syntax.vtl:2:12", "expected a value"]);
    fails(
        &["eval", "utility.vtl"],
        &[
            "template/unknown-utility",
            "utility.vtl:1:7",
            "did you mean `$util.toJson()`?",
            "template/argument-count",
            "`$util.isNull()` takes 1 argument",
        ],
    );
    fails(&["eval", "none.vtl"], &["cannot read `none.vtl`"]);
    fails(&["eval", "fine.vtl", "--context", "broken.json"], &["broken.json:2:3: not JSON"]);
    fails(&["eval", "fine.vtl", "--context", "part.json"], &["part.json: ", "no part `argument`"]);
    fails(&["eval", "fine.vtl", "--context", "kind.json"], &["kind.json: ", "not an object"]);
    fails(&["eval"], &["missing template"]);
    assert_eq!(project.run(&["eval", "fine.vtl", "--test", ".", "--now", "x"]).status, 2);
}

#[test]
fn tests_are_run_and_reported() {
    let project = Project::with(&[
        ("a.vtl", TEMPLATE),
        (
            "tests/good.json",
            r#"{ "template": "../a.vtl", "context": { "args": { "id": "1" } },
                 "expected": { "result": { "id": "1", "table": "$ctx.env.TABLE" }, "stash": { "seen": "1" } } }"#,
        ),
        (
            "tests/below/bad.json",
            r#"{ "template": "../../a.vtl", "context": { "args": { "id": "1" } },
                 "expected": { "result": { "id": "2" }, "error": { "message": "x" } } }"#,
        ),
    ]);
    let run = project.run(&["eval", "--test", "tests"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    for text in [
        "bad.json",
        r#"expected {"id":"2"}"#,
        r#"found    {"id":"1","table":"$ctx.env.TABLE"}"#,
        r#"expected {"message":"x"}"#,
        "1 passed, 1 failed",
    ] {
        assert!(run.stdout.contains(text), "{text} is not in:\n{}", run.stdout);
    }
    project.run(&["eval", "--test", "tests/good.json"]).succeeds();
}

#[test]
fn a_test_that_cannot_be_run_keeps_no_other_from_running() {
    let project = Project::with(&[
        ("a.vtl", "a"),
        ("tests/1.json", r#"{ "expected": { "result": "a" } }"#),
        ("tests/2.json", r#"{ "expected": { "reslut": "a" } }"#),
        ("tests/3.json", "{"),
        ("tests/4.json", r#"{ "template": "none.vtl", "expected": {} }"#),
        ("tests/5.json", r#"{ "context": { "argument": 1 }, "expected": {} }"#),
        ("tests/6.json", r#"{ "now": "noon", "expected": {} }"#),
    ]);
    let run = project.run(&["eval", "a.vtl", "--test", "tests"]);
    assert_eq!(run.status, 1);
    assert!(run.stdout.ends_with("1 passed, 5 failed\n"), "{}", run.stdout);
    for text in [
        "2.json: unknown field `reslut`",
        "3.json:1:1: not JSON",
        "none.vtl",
        "5.json: the context has no part `argument`",
        "6.json: invalid time `noon`",
    ] {
        assert!(run.stdout.contains(text), "{text} is not in:\n{}", run.stdout);
    }
    let without = project.run(&["eval", "--test", "tests/1.json"]);
    assert_eq!(without.status, 1);
    assert!(without.stdout.contains("1.json: the test names no template"), "{}", without.stdout);
    project.write("empty/note.txt", "");
    project.run(&["eval", "--test", "empty"]).fails_with(&["`empty` holds no test"]);
    project.run(&["eval", "--test", "nowhere"]).fails_with(&["cannot read `nowhere`"]);
}

#[test]
fn the_tests_of_the_example_pass() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/library/tests");
    let run = Project::empty().run(&["eval", "--test", tests.to_str().unwrap()]).succeeds();
    assert_eq!(run.stdout, "2 passed, 0 failed\n");
}

#[test]
fn tests_are_yaml_too_with_several_in_a_file_and_partial_matches() {
    let project = Project::with(&[
        ("a.vtl", "{ \"id\": \"$ctx.args.id\", \"more\": 1 }"),
        (
            "tests/a.yaml",
            "tests:\n\
             - { name: partial, match: partial, template: ../a.vtl, context: { args: { id: '1' } },\n\
                 expected: { result: { id: '1' } } }\n\
             - { name: exact, template: ../a.vtl, context: { args: { id: '1' } },\n\
                 expected: { result: { id: '1' } } }\n",
        ),
    ]);
    let run = project.run(&["eval", "--test", "tests/*.yaml"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stdout.starts_with("tests/a.yaml: exact\n"), "{}", run.stdout);
    assert!(run.stdout.ends_with("1 passed, 1 failed\n"), "{}", run.stdout);
}

#[test]
fn tests_are_reported_as_json_and_junit() {
    let test = r#"{ "template": "../a.vtl", "expected": { "result": "b" } }"#;
    let project = Project::with(&[("a.vtl", "a"), ("tests/a.json", test)]);
    let run = project.run(&["eval", "--test", "tests", "--format", "json", "--junit", "out.xml"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    let report = run.json();
    assert_eq!(report["failed"], 1);
    assert_eq!(report["tests"][0]["file"], "tests/a.json");
    assert_eq!(report["tests"][0]["differences"][0]["found"], "a");
    let xml = project.read("out.xml");
    assert!(xml.contains("failures=\"1\"") && xml.contains("classname=\"tests/a.json\""), "{xml}");
    let refused = project.run(&["eval", "--test", "tests", "--junit", "none/out.xml"]);
    refused.fails_with(&["cannot write `none/out.xml`"]);
    // They belong to tests.
    assert_eq!(project.run(&["eval", "a.vtl", "--junit", "out.xml"]).status, 2);
}

#[test]
fn the_lines_that_no_test_ran_are_listed() {
    let template = "#if( $ctx.args.id )\n  $ctx.args.id\n#else\n  none\n#end\n";
    let test = r#"[{ "template": "../a.vtl", "context": { "args": { "id": "1" } }, "expected": {} },
        { "template": "../tests/../a.vtl", "context": { "args": { "id": "2" } }, "expected": {} }]"#;
    let project = Project::with(&[("a.vtl", template), ("tests/a.json", test)]);
    let run = project.run(&["eval", "--test", "tests", "--coverage"]).succeeds();
    let expected = "a.vtl: not run: line 4\ncoverage: 2 of 3 (66.7 %)\n2 passed, 0 failed\n";
    assert_eq!(run.stdout, expected);
    let run = project.run(&["eval", "--test", "tests", "--coverage", "--format", "json"]);
    let coverage = &run.succeeds().json()["coverage"];
    assert_eq!((&coverage["run"], &coverage["all"]), (&2.into(), &3.into()));
    assert_eq!(coverage["files"][0]["path"], "a.vtl");
    assert_eq!(coverage["files"][0]["parts"][0]["hits"], 2);
}

#[test]
fn coverage_is_written_for_other_programs() {
    let test = r#"{ "template": "../a.vtl", "expected": { "result": "a" } }"#;
    let project = Project::with(&[("a.vtl", "a\n"), ("tests/a.json", test)]);
    let run = project.run(&["eval", "--test", "tests", "--lcov", "lcov.info"]).succeeds();
    assert_eq!(run.stdout, "1 passed, 0 failed\n");
    let expected = "TN:\nSF:a.vtl\nDA:1,1\nLF:1\nLH:1\nend_of_record\n";
    assert_eq!(project.read("lcov.info"), expected);
    let refused = project.run(&["eval", "--test", "tests", "--lcov", "none/lcov.info"]);
    refused.fails_with(&["cannot write `none/lcov.info`"]);
    assert_eq!(project.run(&["eval", "a.vtl", "--coverage"]).status, 2);
}

#[test]
fn placeholders_are_replaced_and_results_that_are_not_json_are_noted() {
    let project =
        Project::with(&[("a.vtl", "{ \"t\": \"${Table}\", \"id\": \"${ctx.args.id}\", }")]);
    project.write("context.json", r#"{ "arguments": { "id": "7" } }"#);
    let arguments = ["eval", "a.vtl", "--context", "context.json", "--substitute", "Table=todos"];
    let run = project.run(&arguments).succeeds();
    assert_eq!(run.json()["evaluationResult"], "{ \"t\": \"todos\", \"id\": \"7\", }");
    // AppSync accepts the trailing comma.
    assert_eq!(run.stderr, "");
    project.write("a.vtl", "{ \"a\": }");
    let run = project.run(&["eval", "a.vtl"]).succeeds();
    assert!(
        run.stderr.contains("the result is not JSON: expected value at line 1"),
        "{}",
        run.stderr
    );
    project.run(&["eval", "a.vtl", "--substitute", "Table"]).fails_with(&["not a substitution"]);
}

#[test]
fn a_test_can_run_the_templates_of_a_pipeline() {
    let test = "\
tests:
- name: whole
  substitute: { Table: todos }
  context: { args: { id: '1' } }
  pipeline:
  - template: ../before.vtl
  - { request: ../one.req.vtl, response: ../one.res.vtl, result: { n: 1 },
      expected: { request: { id: '1', table: todos }, response: { n: 1, seen: true } } }
  - { request: ../two.req.vtl, result: { m: 2 }, expected: { request: { last: 1 } } }
  - template: ../after.vtl
  expected: { result: { m: 2 }, stash: { seen: true } }
- name: error
  context: { args: { id: '1' } }
  pipeline:
  - { request: ../one.req.vtl, response: ../one.res.vtl, error: { message: broken, type: Kind } }
  - { request: ../two.req.vtl }
  expected: { error: { message: broken, errorType: Kind } }
- name: skipped
  context: { args: { skip: true } }
  pipeline:
  - { request: ../one.req.vtl, response: ../one.res.vtl, expected: { response: skipped } }
  expected: { result: skipped }
- name: fails
  context: { args: { id: '1' } }
  pipeline:
  - { request: ../one.req.vtl, response: ../one.res.vtl, expected: { request: { id: '2' } } }
  expected: {}
";
    let project = Project::with(&[
        ("before.vtl", "#set($ctx.stash.seen = true){}"),
        (
            "one.req.vtl",
            "#if($ctx.args.skip)#return(\"skipped\")#end{ \"id\": \"$ctx.args.id\", \"table\": \"${Table}\", }",
        ),
        (
            "one.res.vtl",
            "#if($ctx.error)$util.error($ctx.error.message, $ctx.error.type)#end\
             { \"n\": $util.toJson($ctx.result.n), \"seen\": $util.toJson($ctx.stash.seen) }",
        ),
        ("two.req.vtl", "{ \"last\": $ctx.prev.result.n }"),
        ("after.vtl", "$util.toJson($ctx.prev.result)"),
        ("tests/a.yaml", test),
    ]);
    let run = project.run(&["eval", "--test", "tests"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stdout.ends_with("3 passed, 1 failed\n"), "{}", run.stdout);
    assert!(run.stdout.contains("tests/a.yaml: fails"), "{}", run.stdout);
    assert!(run.stdout.contains("pipeline[0].request"), "{}", run.stdout);
}
