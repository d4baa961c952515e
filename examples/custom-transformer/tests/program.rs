//! The program knows `@audited` in every command.

use std::path::Path;
use std::process::{Command, Output};

fn run(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_example-custom-transformer"));
    command.args(arguments).current_dir(folder).output().expect("the program runs")
}

/// What a command prints to standard output.
fn printed(arguments: &[&str]) -> String {
    let output = run(arguments, Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).expect("it prints text")
}

#[test]
fn build_compiles_the_directive() {
    let folder = tempfile::tempdir().expect("a folder");
    let schema = include_str!("../schema.graphql");
    std::fs::write(folder.path().join("schema.graphql"), schema).expect("it is written");
    let settings = "auth: { sandbox: true }";
    std::fs::write(folder.path().join("burgeon.yaml"), settings).expect("it is written");
    let output = run(&["build"], folder.path());
    assert!(output.status.success(), "{output:?}");
    let built = std::fs::read_to_string(folder.path().join("build/schema.graphql"));
    assert!(built.expect("it is built").contains("changedBy: String"));
}

#[test]
fn check_reports_the_diagnostics_of_the_directive() {
    let folder = tempfile::tempdir().expect("a folder");
    let schema = "type Note @audited { text: String }\ntype Query { note: Note }\n";
    std::fs::write(folder.path().join("schema.graphql"), schema).expect("it is written");
    let output = run(&["check", "--format", "json"], folder.path());
    let text = String::from_utf8(output.stdout).expect("it prints text");
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("\"audited/"), "{text}");
}

#[test]
fn explain_and_print_directives_know_the_directive() {
    assert!(printed(&["explain", "@audited"]).starts_with("# `@audited`"));
    assert!(printed(&["explain"]).contains("@audited"));
    assert!(printed(&["print-directives"]).contains("directive @audited"));
    // Burgeon's own directives are still there.
    assert!(printed(&["explain", "@model"]).contains("# `@model`"));
}

#[test]
fn help_lists_the_directive() {
    assert!(printed(&["--help"]).contains("Custom directives: @audited, @exportable."));
}

#[test]
fn auth_shows_the_rules_of_a_schema_with_the_directive() {
    let folder = tempfile::tempdir().expect("a folder");
    let schema = "type Note @model @audited @auth(rules: [{ allow: public }]) { text: String }\n";
    std::fs::write(folder.path().join("schema.graphql"), schema).expect("it is written");
    let output = run(&["auth", "--format", "markdown"], folder.path());
    assert!(output.status.success(), "{output:?}");
    assert!(String::from_utf8(output.stdout).expect("text").contains("Note"));
}
