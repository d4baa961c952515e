use burgeon::core::appsync::AuthorizationMode;
use burgeon::{Compilation, Compiler, Settings};
use burgeon_simulator::{Api, Identity, Output};
use serde_json::{Value, json};

use super::*;
use crate::exportable::ExportableTransformer;

const SCHEMA: &str = include_str!("../../schema.graphql");

fn compile(schema: &str) -> Result<Compilation, String> {
    let mut settings = Settings::default();
    settings.auth.sandbox = true;
    settings.auth.additional = vec![AuthorizationMode::Iam];
    settings.auth.iam.allow_all_identities = true;
    let compiler = Compiler::new().source("schema.graphql", schema).settings(settings);
    let compiler = compiler.transformer(AuditedTransformer).transformer(ExportableTransformer);
    compiler.compile().map_err(|failure| failure.to_string())
}

fn api() -> Api {
    let files = compile(SCHEMA).expect("it compiles").files().expect("they are rendered");
    let output = Output::in_memory(&files["manifest.json"], files.clone()).expect("a build");
    Api::new(output).expect("tables")
}

#[test]
fn the_field_is_read_and_never_written_by_clients() {
    let compilation = compile(SCHEMA).expect("it compiles");
    let schema = compilation.schema();
    let lines = schema.lines();
    let count = |text: &str| lines.clone().filter(|line| line.trim() == text).count();
    assert_eq!((count("changedBy: String"), count("setBy: String")), (1, 1));
}

#[test]
fn the_last_writer_is_recorded() {
    let api = api();
    let input = json!({ "input": { "id": "1", "title": "a", "changedBy": "somebody else" } });
    let created = api.as_api_key().call("Mutation.createContract", input).expect("it runs");
    assert_eq!(created.result["changedBy"], "API Key Authorization");

    let ann = api.caller(Identity::iam("clerk", "ann"));
    let input = json!({ "input": { "id": "1", "text": "b" } });
    let updated = ann.call("Mutation.updateContract", input).expect("it runs");
    assert_eq!(updated.result["changedBy"], "AROAEXAMPLE:ann");
}

#[test]
fn the_step_costs_no_function() {
    let compilation = compile(SCHEMA).expect("it compiles");
    let manifest: Value =
        serde_json::from_str(&compilation.files().expect("they are rendered")["manifest.json"])
            .expect("JSON");
    assert_eq!(manifest["resolvers"]["Mutation.updatePrice"]["kind"], "UNIT");
}

#[test]
fn errors_are_reported() {
    let failure = compile("type A @audited { a: Int }\ntype B @model @audited { changedBy: ID }");
    assert_eq!(
        failure.expect_err("two faults"),
        "schema.graphql:1:8: `@audited` requires `@model` on `A`\n\
         schema.graphql:2:15: `changedBy` cannot be added"
    );
}
