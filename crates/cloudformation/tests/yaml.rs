//! What is written as YAML reads back as what is written as JSON.

#[allow(dead_code, reason = "each test uses its part of it")]
mod support;

use burgeon_cloudformation::{
    Map, Resource, Template, Value, from_json, from_yaml, to_json, to_yaml,
};
use proptest::prelude::*;
use support::generate::{self, NASTY};
use support::yaml11;

fn as_json(template: &Template) -> serde_json::Value {
    serde_json::from_str(&to_json(template).expect("every template can be JSON")).expect("JSON")
}

fn of_property(name: &str, value: impl Into<Value>) -> Template {
    let mut template = Template::new();
    let id = burgeon_cloudformation::LogicalId::from_name("Part");
    template
        .add_resource(id, Resource::new("A::B::C").property(name.to_owned(), value))
        .expect("the only one");
    template
}

fn assert_reads_back(template: &Template) {
    let yaml = to_yaml(template).expect("it can be YAML");
    assert_eq!(yaml11::read(&yaml), Ok(as_json(template)), "{yaml}");
    let most = template.bytes_at_most();
    assert!(yaml.len() <= most, "{} bytes, estimated {most}: {yaml}", yaml.len());
    assert_eq!(from_yaml(&yaml).as_ref(), Ok(template), "{yaml}");
    let json = to_json(template).expect("it can be JSON");
    assert!(json.len() <= most, "{} bytes, estimated {most}: {json}", json.len());
    assert_eq!(from_json(&json).as_ref(), Ok(template), "{json}");
}

#[test]
fn every_nasty_text_reads_back_in_every_place() {
    for text in NASTY {
        let map = Map::from_iter([(*text, *text)]);
        assert_reads_back(&of_property("Value", *text));
        assert_reads_back(&of_property(text, 1));
        assert_reads_back(&of_property("List", vec![*text, "and", *text]));
        assert_reads_back(&of_property("ListOfMaps", vec![map.clone(), map.clone()]));
        assert_reads_back(&of_property("Map", map.clone()));
        assert_reads_back(&of_property("Sub", Value::sub(*text)));
        assert_reads_back(&of_property("SubWith", vec![Value::sub_with(*text, map)]));
        assert_reads_back(&of_property("Join", Value::join(*text, vec![Value::sub(*text)])));
    }
}

#[test]
fn the_reader_sees_what_is_not_text() {
    for scalar in ["no", "22:22", "0123", "2010-09-09", "1_000", "0x1F", "~", "1e3", ".inf", "="] {
        let read = yaml11::read(&format!("a: {scalar}\n")).expect("YAML");
        assert!(!read["a"].is_string(), "{scalar} was read as {read}");
    }
}

#[test]
fn a_name_no_reader_would_take_is_refused() {
    let longest = "\u{7f}".repeat(255);
    assert_reads_back(&of_property(&longest, "a"));
    let overlong = of_property(&"a".repeat(256), "a");
    assert_eq!(overlong.overlong_names(), [("Part", "a".repeat(256).as_str())]);
    let error = to_yaml(&overlong).expect_err("too long");
    assert!(error.to_string().contains("256 bytes"), "{error}");
}

#[test]
fn text_of_several_lines_is_a_literal_block() {
    for text in ["a\nb", "a\nb\n", "a\n\tb \n\n", "#set($a = 1)\n$util.toJson($a)", "a: b\n- c\n"] {
        let yaml = to_yaml(&of_property("Template", text)).expect("YAML");
        assert!(yaml.contains("Template: |"), "{yaml}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_template_reads_back(template in generate::template()) {
        let yaml = to_yaml(&template).expect("it can be YAML");
        prop_assert_eq!(yaml11::read(&yaml), Ok(as_json(&template)), "{}", yaml);
    }

    #[test]
    fn no_line_carries_two_tags(template in generate::template()) {
        let yaml = to_yaml(&template).expect("it can be YAML");
        let tags = regex_lite::Regex::new("(?m)^[ -]*([A-Za-z0-9:\"]+: )?![A-Z][A-Za-z]+ ![A-Z]").unwrap();
        prop_assert!(!tags.is_match(&yaml), "{}", yaml);
    }
}
