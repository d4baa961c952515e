//! Drawings of the transcoder.

use amazon_states_language::{Definition, Machine, draw};

fn transcoder() -> Machine {
    Definition::parse(include_str!("runs/transcode.json")).unwrap().machine
}

#[test]
fn mermaid_nests_and_dots_failures() {
    insta::assert_snapshot!(draw::mermaid(&transcoder()));
}

#[test]
fn graphviz_nests_and_dashes_failures() {
    insta::assert_snapshot!(draw::graphviz(&transcoder()));
}

#[test]
fn svg_is_self_contained() {
    insta::assert_snapshot!(draw::svg(&transcoder()));
}

#[test]
fn texts_of_the_author_are_escaped() {
    let text =
        r#"{"StartAt": "<a> & \"b\"", "States": {"<a> & \"b\"": {"Type": "Pass", "End": true}}}"#;
    let machine = Definition::parse(text).unwrap().machine;
    assert!(draw::svg(&machine).contains("&lt;a&gt; &amp; &quot;b&quot;"));
    assert!(draw::graphviz(&machine).contains(r#"<a> & \"b\""#));
    assert!(draw::mermaid(&machine).contains("#60;a#62; #38; #34;b#34;"));
}
