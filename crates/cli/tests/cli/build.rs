use std::fs;

use crate::project::{Project, TODO};

fn todo() -> Project {
    Project::with(&[("schema.graphql", TODO)])
}

#[test]
fn a_schema_becomes_a_folder_that_can_be_deployed() {
    let project = todo();
    let run = project.run(&["build"]).succeeds();
    assert!(project.read("build/schema.graphql").contains("listTodos("));
    assert!(project.path("build/template.yaml").is_file());
    assert!(project.path("build/stacks/Todo.yaml").is_file());
    assert!(run.stdout.starts_with("wrote build: "), "{}", run.stdout);
    assert!(run.stdout.contains("Todo") && run.stdout.contains("of 500"), "{}", run.stdout);
    assert_eq!(run.stderr, "");
    assert_eq!(project.names(), ["build", "burgeon.lock", "schema.graphql"]);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let project = todo();
    project.run(&["build"]).succeeds();
    let (first, lock) = (project.tree("build"), project.read("burgeon.lock"));
    project.run(&["build"]).succeeds();
    assert_eq!(project.tree("build"), first);
    assert_eq!(project.read("burgeon.lock"), lock);
}

#[test]
fn what_is_gone_from_the_schema_is_gone_from_the_build() {
    let project = todo();
    project.run(&["build"]).succeeds();
    project.write("schema.graphql", &TODO.replace("Todo", "Note"));
    project.run(&["build"]).succeeds();
    assert!(!project.path("build/stacks/Todo.yaml").exists());
    assert!(project.path("build/stacks/Note.yaml").exists());
}

#[test]
fn a_folder_of_schemas_is_the_default_where_there_is_no_file() {
    let project = Project::with(&[
        ("schema/todo.graphql", TODO),
        ("schema/note.gql", "type Note @model { id: ID! }"),
        ("burgeon.yaml", "name: two-files"),
    ]);
    project.run(&["build"]).succeeds();
    let schema = project.read("build/schema.graphql");
    assert!(schema.contains("listTodos(") && schema.contains("listNotes("));
    assert!(project.read("build/manifest.json").contains("two-files"));
}

#[test]
fn files_globs_and_the_output_can_be_named() {
    let project = Project::with(&[
        ("api/a.graphql", TODO),
        ("more/b.graphql", "type Note @model { id: ID! }"),
    ]);
    project.run(&["build", "api/a.graphql", "more/*.graphql", "--out", "deep/er"]).succeeds();
    let schema = project.read("deep/er/schema.graphql");
    assert!(schema.contains("listTodos(") && schema.contains("listNotes("));
}

#[test]
fn settings_beside_the_schema_are_found_and_others_can_be_named() {
    let project = Project::with(&[
        ("api/schema.graphql", TODO),
        ("api/burgeon.yaml", "name: beside"),
        ("other.json", r#"{ "name": "named" }"#),
    ]);
    project.run(&["build", "api/schema.graphql"]).succeeds();
    assert!(project.read("build/manifest.json").contains("\"beside\""));
    project.run(&["build", "api/schema.graphql", "--config", "other.json"]).succeeds();
    assert!(project.read("build/manifest.json").contains("\"named\""));
}

#[test]
fn templates_can_be_json() {
    let project = todo();
    project.run(&["build", "--template-format", "json"]).succeeds();
    let template = project.read("build/template.json");
    assert!(serde_json::from_str::<serde_json::Value>(&template).is_ok());
    assert!(!project.path("build/template.yaml").exists());
}

#[test]
fn programs_read_json_on_standard_output() {
    let project = todo();
    let run = project.run(&["build", "--format", "json"]).succeeds();
    let outcome = run.json();
    assert_eq!(outcome["output"], "build");
    assert_eq!(outcome["diagnostics"], serde_json::json!([]));
    assert_eq!(outcome["files"], project.tree("build").len());
    assert_eq!(outcome["stacks"][0]["template"], "stacks/Todo.yaml");
}

#[test]
fn a_schema_at_fault_leaves_the_former_build() {
    let project = todo();
    project.run(&["build"]).succeeds();
    let before = project.tree("build");
    project.write("schema.graphql", "type Todo @model {\n  id: Strnig\n");
    project.run(&["build"]).fails_with(&["schema.graphql:3:1"]);
    assert_eq!(project.tree("build"), before);
}

#[test]
fn a_foreign_folder_is_not_changed() {
    let project = todo();
    project.write("build/manifest.json", r#"{ "name": "a web app" }"#);
    let run = project.run(&["build"]).fails_with(&["output/foreign-folder", "--out"]);
    assert_eq!(run.stdout, "");
    assert_eq!(project.tree("build").len(), 1);
}

#[test]
fn what_is_read_is_never_replaced() {
    let project = todo();
    project.run(&["build"]).succeeds();
    project.run(&["build", "build/schema.graphql"]).fails_with(&["is in the output folder"]);

    let machine =
        "type Query { now: AWSJSON @stateMachine(definition: \"build/now.json\", mode: EXPRESS) }";
    project.write("schema.graphql", machine);
    project.write(
        "build/now.json",
        r#"{ "StartAt": "Now", "States": { "Now": { "Type": "Succeed" } } }"#,
    );
    project.run(&["build"]).fails_with(&["now.json` is in the output folder"]);
    assert!(project.tree("build").iter().any(|(path, _)| path.ends_with("now.json")));
}

#[test]
fn a_file_in_the_way_and_a_missing_settings_file_are_faults() {
    let project = todo();
    project.write("file", "mine");
    project.run(&["build", "--out", "file"]).fails_with(&["output/unwritable"]);
    project.run(&["build", "--out", "file/inner"]).fails_with(&["output/unwritable"]);
    assert_eq!(project.read("file"), "mine");
    let texts = ["settings/unreadable", "none.yaml"];
    project.run(&["build", "--config", "none.yaml"]).fails_with(&texts);
}

#[test]
fn a_read_only_output_folder_is_left_alone() {
    let project = todo();
    project.run(&["build"]).succeeds();
    let before = project.tree("build");
    let mut permissions = fs::metadata(project.path("build")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(project.path("build"), permissions).unwrap();
    project.write("schema.graphql", &TODO.replace("Todo", "Note"));
    project.run(&["build"]).fails_with(&["output/unwritable"]);
    assert_eq!(project.tree("build"), before);
}
