use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::{call, check};

/// Documented: the developer guide's examples.
#[test]
fn answers_as_documented() {
    let one = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<posts>\n<post>\n  <id>1</id>\n  \
               <title>Getting started with GraphQL</title>\n</post>\n</posts>";
    let two = one.replace(
        "</post>\n",
        "</post>\n<post>\n  <id>2</id>\n  <title>Getting started with AWS AppSync</title>\n</post>\n",
    );
    let first = json!({"id": 1, "title": "Getting started with GraphQL"});
    let second = json!({"id": 2, "title": "Getting started with AWS AppSync"});
    for (xml, expected) in [
        (one, json!({"posts": {"post": first}})),
        (two.as_str(), json!({"posts": {"post": [first, second]}})),
    ] {
        check("util.xml.toMap", &[(json!([xml]), expected.clone())]);
        let text = expected.to_string();
        check("util.xml.toJsonString", &[(json!([xml]), json!(text))]);
        check("util.xml.toJsonString", &[(json!([xml, false]), json!(text))]);
        let encoded = json!(text).to_string();
        check("util.xml.toJsonString", &[(json!([xml, true]), json!(encoded))]);
    }
}

#[test]
fn elements_become_values() {
    for (xml, expected) in [
        ("<a/>", json!({"a": ""})),
        ("<a> </a>", json!({"a": ""})),
        ("<a>true</a>", json!({"a": true})),
        ("<a>007</a>", json!({"a": "007"})),
        ("<a>-1.5e3</a>", json!({"a": -1500.0})),
        ("<a>1e999</a>", json!({"a": "1e999"})),
        ("<a>\"x\"</a>", json!({"a": "\"x\""})),
        ("<a b='1' c='x'/>", json!({"a": {"b": 1, "c": "x"}})),
        ("<a b='1'>x</a>", json!({"a": {"b": 1, "content": "x"}})),
        ("<a>x<b/>y</a>", json!({"a": {"b": "", "content": "xy"}})),
        ("<a><b>1</b><b/><b>2</b></a>", json!({"a": {"b": [1, "", 2]}})),
        ("<a b='1'><b>2</b></a>", json!({"a": {"b": [1, 2]}})),
        ("<n:a xmlns:n='u'><n:b/></n:a>", json!({"n:a": {"xmlns:n": "u", "n:b": ""}})),
        ("<a>&lt;&#65;&amp;<![CDATA[<b>]]><!-- no --></a>", json!({"a": "<A&<b>"})),
        ("<a b='&quot;&#x41;'/>", json!({"a": {"b": "\"A"}})),
    ] {
        check("util.xml.toMap", &[(json!([xml]), expected)]);
    }
}

#[test]
fn what_is_no_xml_is_an_error() {
    let deep = "<a>".repeat(10_000);
    for xml in [
        "",
        "text",
        "<a>",
        "</a>",
        "<a></b>",
        "<a/><b/>",
        "<a/>text",
        "<a b='1' b='2'/>",
        "<a b/>",
        "<a>&nope;</a>",
        "<a>&#0;</a>",
        "<a><b></a></b>",
        "<!DOCTYPE a [<!ENTITY e \"ee\">]><a>&e;</a>",
        deep.as_str(),
    ] {
        let answer = call("util.xml.toMap", json!([xml]));
        assert!(answer.is_err(), "{xml}: {answer:?}");
    }
}

/// XML whose elements hold either a text or others.
fn document() -> impl Strategy<Value = (String, Json)> {
    let leaf = "[xyz<&\"' ]{0,6}".prop_map(|text| {
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
        (escaped, Json::String(text.trim().into()))
    });
    leaf.prop_recursive(4, 16, 3, |inner| {
        prop::collection::btree_map("[a-d]", inner, 1..4).prop_map(|children| {
            let xml = children.iter().map(|(name, (xml, _))| format!("<{name}>{xml}</{name}>"));
            let map = children.iter().map(|(name, (_, json))| (name.clone(), json.clone()));
            (xml.collect(), Json::Object(map.clone().collect()))
        })
    })
}

proptest! {
    #[test]
    fn documents_are_read((xml, json) in document()) {
        let answer = call("util.xml.toMap", json!([format!("<r>{xml}</r>")]));
        prop_assert_eq!(answer, Ok(json!({ "r": json })));
    }

    #[test]
    fn any_text_is_answered(xml in "[<>/!?a-c='&; \\[\\]-]{0,24}") {
        let _ = call("util.xml.toMap", json!([xml]));
    }
}
