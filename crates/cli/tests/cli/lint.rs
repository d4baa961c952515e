//! Levels of diagnostics, and accepted findings.

use crate::project::{Project, Run};

const NOTES: &str = r#"type Note @model @auth(rules: [{ allow: owner }, { allow: private }]) {
  id: ID!
  owner: String
  tags: [Tag] @hasMany(indexName: "byNote", fields: ["id"])
}
type Tag @model @auth(rules: [{ allow: private }]) {
  id: ID!
  noteId: ID! @index(name: "byNote", projection: { type: KEYS_ONLY })
  label: String!
}
"#;

const AUTH: &str = "auth: { default: userPools, userPools: { userPoolId: us-east-1_abc123 } }\n";

fn check(settings: &str, arguments: &[&str]) -> Run {
    let settings = format!("{AUTH}{settings}");
    let project = Project::with(&[("schema.graphql", NOTES), ("burgeon.yaml", &settings)]);
    project.run(&[&["check"], arguments].concat())
}

/// The names and coordinates of what is reported.
fn found(run: Run) -> Vec<(String, String)> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("none").to_owned();
    let report = run.json();
    let reports = report["diagnostics"].as_array().expect("a list").iter();
    reports.map(|one| (text(&one["code"]), text(&one["coordinate"]))).collect()
}

fn accept(findings: &[(&str, &str)]) -> String {
    let mut settings = "lint:\n  accept:\n".to_owned();
    for (name, at) in findings {
        settings += &format!("    - {{ diagnostic: {name}, at: '{at}', reason: known }}\n");
    }
    settings
}

#[test]
fn every_finding_has_a_coordinate_by_which_it_is_accepted() {
    let all = found(check("", &["--format", "json"]));
    assert!(all.len() >= 2, "{all:?}");
    let transferable = ("auth/transferable-owner".to_owned(), "Note.owner".to_owned());
    let projection = ("index/unprojected-field".to_owned(), "Tag#byNote".to_owned());
    assert!(all.contains(&transferable) && all.contains(&projection), "{all:?}");
    let each: Vec<(&str, &str)> = all.iter().map(|(name, at)| (&**name, &**at)).collect();
    let run = check(&accept(&each), &["--deny", "warnings"]).succeeds();
    assert_eq!(run.stderr, "no errors found\n");
}

#[test]
fn a_finding_is_accepted_at_its_coordinate_alone() {
    let settings = accept(&[("auth/transferable-owner", "Note")]);
    let run = check(&settings, &[]).succeeds();
    for text in [
        "auth/transferable-owner at Note.owner",
        "lint/unused-acceptance",
        "no `auth/transferable-owner` at `Note`",
    ] {
        assert!(run.stderr.contains(text), "{text}: {}", run.stderr);
    }
}

#[test]
fn a_misspelled_coordinate_is_corrected() {
    let run = check(&accept(&[("auth/transferable-owner", "Note.ownr")]), &[]).succeeds();
    assert!(run.stderr.contains("did you mean `Note.owner`?"), "{}", run.stderr);
}

#[test]
fn sarif_names_the_part_of_the_schema() {
    let log = check("", &["--format", "sarif"]).succeeds().json();
    let results = log["runs"][0]["results"].as_array().expect("a list").iter();
    let names = results.map(|result| {
        let at = &result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"];
        at.as_str().unwrap_or("none").to_owned()
    });
    let names: Vec<String> = names.collect();
    assert!(names.contains(&"Note.owner".to_owned()), "{names:?}");
    assert!(!names.contains(&"none".to_owned()), "{names:?}");
}

#[test]
fn an_unused_data_source_is_accepted_by_its_setting() {
    let schema = "type Todo @model { id: ID! title: String @index }";
    let sources = "dataSources: { orders: { http: { endpoint: 'https://example.com' } } }\n";
    let settings = accept(&[("settings/unused-data-source", "dataSources.orders")]);
    let accepted = format!("{sources}{settings}");
    for (settings, is_reported) in [(sources, true), (&accepted, false)] {
        let project = Project::with(&[("schema.graphql", schema), ("burgeon.yaml", settings)]);
        let run = project.run(&["check"]).succeeds();
        let name = "settings/unused-data-source at dataSources.orders";
        assert_eq!(run.stderr.contains(name), is_reported, "{}", run.stderr);
        assert_eq!(run.stderr.contains("burgeon.yaml:1:"), is_reported, "{}", run.stderr);
    }
}
