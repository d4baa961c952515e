//! Names that mean something elsewhere are names here.

use crate::{access_table, compile};

/// Groups and claims that would end a text, a cell, an element or a line.
const NAMES: [&str; 9] = [
    "\"",
    "'",
    "$util.error(1)",
    "#end #set($x = 1)",
    "}}${a}",
    "<script>alert(1)</script>",
    "a|b\\|c",
    "one\ntwo\r\n| `Post` | delete | `apiKey` | all |",
    "` `` ``` \u{202e}",
];

fn schema(name: &str) -> String {
    let name = serde_json::Value::from(name).to_string();
    format!(
        "type Post @model @auth(rules: [
           {{ allow: groups, groups: [{name}], groupClaim: {name}, operations: [read] }}
           {{ allow: owner, ownerField: \"writer\", identityClaim: {name}, operations: [read] }}
           {{ allow: groups, groupsField: \"teams\", groupClaim: {name}, operations: [read] }}]) {{
           id: ID!
           teams: [String]
         }}"
    )
}

#[test]
fn a_markdown_table_keeps_its_lines_and_cells() {
    let plain = access_table(&schema("plain")).to_markdown();
    let cells = |text: &str| -> Vec<usize> {
        let unescaped =
            |line: &str| line.replace("\\\\", "").replace("\\|", "").matches('|').count();
        text.lines().map(unescaped).collect()
    };
    for name in NAMES {
        let text = access_table(&schema(name)).to_markdown();
        assert_eq!(cells(&text), cells(&plain), "{text}");
        assert!(!text.contains('\u{202e}') && !text.contains("delete | `apiKey`"), "{text}");
    }
}

#[test]
fn a_page_of_html_keeps_its_elements() {
    let plain = access_table(&schema("plain")).to_html().unwrap();
    for name in NAMES {
        let page = access_table(&schema(name)).to_html().unwrap();
        for mark in ['<', '>', '"'] {
            assert_eq!(page.matches(mark).count(), plain.matches(mark).count(), "{mark} {page}");
        }
        assert!(!page.contains("<script") && page.lines().count() == plain.lines().count());
    }
}

#[test]
fn json_holds_every_name_as_it_is() {
    for name in NAMES {
        let text = access_table(&schema(name)).to_json().unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        let operations = json["types"][0]["operations"].as_array().unwrap();
        let get = operations.iter().find(|one| one["operation"] == "get").unwrap();
        let allowed = &get["allowed"];
        assert_eq!(allowed[0]["caller"]["group"], name, "{text}");
        assert_eq!(allowed[2]["caller"]["claim"], name, "{text}");
    }
}

#[test]
fn a_terminal_gets_no_line_that_is_not_the_tables() {
    let plain = access_table(&schema("plain")).to_text(1_000);
    for name in NAMES {
        let text = access_table(&schema(name)).to_text(1_000);
        assert_eq!(text.lines().count(), plain.lines().count(), "{text}");
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text}");
    }
}

#[test]
fn the_roles_policies_hold_no_name_of_the_rules() {
    let plain = compile(&schema("plain")).files().unwrap()["template.json"].clone();
    for name in NAMES {
        assert_eq!(compile(&schema(name)).files().unwrap()["template.json"], plain);
    }
}
