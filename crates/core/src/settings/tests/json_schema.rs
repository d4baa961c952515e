//! The JSON Schema of the settings file says the same as reading it.

use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use super::super::{Settings, json_schema, tree};
use crate::source::Source;

/// The settings files of examples and fixtures, with their texts.
fn files() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = vec![];
    for parent in ["examples", "tests/fixtures"] {
        for project in std::fs::read_dir(root.join(parent)).expect("the projects are there") {
            let file = project.expect("they can be listed").path().join("burgeon.yaml");
            if let Ok(text) = std::fs::read_to_string(&file) {
                files.push((file, text));
            }
        }
    }
    assert!(files.len() > 20);
    files
}

fn json(text: &str) -> Json {
    tree::parse(&Source::new("burgeon.yaml", text)).expect("it is YAML").to_json()
}

/// Sections without keys are left out, as reading leaves them out.
fn without_nulls(json: Json) -> Json {
    match json {
        Json::Null => Json::Object(serde_json::Map::new()),
        other => other,
    }
}

#[test]
fn every_settings_file_fulfils_the_schema() {
    let validator = jsonschema::validator_for(&json_schema()).expect("it is a JSON Schema");
    for (file, text) in files() {
        let json = without_nulls(json(&text));
        let errors: Vec<String> =
            validator.iter_errors(&json).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", file.display());
    }
}

#[test]
fn settings_at_fault_fail_in_both() {
    let validator = jsonschema::validator_for(&json_schema()).expect("it is a JSON Schema");
    let faults = [
        "\nunknownKey: 1\n",
        "\nname: [a]\n",
        "\nxRay: maybe\n",
        "\ncaching: { behavior: everything, ttlSeconds: 60 }\n",
        "\ncaching: { behavior: perResolver, ttlSeconds: 3601 }\n",
        "\ncaching: { behavior: perResolver }\n",
        "\napi: { queryDepthLimit: 76 }\n",
        "\napi: { domain: { name: a.example.com } }\n",
        "\ntags: { team: 1 }\n",
        "\nlint: { levels: { auth/claims: forbid } }\n",
        "\nlint: { accept: [{ diagnostic: auth/claims, at: Todo }] }\n",
        "\noverrides: { A: { propertys: {} } }\n",
        "\ntables: { onDemandCeiling: { read: 0 } }\n",
        "\ntables: { encryption: { kmsKey: 7 } }\n",
        "\nlogging: { retentionDays: 2 }\n",
        "\nauth: { function: { ttlSeconds: 3 } }\n",
    ];
    for fault in faults {
        assert!(!validator.is_valid(&json(fault)), "{fault}");
        assert!(Settings::read(&Source::new("burgeon.yaml", fault)).is_err(), "{fault}");
    }
    // Each file is refused by both with a key too many.
    for (file, text) in files() {
        let Json::Object(mut keys) = without_nulls(json(&text)) else { continue };
        keys.insert("unknownKey".to_owned(), Json::Null);
        let text = Json::Object(keys.clone()).to_string();
        assert!(!validator.is_valid(&Json::Object(keys)), "{}", file.display());
        assert!(Settings::read(&Source::new("burgeon.yaml", text)).is_err(), "{}", file.display());
    }
}

#[test]
fn everything_is_described() {
    fn check(schema: &Json, path: &str) {
        for shape in super::super::check::alternatives(schema) {
            for (key, property) in shape["properties"].as_object().into_iter().flatten() {
                let inner = format!("{path}.{key}");
                // The key of a variant is described by the variant.
                let description =
                    property["description"].as_str().or(shape["description"].as_str());
                assert!(description.is_some_and(|text| !text.is_empty()), "{inner}");
                check(property, &inner);
            }
            check_inner(&shape["additionalProperties"], path);
            check_inner(&shape["items"], path);
        }
    }
    fn check_inner(schema: &Json, path: &str) {
        if schema.is_object() {
            check(schema, path);
        }
    }
    let schema = json_schema();
    assert_eq!(schema["title"], "burgeon.yaml");
    check(&schema, "");
}
