use std::sync::Arc;

use apollo_compiler::ast::OperationType;
use burgeon_core::files::Memory;
use burgeon_core::names::name;
use burgeon_core::resolver::{Action, Resolver, Slot, Statements, Step};
use burgeon_core::schema::{field, named};
use burgeon_core::{Expanding, Transformer};

use crate::{Compilation, Compiler, Failure};

const SCHEMA: &str = "type Query { hello: String }";

fn compile(schema: &str, templates: &[(&str, &str)]) -> Result<Compilation, Failure> {
    let files = Memory::new().with("schema.graphql", schema);
    let with = |files: Memory, (name, text): &(&str, &str)| {
        files.with(format!("resolvers/{name}"), (*text).to_owned())
    };
    let files = templates.iter().fold(files, with);
    let compiler = Compiler::new().files(Arc::new(files)).schema("schema.graphql");
    compiler.transformer(Late).compile()
}

fn codes(outcome: Result<Compilation, Failure>) -> Vec<&'static str> {
    let failure = outcome.expect_err("there are faults");
    failure.reports.iter().map(|report| report.code.name).collect()
}

/// A custom transformer whose field has a resolver once it has expanded.
struct Late;

#[derive(Debug)]
struct Nothing;

impl Statements for Nothing {
    fn before(&self) -> String {
        "#set( $late = true )\n".to_owned()
    }
}

impl Transformer for Late {
    fn name(&self) -> &'static str {
        "late"
    }

    fn definitions(&self) -> &'static str {
        ""
    }

    fn documentation(&self) -> &'static str {
        ""
    }

    fn expand(&self, api: &mut Expanding<'_>) {
        let steps = vec![Step::new(Slot::Data, Action::Statements(Arc::new(Nothing)))];
        let added = field(name("late"), named(name("String")));
        api.add_root_field(OperationType::Query, added, Resolver { model: None, steps }, None);
    }
}

#[test]
fn templates_resolve_a_field() {
    let compilation = compile(SCHEMA, &[("Query.hello.res.vtl", "\"hello\"\n")]).unwrap();
    let files = compilation.files().unwrap();
    assert_eq!(files["resolvers/Query.hello.res.vtl"], "\"hello\"\n");
}

#[test]
fn templates_are_steps_of_resolvers_that_custom_transformers_add() {
    let step = [("Query.late.postDataLoad.1.res.vtl", "\"later\"\n")];
    let compilation = compile(SCHEMA, &step).unwrap();
    let files = compilation.files().unwrap();
    assert_eq!(files["resolvers/Query.late.postDataLoad.1.res.vtl"], "\"later\"\n");
}

#[test]
fn a_field_has_one_resolver() {
    let two = [("Query.late.res.vtl", "null\n")];
    assert_eq!(codes(compile(SCHEMA, &two)), ["template/two-answers"]);
    let both = [("Query.hello.res.vtl", "null\n"), ("Query.hello.data.1.res.vtl", "null\n")];
    assert_eq!(codes(compile(SCHEMA, &both)), ["template/two-answers"]);
}

#[test]
fn faults_of_templates_hide_no_other() {
    let schema = "type Query { hello: String late: Int }";
    let faulty = [("Query.hello.res.vtl", "#if(\n"), ("Query.nothing.1.res.vtl", "null\n")];
    let found = codes(compile(schema, &faulty));
    for code in ["schema/field-taken", "template/unknown-data-source"] {
        assert!(found.contains(&code), "{code} is not among {found:?}");
    }
    let is_syntax = |code: &&str| ["template/syntax", "template/unclosed"].contains(code);
    assert!(found.iter().any(is_syntax), "{found:?}");
}
