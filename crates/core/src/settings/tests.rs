mod json_schema;
mod overlays;

use std::sync::Arc;

use super::*;
use crate::source::Source;

fn source(text: &str) -> Arc<Source> {
    Source::new("burgeon.yaml", text)
}

fn read(text: &str) -> Settings {
    match Settings::read(&source(text)) {
        Ok(settings) => settings,
        Err(found) => panic!("{:#?}", found.reports()),
    }
}

/// `line:column code: message (help)` of each fault.
fn faults(text: &str) -> Vec<String> {
    let found = Settings::read(&source(text)).expect_err("settings are at fault");
    let line = |report: &crate::diagnostics::RenderedDiagnostic| {
        let at = &report.labels[0];
        let help = report.help.as_deref().unwrap_or_default();
        format!("{} {}: {} ({help})", at.start, report.code, report.message)
    };
    found.reports().iter().map(line).collect()
}

#[test]
fn an_empty_file_means_the_defaults() {
    for text in ["", "# nothing yet\n", "{}", "auth:\nmodels:\n"] {
        assert_eq!(read(text), Settings::default(), "{text:?}");
    }
}

#[test]
fn every_section_is_read_from_yaml_and_from_json() {
    let yaml = "\
name: shop
auth:
  default: userPools
  additional: [apiKey, iam, oidc, function]
  apiKey: { expiresInDays: 365 }
  userPools: { userPoolId: us-east-1_abc123 }
  iam: { authenticatedRole: authRole, unauthenticatedRole: unauthRole, allowAllIdentities: true }
  oidc: { issuer: https://example.com }
  function: { name: authfn, ttlSeconds: 0 }
storage: { engine: dynamodb }
conflictResolution: { detection: VERSION, handler: AUTOMERGE }
tables:
  billing: { provisioned: { read: 5, write: 1 } }
  stream: null
logging: { fieldLevel: all, retentionDays: 3653 }
xRay: true
";
    let settings = read(yaml);
    assert_eq!(settings.name, "shop");
    assert_eq!(settings.auth.additional.len(), 4);
    assert_eq!(settings.auth.function.as_ref().and_then(|of| of.ttl_seconds), Some(0));
    assert_eq!(settings.tables.billing, Billing::Provisioned { read: 5, write: 1 });
    assert_eq!(settings.tables.stream, None);
    let json = serde_json::to_string_pretty(&settings).unwrap();
    assert_eq!(read(&json), settings);
}

#[test]
fn a_model_has_the_general_table_settings_where_it_says_nothing() {
    let settings = read(
        "tables: { pointInTimeRecovery: true }\nmodels: { Todo: { table: { stream: null } } }",
    );
    let todo = settings.table_of("Todo");
    assert!(todo.point_in_time_recovery && todo.stream.is_none());
    assert!(settings.table_of("Other").stream.is_some());
}

#[test]
fn all_errors_are_reported_in_one_run_with_their_locations() {
    insta::assert_snapshot!(
        faults(
            "\
nmae: shop
name: 123
auth:
  default: userPools
  additional: [iam, iam, userPools, cognito, 7]
  apiKey: { expiresInDays: 366 }
  oidc: {}
  function: { name: authfn, ttlSeconds: 3601 }
  sandbox: maybe
storage: [dynamodb]
tables:
  billing: { provisioned: { read: 0 } }
  onDelete: Retain
  onDelete: retain
logging: { retentionDays: 8 }
models: { Todo: { tabel: {} } }
"
        )
        .join("\n")
    );
}

#[test]
fn names_that_aws_refuses_are_refused() {
    insta::assert_snapshot!(
        faults(
            "\
name: 9 lives
auth:
  default: userPools
  additional: [oidc, function]
  userPools: { userPoolId: abc }
  iam: { authenticatedRole: a role }
  oidc: { issuer: example.com }
  function: { name: \"\" }
"
        )
        .join("\n")
    );
}

#[test]
fn tags_api_and_table_settings_that_aws_refuses_are_refused() {
    insta::assert_snapshot!(
        faults(
            "\
tags: { \"aws:team\": shop, \"a?\": b, c: \"d\\n\" }
api:
  environmentVariables: { 1st: a, x: b }
  domain: { name: Example, certificate: \"arn:aws:acm:eu-west-1:1:certificate/a\" }
  webAcl: \"arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/b\"
tables:
  billing: { provisioned: { read: 1, write: 1 } }
  onDemandCeiling: { read: 5 }
  encryption: { kmsKey: alias/shop }
models:
  Todo: { table: { tags: { \"aws:x\": z } } }
caching:
  behavior: fullRequest
  ttlSeconds: 60
  resolvers: { Query.a: {}, Query.b: { ttlSeconds: 5 }, Query.c: { ignore: [info] } }
"
        )
        .join("\n")
    );
}

#[test]
fn a_resource_has_fifty_tags_at_most() {
    let tags = |prefix: &str, count: usize| -> String {
        (0..count).map(|number| format!("{prefix}{number}: x, ")).collect()
    };
    let text = |general: usize, own: usize| {
        format!("tags: {{ {} }}\ntables: {{ tags: {{ {} }} }}", tags("a", general), tags("b", own))
    };
    assert!(Settings::read(&source(&text(40, 10))).is_ok());
    assert_eq!(faults(&text(40, 11)).len(), 1);
}

#[test]
fn columns_count_characters() {
    assert_eq!(
        faults("models: { Ä: {}, Ö: { tabel: {} } }"),
        [
            "1:23 settings/unknown-key: unknown key `tabel` in the section `models.Ö` (did you mean `table`?)"
        ]
    );
}

#[test]
fn invalid_yaml_is_reported_with_its_location() {
    let texts =
        ["name: [a", "name: a\n\tauth: {}", "näme: \"a", "a: 1\n---\nb: 2\n", "name: *nowhere"];
    let told = texts.map(|text| {
        let found = Settings::read(&source(text)).expect_err("no YAML").reports();
        let [report] = found.as_slice() else {
            panic!("{text:?}: {found:#?}");
        };
        let at = &report.labels[0];
        format!("{text:?}\n{} {}: {}", at.start, report.message, at.text)
    });
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn depth_and_repetition_are_bounded() {
    let deep = format!("models: {}", "[".repeat(100_000));
    assert_eq!(faults(&deep).len(), 1);
    let mut laughs = "a0: &a0 [x]\n".to_owned();
    for level in 1..40 {
        let inner = level - 1;
        laughs += &format!("a{level}: &a{level} [*a{inner}, *a{inner}, *a{inner}, *a{inner}]\n");
    }
    assert!(!faults(&laughs).is_empty());
}

#[test]
fn words_of_modes_are_those_that_serde_writes() {
    let json = serde_json::to_value(Settings::default()).unwrap();
    assert_eq!(json["auth"]["default"], "apiKey");
    let words = super::check::schema()["properties"]["auth"]["properties"]["default"].clone();
    let alternatives = super::check::alternatives(&words);
    let words: Vec<_> = alternatives.iter().flat_map(|of| super::check::words(of)).collect();
    assert_eq!(words, ["apiKey", "userPools", "iam", "oidc", "function"]);
}

proptest::proptest! {
    /// Settings of valid and similar keys and values are read, or refused under one of the names
    /// of this category, and never under the one for a gap in the check.
    #[test]
    fn what_the_check_lets_through_deserializes(text in yaml()) {
        if let Err(found) = Settings::read(&source(&text)) {
            for report in found.reports() {
                assert_ne!(report.message, "the settings cannot be understood", "{text}");
                assert!(codes::ALL.iter().any(|code| code.name == report.code.name));
            }
        }
    }

    #[test]
    fn no_text_is_too_odd(text in "\\PC*") {
        let _ = Settings::read(&source(&text));
    }
}

fn yaml() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    let key = prop::sample::select(vec![
        "name",
        "auth",
        "default",
        "additional",
        "apiKey",
        "expiresInDays",
        "userPools",
        "userPoolId",
        "oidc",
        "issuer",
        "clientId",
        "function",
        "ttlSeconds",
        "iam",
        "storage",
        "engine",
        "conflictResolution",
        "detection",
        "handler",
        "models",
        "Todo",
        "table",
        "tables",
        "billing",
        "provisioned",
        "read",
        "write",
        "stream",
        "logging",
        "retentionDays",
        "xRay",
        "api",
        "caching",
        "tags",
        "lint",
        "accept",
        "overrides",
        "properties",
        "encryption",
        "kmsKey",
        "onDemandCeiling",
    ]);
    let scalar = prop::sample::select(vec![
        "1",
        "0",
        "-1",
        "70000",
        "1.5",
        "99999999999999999999",
        "true",
        "null",
        "a",
        "apiKey",
        "userPools",
        "onDemand",
        "provisioned",
        "VERSION",
        "AUTOMERGE",
        "\"\"",
        "NEW_IMAGE",
    ]);
    scalar.prop_map(str::to_owned).prop_recursive(5, 60, 6, move |inner| {
        let entry = (key.clone(), inner.clone()).prop_map(|(key, value)| format!("{key}: {value}"));
        let list = prop::collection::vec(inner, 0..3);
        prop_oneof![
            3 => prop::collection::vec(entry, 0..6).prop_map(|of| format!("{{ {} }}", of.join(", "))),
            1 => list.prop_map(|of| format!("[{}]", of.join(", "))),
        ]
    })
}
