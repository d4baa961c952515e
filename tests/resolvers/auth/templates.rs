//! What stands in the templates themselves.

use std::path::Path;

use burgeon::Compiler;
use burgeon::Project;
use serde_json::Value as Json;

use super::every_mode;
use super::rule::{Provider, Rule, directive};
use crate::every::projects;

/// What `$util.authType()` answers, by the providers that use the mode.
const MODES: [(&[Provider], &str); 5] = [
    (&[Provider::ApiKey], "API Key Authorization"),
    (&[Provider::UserPools], "User Pool Authorization"),
    (&[Provider::Iam, Provider::IdentityPool], "IAM Authorization"),
    (&[Provider::Oidc], "Open ID Connect Authorization"),
    (&[Provider::Function], "Lambda Authorization"),
];

#[test]
fn templates_know_no_mode_but_those_of_their_rules() {
    for rule in Rule::every() {
        let schema = format!(
            "type Note @model {} {{ id: ID! text: String team: String teams: [String] keepers: [String] }}",
            directive(std::slice::from_ref(&rule))
        );
        let compiler = Compiler::new().source("schema.graphql", schema).settings(every_mode());
        let compiled = compiler.compile().unwrap_or_else(|failure| panic!("{failure}"));
        let templates =
            compiled.files().unwrap().into_iter().filter(|(path, _)| path.ends_with(".vtl"));
        for (path, text) in templates {
            for (providers, mode) in MODES {
                let is_other = !providers.contains(&rule.provider);
                assert!(!is_other || !text.contains(mode), "{rule}: {path} speaks of {mode}");
            }
        }
    }
}

/// The templates of an example or fixture that the compiler wrote, and its manifest.
fn written(folder: &Path) -> (Vec<(String, String)>, Json) {
    let file = folder.join("schema.graphql");
    let schema = if file.exists() { file } else { folder.join("schema") };
    let compiled = Project::new([schema]).compiler().compile();
    let files = compiled
        .unwrap_or_else(|failure| panic!("{}: {failure}", folder.display()))
        .files()
        .unwrap();
    let manifest = serde_json::from_str(&files["manifest.json"]).expect("it is JSON");
    let own = own_templates(folder);
    let templates =
        files.into_iter().filter(|(path, text)| path.ends_with(".vtl") && !own.contains(text));
    (templates.collect(), manifest)
}

/// The texts of the author's own templates.
fn own_templates(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder.join("resolvers")).into_iter().flatten();
    let paths = entries.map(|entry| entry.expect("they can be listed").path());
    let texts = paths.filter(|path| path.is_file()).map(std::fs::read_to_string);
    texts.map(|text| text.expect("it is a text")).collect()
}

/// The bodies of the loops over what a caller is called, each without white space around its lines.
fn loops_over_callers(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let is_loop = |line: &&str| {
        let list = line.strip_prefix("#foreach(").and_then(|line| line.split(" in ").nth(1));
        list.is_some_and(|list| list.contains("caller") || list.contains("claim"))
    };
    let starts = lines.iter().enumerate().filter(|(_, line)| is_loop(line)).map(|(at, _)| at);
    let body = |start: usize| {
        let body = lines[start + 1..].iter().take_while(|line| **line != "#end");
        body.copied().collect::<Vec<_>>().join("\n")
    };
    starts.map(body).collect()
}

#[test]
fn templates_of_every_project_judge_by_membership_and_carry_nothing() {
    for folder in projects() {
        let (templates, manifest) = written(&folder);
        let auth = &manifest["auth"];
        let additional = auth["additional"].as_array().expect("there is a list");
        let offered: Vec<&Json> = additional.iter().chain([&auth["default"]]).collect();
        for (path, text) in templates {
            let path = format!("{}: {path}", folder.display());
            // Nothing that allows is carried from one template, or one field, to another.
            let text = WRITTEN_VALUES.iter().fold(text, |text, kept| text.replace(kept, ""));
            assert!(!text.contains("stash"), "{path}");
            for (mode, name) in NAMES {
                let is_offered = offered.iter().any(|one| **one == name);
                assert!(is_offered || !text.contains(mode), "{path} speaks of {mode}");
            }
            // A filter takes a condition a name where a list is to contain one of them; no name is
            // looked for in that way.
            for body in loops_over_callers(&text) {
                let adds_a_rule =
                    body.starts_with("$util.qr($rules.add({\"") && body.ends_with("$name}}))");
                assert!(adds_a_rule && !body.contains('\n'), "{path}: {body}");
            }
        }
    }
}

/// What the template of a write to MySQL, which answers no row, leaves for its own answer.
const WRITTEN_VALUES: [&str; 2] = [
    "$util.qr($ctx.stash.put(\"changed\", $values))",
    "$util.qr($answer.putAll($ctx.stash.changed))",
];

/// What `$util.authType()` answers, and what the manifest calls it.
const NAMES: [(&str, &str); 5] = [
    ("API Key Authorization", "API_KEY"),
    ("User Pool Authorization", "AMAZON_COGNITO_USER_POOLS"),
    ("IAM Authorization", "AWS_IAM"),
    ("Open ID Connect Authorization", "OPENID_CONNECT"),
    ("Lambda Authorization", "AWS_LAMBDA"),
];
