//! Settings of an environment, merged into the general ones.

use super::super::*;
use crate::source::Source;

fn layers(texts: &[&str]) -> Reading {
    let names = ["burgeon.yaml", "burgeon.prod.yaml"];
    let sources: Vec<_> =
        texts.iter().zip(names).map(|(text, name)| Source::new(name, *text)).collect();
    Settings::read_layers(&sources)
}

fn merged(base: &str, overlay: &str) -> Settings {
    layers(&[base, overlay]).into_result().unwrap_or_else(|found| panic!("{:?}", found.reports()))
}

/// `file:line:column code` of each fault.
fn faults(base: &str, overlay: &str) -> Vec<String> {
    let place = |report: &crate::diagnostics::RenderedDiagnostic| {
        let at = &report.labels[0];
        format!("{at} {}", report.code)
    };
    layers(&[base, overlay]).diagnostics.reports().iter().map(place).collect()
}

#[test]
fn sections_are_merged_and_lists_and_scalars_replaced() {
    let settings = merged(
        "name: shop\nauth: { additional: [iam], apiKey: { expiresInDays: 3 }, sandbox: true }",
        "auth: { additional: [function], function: { name: f }, sandbox: false }\nxRay: true",
    );
    assert_eq!(settings.name, "shop");
    assert_eq!(settings.auth.api_key.expires_in_days, 3);
    assert!(settings.auth.offers(crate::appsync::AuthorizationMode::Function));
    assert!(!settings.auth.offers(crate::appsync::AuthorizationMode::Iam));
    assert!(!settings.auth.sandbox && settings.x_ray);
}

#[test]
fn null_gives_a_key_its_default_again() {
    let base = "name: shop\nxRay: true\nlogging: { fieldLevel: all }\ntags: { a: b, c: d }\n\
                tables: { onDelete: delete }\nmodels: { Todo: { table: { stream: null } } }";
    let overlay = "name: null\nxRay: null\nlogging: null\ntags: { a: null }\n\
                   tables: { onDelete: null }\nmodels: { Todo: null }";
    let settings = merged(base, overlay);
    let tags = BTreeMap::from([("c".to_owned(), "d".to_owned())]);
    assert_eq!(settings, Settings { tags, ..Settings::default() });
    // Where `null` is a value, it is that value.
    assert_eq!(
        merged("tables: { stream: KEYS_ONLY }", "tables: { stream: null }").tables.stream,
        None
    );
}

#[test]
fn an_empty_overlay_changes_nothing_and_an_empty_file_is_overlaid() {
    assert_eq!(merged("name: shop", "# nothing\n").name, "shop");
    assert_eq!(merged("", "name: shop").name, "shop");
    assert!(merged("auth:\n", "auth: { sandbox: true }").auth.sandbox);
}

#[test]
fn places_are_of_the_file_that_has_the_value() {
    let base = "name: 9 lives\nmodels:\n  Todo: { tabel: {} }";
    let overlay = "xRay: maybe\nmodels: { Todo: { storage: { engine: oracle } } }\nxRay: true";
    assert_eq!(
        faults(base, overlay),
        [
            "burgeon.prod.yaml:1:7 settings/wrong-type",
            "burgeon.prod.yaml:2:38 settings/unknown-value",
            "burgeon.prod.yaml:3:1 settings/repeated-key",
            "burgeon.yaml:1:7 settings/unusable-name",
            "burgeon.yaml:3:11 settings/unknown-key",
        ]
    );
    let settings = layers(&["models: { A: {} }", "models: { B: {} }"]).settings;
    let file = |name: &str| match settings.locations.model(name) {
        Some(crate::source::SourceLocation::Text(source, _)) => source.path.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!([file("A"), file("B")], ["burgeon.yaml", "burgeon.prod.yaml"]);
}

#[test]
fn a_required_key_may_be_in_either_file_and_not_be_taken_away() {
    let base = "auth: { default: oidc, oidc: { issuer: \"https://example.com\" } }";
    let settings = merged(base, "auth: { oidc: { clientId: web } }");
    let oidc = settings.auth.oidc.expect("it is there");
    assert_eq!(
        (oidc.issuer.as_str(), oidc.client_id.as_deref()),
        ("https://example.com", Some("web"))
    );
    let faults = faults(base, "auth: { oidc: { issuer: null } }");
    assert!(faults.iter().any(|fault| fault.ends_with("settings/missing-key")), "{faults:?}");
}

#[test]
fn what_can_be_read_of_settings_at_fault_is_read() {
    let reading = layers(&["name: shop\nxRay: 3\nauth: { default: userPool, sandbox: true }"]);
    assert!(reading.diagnostics.has_errors());
    assert_eq!(reading.settings.name, "shop");
    assert!(reading.settings.auth.sandbox);
    let places = &reading.settings.locations;
    assert!(
        places.is_at_fault("auth") && places.is_at_fault("xRay") && !places.is_at_fault("models")
    );
    let misspelled = layers(&["aut: { default: userPools }"]).settings.locations;
    assert!(misspelled.is_at_fault("auth"));
    let broken = layers(&["name: shop", "name: [a"]);
    assert_eq!(broken.settings.name, "shop");
    assert!(broken.settings.locations.is_at_fault("models"));
}
