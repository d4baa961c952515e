use burgeon::{Compilation, Compiler, Settings, TemplateFormat};
use burgeon_simulator::data_source::Fake;
use burgeon_simulator::{Api, Output};
use serde_json::{Value, json};

use super::*;

const SCHEMA: &str = "type Invoice @model @exportable { id: ID! cents: Int }";

fn compile(schema: &str) -> Result<Compilation, String> {
    let mut settings = Settings::default();
    settings.auth.sandbox = true;
    let compiler = Compiler::new().source("schema.graphql", schema).settings(settings);
    let compiler = compiler.template_format(TemplateFormat::Json);
    compiler.transformer(ExportableTransformer).compile().map_err(|failure| failure.to_string())
}

fn resources(compilation: &Compilation, stack: &str) -> Value {
    let files = compilation.files().expect("they are rendered");
    let template: Value = serde_json::from_str(&files[stack]).expect("JSON");
    template["Resources"].clone()
}

#[test]
fn the_mutation_calls_the_function() {
    let files = compile(SCHEMA).expect("it compiles").files().expect("they are rendered");
    let output = Output::in_memory(&files["manifest.json"], files.clone()).expect("a build");
    let function = Fake::answering(json!({ "exportArn": "arn:aws:dynamodb:export" }));
    let api = Api::new(output).expect("tables");
    let api = api.with_data_source("Invoice_Export", function.clone());
    let exported = api.as_api_key().call("Mutation.exportInvoice", json!({})).expect("it runs");
    assert_eq!(exported.result, "arn:aws:dynamodb:export");
    assert_eq!(function.requests().len(), 1);
}

#[test]
fn the_table_has_the_property_that_exports_require() {
    let compilation = compile(SCHEMA).expect("it compiles");
    let table = &resources(&compilation, "stacks/Invoice.json")["InvoiceTable"]["Properties"];
    let recovery = json!({ "PointInTimeRecoveryEnabled": true });
    assert_eq!(table["PointInTimeRecoverySpecification"], recovery);
}

#[test]
fn the_function_may_export_the_table_and_nothing_else() {
    let compilation = compile(SCHEMA).expect("it compiles");
    let resources = resources(&compilation, "stacks/table-exports.json");
    let role = &resources["InvoiceExportFunctionRole"]["Properties"]["Policies"][0];
    let statements = role["PolicyDocument"]["Statement"].as_array().expect("statements").iter();
    let actions: Vec<String> = statements.map(|one| one["Action"].to_string()).collect();
    assert_eq!(
        actions,
        [
            r#""dynamodb:ExportTableToPointInTime""#,
            r#"["logs:CreateLogStream","logs:PutLogEvents"]"#,
            r#"["s3:AbortMultipartUpload","s3:PutObject"]"#,
        ]
    );
    let code = &resources["InvoiceExportFunction"]["Properties"]["Code"];
    assert_eq!(code, "../functions/export");
    assert!(compilation.assets.contains_key("functions/export/export.py"));
}

#[test]
fn the_root_stack_passes_the_bucket_and_the_table_on() {
    let compilation = compile(SCHEMA).expect("it compiles");
    let stack = exports_stack(&resources(&compilation, "template.json"));
    let parameters = &stack["Properties"]["Parameters"];
    assert_eq!(parameters["ExportBucket"], json!({ "Ref": "ExportBucket" }));
    assert!(parameters["InvoiceTableArn"].is_object(), "{parameters}");
}

fn exports_stack(resources: &Value) -> Value {
    let all = resources.as_object().expect("resources").values();
    let url = |one: &&Value| one["Properties"]["TemplateURL"] == "stacks/table-exports.json";
    all.into_iter().find(url).expect("the stack").clone()
}

#[test]
fn a_type_without_a_table_is_refused() {
    let refused = compile("type A @exportable { a: Int } type B @model { id: ID! }");
    assert_eq!(refused.expect_err("a fault"), "schema.graphql:1:8: `A` has no table to export");
}
