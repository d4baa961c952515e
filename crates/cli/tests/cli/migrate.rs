use std::io::Write;
use std::process::Stdio;

use crate::project::{Project, Run, TODO};

const POST: &str = "type Post @model @key(fields: [\"slug\"]) {\n  slug: ID!\n}\n";
const MIGRATED: &str =
    "type Post @model @auth(rules: [{ allow: public }]) {\n  slug: ID! @primaryKey\n}\n";

#[test]
fn the_new_text_is_all_that_goes_to_standard_output() {
    let project = Project::with(&[("schema.graphql", POST)]);
    let run = project.run(&["migrate"]).succeeds();
    assert_eq!(run.stdout, MIGRATED);
    for said in ["migrate/open", "schema.graphql:1:6", "help: "] {
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
    assert_eq!(project.read("schema.graphql"), POST);
}

#[test]
fn the_settings_decide_who_was_allowed() {
    let settings = "auth: { default: userPools, userPools: { userPoolId: us-east-1_a } }";
    let project = Project::with(&[("schema.graphql", POST), ("other.yaml", settings)]);
    let run = project.run(&["migrate", "--config", "other.yaml", "schema.graphql"]).succeeds();
    assert_eq!(run.stdout, MIGRATED.replace("public", "private"));
}

#[test]
fn several_files_follow_each_other_or_are_rewritten_where_they_stand() {
    let author =
        "type Author @model {\n  id: ID!\n  posts: [Post] @connection(fields: [\"id\"])\n}";
    let comment = "# nothing\n";
    let project = Project::with(&[
        ("schema/author.graphql", author),
        ("schema/comment.graphql", comment),
        ("schema/post.graphql", POST),
    ]);
    let author = author
        .replace("@connection", "@hasMany")
        .replace("@model", "@model @auth(rules: [{ allow: public }])");
    let run = project.run(&["migrate"]).succeeds();
    assert_eq!(run.stdout, format!("{author}\n{MIGRATED}"));

    let run = project.run(&["migrate", "--in-place"]).succeeds();
    assert_eq!(run.stdout, "");
    assert!(run.stderr.contains("rewrote schema/author.graphql"), "{}", run.stderr);
    assert_eq!(project.read("schema/author.graphql"), author);
    assert_eq!(project.read("schema/post.graphql"), MIGRATED);
    assert_eq!(project.read("schema/comment.graphql"), comment);
    project.run(&["build"]).succeeds();

    let again = project.run(&["migrate", "--in-place"]).succeeds();
    assert!(again.stderr.contains("nothing to rewrite in schema/post.graphql"), "{}", again.stderr);
}

#[test]
fn a_schema_that_cannot_be_migrated_is_left_alone() {
    let broken = POST.replace("[\"slug\"]", "[\"slgu\"]");
    let project = Project::with(&[("schema.graphql", &broken)]);
    let run = project.run(&["migrate", "-i"]);
    let run = run.fails_with(&["migrate/unknown-field", "did you mean `slug`?"]);
    assert_eq!((run.stdout.as_str(), project.read("schema.graphql")), ("", broken));
    Project::with(&[("schema.graphql", "type {")])
        .run(&["migrate"])
        .fails_with(&["schema/syntax", "schema.graphql:1:6"]);
}

#[test]
fn programs_read_the_outcome_as_json() {
    let project = Project::with(&[("schema.graphql", POST)]);
    let run = project.run(&["migrate", "--format", "json"]).succeeds();
    assert_eq!(run.stderr, "");
    let outcome = run.json();
    assert_eq!(outcome["diagnostics"][0]["code"], "migrate/open");
    assert_eq!(outcome["files"][0]["path"], "schema.graphql");
    assert_eq!(outcome["files"][0]["changed"], true);
    assert_eq!(outcome["files"][0]["text"], MIGRATED);
}

#[test]
fn standard_input_is_migrated_to_standard_output() {
    let project = Project::empty();
    let migrate = |arguments: &[&str]| {
        let mut command = project.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(POST.as_bytes()).unwrap();
        Run::of(child.wait_with_output().unwrap())
    };
    assert_eq!(migrate(&["migrate", "-"]).succeeds().stdout, MIGRATED);
    migrate(&["migrate", "-i", "-"]).fails_with(&["cannot be written in place"]);
}

#[test]
fn a_build_says_who_rewrites_the_schema() {
    let project = Project::with(&[("schema.graphql", &format!("{POST}{TODO}"))]);
    project.run(&["build"]).fails_with(&["schema.graphql:1:18", "run `burgeon migrate`"]);
}
