//! The lines of a template that an evaluation runs.

use std::collections::BTreeSet;

use appsync_vtl::{Context, Environment, Evaluation, Template, evaluate};
use burgeon_diagnostics::Source;
use serde_json::json;

const TEMPLATE: &str = r#"## a comment
#macro( shown $value )
  #set( $shown = $value )
  $util.toJson($shown)
#end

#if( $ctx.args.id )
  #set( $id =
    $ctx.args.id )
#elseif( $ctx.args.name )
  $util.error("no id")
#else
  #return
#end
#foreach( $tag in $ctx.args.tags )
  #set( $last = $tag )
#end
{
  "id": #shown( $id ),

  "last": "$!last" }
"#;

fn run(template: &Template, arguments: serde_json::Value) -> Evaluation {
    let context = Context::from_json(&json!({ "arguments": arguments })).expect("a context");
    evaluate(template, &context, &mut Environment::fixed(0))
}

fn covered(arguments: serde_json::Value) -> Vec<usize> {
    let template = Template::parse_for_coverage(Source::new("a.vtl", TEMPLATE)).expect("it parses");
    run(&template, arguments).lines.into_iter().collect()
}

#[test]
fn lines_that_can_run_are_those_of_statements_and_texts() {
    let template = Template::parse_for_coverage(Source::new("a.vtl", TEMPLATE)).expect("it parses");
    let lines: Vec<usize> = template.lines().into_iter().collect();
    assert_eq!(lines, [3, 4, 7, 8, 11, 13, 15, 16, 18, 19, 21]);
}

#[test]
fn each_evaluation_records_what_it_ran() {
    let whole = [3, 4, 7, 8, 15, 18, 19, 21];
    assert_eq!(covered(json!({ "id": "1" })), whole);
    let with_tags: BTreeSet<usize> = whole.into_iter().chain([16]).collect();
    let tags = json!({ "id": "1", "tags": ["a", "b"] });
    assert_eq!(covered(tags), with_tags.into_iter().collect::<Vec<_>>());
    assert_eq!(covered(json!({ "name": "x" })), [7, 11]);
    assert_eq!(covered(json!({})), [7, 13]);
}

#[test]
fn recording_changes_no_outcome() {
    let plain = Template::parse(TEMPLATE).expect("it parses");
    assert!(plain.lines().is_empty());
    let recorded = Template::parse_for_coverage(Source::new("a.vtl", TEMPLATE)).expect("it parses");
    for arguments in [
        json!({ "id": "1", "tags": ["a"] }),
        json!({ "name": "x" }),
        json!({}),
        json!({ "tags": [1] }),
    ] {
        let mut with = run(&recorded, arguments.clone());
        with.lines.clear();
        assert_eq!(with, run(&plain, arguments));
    }
}

#[test]
fn a_fault_is_found_as_in_any_template() {
    let faulty = "#if( $a )\n#set( $b = )\n";
    let plain = Template::parse(faulty).expect_err("it is damaged").0;
    let source = Source::new("template.vtl", faulty);
    let recorded = Template::parse_for_coverage(source).expect_err("it is damaged").0;
    assert_eq!(plain, recorded);
}
