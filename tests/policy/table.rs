use std::collections::BTreeSet;

use crate::{access_table, access_table_with, settings};

const POSTS: &str = "type Post @model @auth(rules: [{ allow: owner }
  { allow: groups, groups: [\"Admin\"], operations: [read] }]) { id: ID! title: String }";

/// Lines that are in one text and not in the other.
fn difference(before: &str, after: &str) -> Vec<String> {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let (before, after) = (lines(before), lines(after));
    let gone = before.difference(&after).map(|line| format!("-{line}"));
    let new = after.difference(&before).map(|line| format!("+{line}"));
    gone.chain(new).collect()
}

#[test]
fn a_new_right_is_one_new_line() {
    let before = access_table(POSTS).to_markdown();
    let may_delete = POSTS.replace("operations: [read]", "operations: [read, delete]");
    let after = access_table(&may_delete).to_markdown();
    let expected = [
        "+| `Post` | delete | `userPools:group \"Admin\"` | all |",
        "+| `Post` | set to null | `userPools:group \"Admin\"` | all |",
    ];
    assert_eq!(difference(&before, &after), expected);
}

#[test]
fn a_field_that_is_shut_is_one_changed_line_for_each_right() {
    let before = access_table(POSTS).to_markdown();
    let shut = POSTS.replace("title: String", "title: String @auth(rules: [{ allow: owner }])");
    let after = access_table(&shut).to_markdown();
    let lines = difference(&before, &after);
    let admin = |operation: &str, fields: &str| {
        format!("| `Post` | {operation} | `userPools:group \"Admin\"` | {fields} |")
    };
    for operation in ["get", "list", "listen"] {
        assert!(lines.contains(&format!("-{}", admin(operation, "all"))), "{lines:#?}");
        assert!(lines.contains(&format!("+{}", admin(operation, "all but `title`"))), "{lines:#?}");
    }
    assert_eq!(lines.len(), 6, "{lines:#?}");
}

#[test]
fn programs_read_who_may_do_what() {
    let json: serde_json::Value =
        serde_json::from_str(&access_table(POSTS).to_json().unwrap()).unwrap();
    assert_eq!(json["version"], 1);
    let post = &json["types"][0];
    assert_eq!((&post["name"], &post["kind"]), (&"Post".into(), &"model".into()));
    let get = post["operations"].as_array().unwrap().iter().find(|one| one["operation"] == "get");
    let get = get.unwrap();
    assert_eq!(get["by"], serde_json::json!(["Query.getPost"]));
    assert_eq!(
        get["allowed"][1],
        serde_json::json!({
            "caller": {
                "label": "userPools:group \"Admin\"",
                "mode": "userPools",
                "who": "group",
                "group": "Admin",
                "claim": "cognito:groups",
            },
            "fields": "all",
        })
    );
}

#[test]
fn rules_of_fields_and_operations_are_listed() {
    let schema = "type Query { a: Place @function(name: \"a\") @auth(rules: [{ allow: custom }]) }
        type Place { x: Int y: Int @auth(rules: [{ allow: private, provider: oidc }]) }
        type Todo @model(mutations: null, subscriptions: null) { id: ID! }";
    let text = access_table(schema).to_text(80);
    let expected = "\
Place
  userPools
    read: all but y
  oidc
    read: all but x

Todo
  no caller

Query
  function
    a
";
    assert_eq!(text, expected);
}

#[test]
fn callers_of_the_settings_are_listed() {
    let schema = "type Todo @model(mutations: null, subscriptions: null) { id: ID! }";
    let auth = "auth: { additional: [iam], sandbox: true, iam: { allowAllIdentities: true } }";
    let text = access_table_with(schema, settings(auth)).to_text(80);
    assert_eq!(text, "Todo\n  apiKey\n    get, list\n  iam:account\n    get, list\n");
}

#[test]
fn roles_without_callers_are_no_callers() {
    let schema = "type Todo @model @auth(rules: [{ allow: private, provider: identityPool }
        { allow: public, provider: identityPool, operations: [get] }]) { id: ID! }";
    let auth = "auth: { additional: [iam], iam: { unauthenticatedRole: guests } }";
    let text = access_table_with(schema, settings(auth)).to_text(80);
    assert_eq!(text, "Todo\n  iam:guest\n    get\n");
}

#[test]
fn objects_behind_relations_are_listed() {
    let schema = "type Post @model @auth(rules: [{ allow: private }]) {
          id: ID! comments: [Comment] @hasMany }
        type Comment @model(queries: null, mutations: null, subscriptions: null)
          @auth(rules: [{ allow: groups, groups: [\"Admin\"], operations: [read] }]) { id: ID! }";
    let text = access_table(schema).to_text(80);
    assert!(text.contains("comments can be followed by readers of Comment\n"), "{text}");
    assert!(text.contains("Comment\n  userPools:group \"Admin\"\n    follow\n"), "{text}");
}

#[test]
fn narrow_terminals_are_wide_enough() {
    let table = access_table(include_str!("../fixtures/authorization/schema.graphql"));
    for columns in [0, 20, 30, 40, 80, 200] {
        let text = table.to_text(columns);
        let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
        let words = text.split_whitespace().map(|word| word.chars().count()).max().unwrap();
        assert!(widest <= columns.max(words + 6).max(30), "{columns}: {widest}\n{text}");
        let joined = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(joined(&text), joined(&table.to_text(1_000)));
    }
}

#[test]
fn foreign_keys_are_ruled_like_the_type_or_else_not_at_all() {
    let schema = |rules: &str| {
        format!(
            "type Post @model @auth(rules: [{{ allow: private }}]) {{ id: ID! notes: [Note] @hasMany }}
             type Note @model(subscriptions: null) {rules} {{
               text: String @auth(rules: [{{ allow: owner, operations: [create, read] }}]) }}"
        )
    };
    let lines = |rules| {
        let text = access_table(&schema(rules)).to_markdown();
        let lines = text.lines().filter(|line| line.contains("create") && line.contains("Note"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let owner = "`userPools:owner in owner by sub::username`";
    assert_eq!(lines(""), [format!("| `Note` | create | {owner} | all |")]);
    let expected = [
        "| `Note` | create | `userPools` | `postNotesId` |".to_owned(),
        format!("| `Note` | create | {owner} | `text` |"),
    ];
    assert_eq!(lines("@auth(rules: [{ allow: private }])"), expected);
}
