use crate::project::Project;

#[test]
fn the_command_line_at_fault_is_exit_status_2() {
    let project = Project::empty();
    for arguments in [
        &["buidl"][..],
        &["build", "--frobnicate"],
        &["build", "--format", "xml"],
        &["completions"],
        &["completions", "csh"],
        &[],
    ] {
        let run = project.run(arguments);
        assert_eq!(run.status, 2, "{arguments:?}");
        assert!(run.stdout.is_empty() && run.stderr.contains("--help"), "{arguments:?}");
    }
}

#[test]
fn help_and_version_are_results() {
    let project = Project::empty();
    let version = project.run(&["--version"]).succeeds().stdout;
    assert_eq!(version, concat!("burgeon ", env!("CARGO_PKG_VERSION"), "\n"));
    assert!(project.run(&["--help"]).succeeds().stdout.contains("print-directives"));
    assert!(project.run(&["help", "build"]).succeeds().stdout.contains("--out"));
}

#[test]
fn a_missing_schema_is_a_fault() {
    Project::empty().run(&["build"]).fails_with(&["schema.graphql", "read/unreadable"]);
}

#[test]
fn what_init_writes_can_be_built_and_is_never_overwritten() {
    let project = Project::empty();
    let run = project.run(&["init", "api"]).succeeds();
    assert!(run.stderr.contains("burgeon build api/schema.graphql"), "{}", run.stderr);
    project.run(&["build", "api/schema.graphql"]).succeeds();
    assert!(project.read("build/manifest.json").contains("\"notes\""));

    project.write("api/schema.graphql", "mine");
    project.run(&["init", "api"]).fails_with(&["api/schema.graphql", "exists already"]);
    assert_eq!(project.read("api/schema.graphql"), "mine");

    project.write("half/burgeon.yaml", "mine");
    project.run(&["init", "half"]).fails_with(&["half/burgeon.yaml"]);
    assert!(!project.path("half/schema.graphql").exists());
}

#[test]
fn directives_are_printed_for_editors() {
    let definitions = Project::empty().run(&["print-directives"]).succeeds().stdout;
    for text in ["directive @model", "directive @aws_subscribe", "scalar AWSDateTime"] {
        assert!(definitions.contains(text), "{text}");
    }
}

#[test]
fn diagnostics_and_directives_are_explained() {
    let project = Project::empty();
    let explain = |name| project.run(&["explain", name]);
    assert!(explain("settings/unknown-key").succeeds().stdout.contains("# settings/unknown-key"));
    assert!(explain("@model").succeeds().stdout.contains("directive @model"));
    assert!(explain("model").succeeds().stdout.contains("directive @model"));
    explain("settings/unknwon-key").fails_with(&["did you mean `settings/unknown-key`?"]);
    explain("frobnication").fails_with(&["`burgeon explain` lists all names"]);
    assert!(project.run(&["explain"]).succeeds().stdout.contains("output/unwritable"));
}

#[test]
fn shells_get_their_completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = Project::empty().run(&["completions", shell]).succeeds().stdout;
        assert!(script.contains("print-directives"), "{shell}");
    }
}

#[test]
fn every_command_has_a_man_page() {
    let project = Project::empty();
    assert!(project.run(&["man"]).succeeds().stdout.contains(".TH burgeon 1"));
    project.run(&["man", "man1"]).succeeds();
    assert!(project.read("man1/burgeon-build.1").contains("\\-\\-watch"));
    assert!(project.path("man1/burgeon.1").is_file());
    project.write("file", "");
    project.run(&["man", "file"]).fails_with(&["cannot write `file`"]);
}
