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

/// An editor knows what is printed and the author's files, and nothing else.
#[test]
fn what_is_printed_is_all_that_an_editor_lacks() {
    let definitions = Project::empty().run(&["print-directives"]).succeeds().stdout;
    for fixture in std::fs::read_dir("../../tests/fixtures").expect("there are fixtures") {
        let folder = fixture.expect("it is readable").path();
        let files = std::fs::read_dir(folder).expect("it is a folder");
        let paths = files.map(|file| file.expect("it is readable").path());
        let texts: Vec<String> = paths
            .filter(|path| path.extension().is_some_and(|extension| extension == "graphql"))
            .map(|path| std::fs::read_to_string(path).expect("it is a text"))
            .collect();
        let text = texts.join("\n");
        // `print-directives` defines what the fixture repeats or names.
        if text.contains("AMPLIFY") || text.contains("directive @") {
            continue;
        }
        // The queries that models get are nobody's to write.
        let whole = format!("{definitions}\n{text}\nextend type Query {{ anything: Int }}");
        let mut schema = apollo_compiler::Schema::builder().adopt_orphan_extensions();
        schema = schema.parse(whole, "whole.graphql");
        let schema = schema.build().unwrap_or_else(|broken| panic!("{text}\n{}", broken.errors));
        let judged = schema.validate();
        assert!(judged.is_ok(), "{text}\n{}", judged.unwrap_err().errors);
    }
}

#[test]
fn a_file_of_what_is_printed_changes_nothing() {
    let definitions = Project::empty().run(&["print-directives"]).succeeds().stdout;
    let fixture = "../../tests/fixtures/conversation";
    let conversation = std::fs::read_to_string(format!("{fixture}/schema.graphql")).unwrap();
    let settings = std::fs::read_to_string(format!("{fixture}/burgeon.yaml")).unwrap();
    let model = "type Todo @model { id: ID! }".to_owned();
    let named =
        "type Todo @model { id: ID! }\ntype Query { said: AmplifyAIContentBlock }".to_owned();
    for schema in [conversation, model, named] {
        let project =
            Project::with(&[("api/schema.graphql", &schema), ("burgeon.yaml", &settings)]);
        let is_known = project.run(&["build", "api"]).status == 0;
        let alone = is_known.then(|| project.read("build/schema.graphql"));
        project.write("api/directives.graphql", &definitions);
        project.run(&["build", "api"]).succeeds();
        let expanded = project.read("build/schema.graphql");
        if let Some(alone) = alone {
            let lines = |text: &str| {
                let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
                lines.sort();
                lines
            };
            assert_eq!(lines(&expanded), lines(&alone));
        } else {
            assert!(expanded.contains("type AmplifyAIContentBlock"), "{expanded}");
        }
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
