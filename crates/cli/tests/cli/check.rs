use std::io::Write;
use std::process::Stdio;

use crate::project::{Project, Run, TODO};

#[test]
fn a_sound_schema_is_quietly_fine_and_nothing_is_written() {
    let indexed = "type Todo @model { id: ID! title: String! @index }";
    let project = Project::with(&[("schema.graphql", indexed)]);
    let run = project.run(&["check"]).succeeds();
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", "no errors found\n"));
    assert_eq!(project.names(), ["schema.graphql"]);
}

#[test]
fn advice_is_given_by_check_and_by_no_build() {
    let project = Project::with(&[("schema.graphql", TODO)]);
    let run = project.run(&["check"]).succeeds();
    for said in ["index/scan", "`listTodos` scans the whole table", "`title: String! @index`"] {
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
    assert!(run.stderr.ends_with("no errors found, 1 piece of advice\n"), "{}", run.stderr);
    let run = project.run(&["build"]).succeeds();
    assert!(!run.stderr.contains("index/scan"), "{}", run.stderr);
    let broken =
        Project::with(&[("schema.graphql", &format!("{TODO}type Note @modle {{ id: ID }}"))]);
    assert!(!broken.run(&["check"]).stderr.contains("index/scan"));
}

#[test]
fn every_error_is_reported_with_its_name_and_location() {
    let project = Project::with(&[(
        "schema.graphql",
        "type Todo @modle {\n  id: ID!\n  title: Strnig\n}\n\ntype Note @model {\n  of: Tdoo\n}\n",
    )]);
    project.run(&["check"]).fails_with(&[
        "schema.graphql:1:11",
        "schema/unknown-directive",
        "did you mean `model`?",
        "schema.graphql:3:10",
        "schema/unknown-type",
        "did you mean `String`?",
        "schema.graphql:7:7",
        "did you mean `Todo`?",
        "3 errors found",
    ]);
}

#[test]
fn columns_count_characters() {
    let project = Project::with(&[("schema.graphql", "type A @model { \"äöü\" id: Strnig }")]);
    project.run(&["check"]).fails_with(&["schema.graphql:1:27"]);
}

#[test]
fn a_line_of_a_megabyte_is_not_shown() {
    let long = format!("type A @model {{ id: Strnig {} }}", " ".repeat(1_000_000));
    let project = Project::with(&[("schema.graphql", &long)]);
    let run = project.run(&["check"]).fails_with(&["schema.graphql:1:21"]);
    assert!(run.stderr.len() < 1_000, "{} bytes", run.stderr.len());
}

#[test]
fn errors_of_settings_are_reported_like_those_of_the_schema() {
    let project = Project::with(&[
        ("schema.graphql", TODO),
        ("burgeon.yaml", "auth:\n  default: userPool\n  apikey: {}\n"),
    ]);
    project.run(&["check"]).fails_with(&[
        "burgeon.yaml:2:12",
        "settings/unknown-value",
        "did you mean `userPools`?",
        "burgeon.yaml:3:3",
        "settings/unknown-key",
        "did you mean `apiKey`?",
    ]);
}

#[test]
fn programs_read_faults_as_json() {
    let project = Project::with(&[("schema.graphql", "type Todo @model { id: Strnig }")]);
    let run = project.run(&["check", "--format", "json"]);
    assert_eq!((run.status, run.stderr.as_str()), (1, ""));
    let outcome = run.json();
    let fault = &outcome["diagnostics"][0];
    assert_eq!(fault["code"], "schema/unknown-type");
    assert_eq!(fault["severity"], "error");
    assert_eq!(fault["places"][0]["path"], "schema.graphql");
    assert_eq!(fault["places"][0]["line"], 1);
    assert_eq!(fault["places"][0]["column"], 24);
    assert_eq!(fault["help"], "did you mean `String`?");
}

#[test]
fn a_schema_is_read_from_standard_input() {
    let project = Project::with(&[("burgeon.yaml", "name: api")]);
    let check = |text: &[u8]| {
        let mut command = project.command(&["check", "-"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(text).unwrap();
        Run::of(child.wait_with_output().unwrap())
    };
    check(TODO.as_bytes()).succeeds();
    check(b"type Todo @model { id: Strnig }").fails_with(&["<stdin>:1:24"]);
    check(b"\xff").fails_with(&["standard input", "UTF-8"]);
}

#[test]
fn color_is_used_on_request_only() {
    let project = Project::with(&[("schema.graphql", "type Todo @model { id: Strnig }")]);
    let run = |color| project.run(&["check", "--color", color]).fails_with(&[]).stderr;
    assert!(!run("auto").contains('\u{1b}') && !run("never").contains('\u{1b}'));
    assert!(run("always").contains('\u{1b}'));
}

#[test]
#[cfg(unix)]
fn the_null_device_stands_for_the_default_settings() {
    let settings = "name: shop\nunknown: 1\n";
    let project = Project::with(&[("schema.graphql", TODO), ("burgeon.yaml", settings)]);
    project.run(&["check"]).fails_with(&["settings/unknown-key"]);
    project.run(&["check", "--config", "/dev/null"]).succeeds();
    project.run(&["build", "--config", "/dev/null"]).succeeds();
    assert!(project.names().contains(&"burgeon.lock".to_owned()), "the lock is beside the schema");
}

#[test]
#[cfg(unix)]
fn a_device_is_not_a_settings_file() {
    let project = Project::with(&[("schema.graphql", TODO)]);
    let run = project.run(&["check", "--config", "/dev/zero"]);
    run.fails_with(&["settings/unreadable", "it is not a file", "pipes and devices are not read"]);
}
