//! What is written as YAML reads back with PyYAML. Needs `python3` with PyYAML:
//! `cargo test -p burgeon-cloudformation --test pyyaml -- --ignored`.

#[allow(dead_code, reason = "each test uses its part of it")]
mod support;

use std::io::Write;
use std::process::{Command, Stdio};

use burgeon_cloudformation::{LogicalId, Resource, Template, Value, map, to_json, to_yaml};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use support::generate;

const TEMPLATES: usize = 2_000;

/// A nasty text in every place that text can stand in.
fn everywhere(text: &str) -> Template {
    let resource = Resource::new("A::B::C")
        .property(text.to_owned(), text)
        .property("List", vec![text, text])
        .property("Map", map! { text.to_owned() => text })
        .property("Sub", Value::sub(text))
        .property("SubWith", Value::sub_with(text, map! { text.to_owned() => text }));
    let mut template = Template::new();
    template.set_description(text);
    template.add_resource(LogicalId::from_name("Part"), resource).expect("the only one");
    template
}

#[test]
#[ignore = "needs Python with PyYAML"]
fn pyyaml_reads_the_same() {
    let mut runner = TestRunner::deterministic();
    let any = generate::template();
    let random = (0..TEMPLATES).map(|_| any.new_tree(&mut runner).expect("a template").current());
    let templates = generate::NASTY.iter().map(|text| everywhere(text)).chain(random);

    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/read_back.py");
    let mut python =
        Command::new("python3").arg(script).stdin(Stdio::piped()).spawn().expect("python3 runs");
    let mut input = python.stdin.take().expect("it was asked for");
    for template in templates {
        let yaml = to_yaml(&template).expect("it can be YAML");
        let json = to_json(&template).expect("it can be JSON");
        // A script that has found a fault reads no further, and its exit status tells.
        if writeln!(input, "{}", serde_json::json!({ "yaml": yaml, "json": json })).is_err() {
            break;
        }
    }
    drop(input);
    assert!(python.wait().expect("it ends").success());
}
