use crate::project::Project;

const SCHEMA: &str = "type Post @model(subscriptions: null) @auth(rules: [
  { allow: groups, groups: [\"Editor\", \"a<b>\"] }
  { allow: public, operations: [get] }
]) {
  id: ID!
  draft: String @auth(rules: [{ allow: groups, groups: [\"Editor\"] }])
}
";

const SETTINGS: &str = "name: blog
auth: { default: apiKey, additional: [userPools], userPools: { userPoolId: us-east-1_abc } }
";

fn project() -> Project {
    Project::with(&[("schema.graphql", SCHEMA), ("burgeon.yaml", SETTINGS)])
}

#[test]
fn the_access_table_is_printed_for_people() {
    let run = project().run(&["auth"]).succeeds();
    let expected = "\
Post
  userPools:group \"Editor\"
    create, update, set to null, delete, get, list
  userPools:group \"a<b>\"
    create, update, get, list: all but draft
  apiKey
    get: all but draft
";
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), (expected, ""));
    assert_eq!(project().names(), ["burgeon.yaml", "schema.graphql"]);
}

#[test]
fn reviewers_get_a_line_for_each_right() {
    let run = project().run(&["auth", "--format", "markdown"]).succeeds();
    assert!(run.stdout.starts_with("# Access table: `blog`\n"), "{}", run.stdout);
    let line = "| `Post` | get | `apiKey` | all but `draft` |\n";
    assert!(run.stdout.contains(line), "{}", run.stdout);
}

#[test]
fn programs_get_json() {
    let table = project().run(&["auth", "--format", "json"]).succeeds().json();
    assert_eq!(table["name"], "blog");
    let get = &table["types"][0]["operations"][4];
    assert_eq!((&get["operation"], &get["by"][0]), (&"get".into(), &"Query.getPost".into()));
    let public = get["allowed"].as_array().and_then(|allowed| allowed.last()).unwrap();
    assert_eq!(
        public["caller"],
        serde_json::json!({
            "label": "apiKey", "mode": "apiKey", "who": "anybody",
        })
    );
    assert_eq!(public["fields"], serde_json::json!(["id", "createdAt", "updatedAt"]));
}

#[test]
fn browsers_get_a_page_of_its_own() {
    let page = project().run(&["auth", "--format", "html"]).succeeds().stdout;
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"));
    assert!(page.contains("a&#60;b&#62;") && !page.contains("<b>"), "{page}");
    for elsewhere in ["http:", "https:", "src=", "<link", "<script"] {
        assert!(!page.contains(elsewhere), "{elsewhere}");
    }
}

#[test]
fn nothing_is_printed_for_an_invalid_schema() {
    let project = Project::with(&[("schema.graphql", "type Todo @model { id: Strnig }")]);
    let run = project.run(&["auth"]).fails_with(&["schema/unknown-type"]);
    assert_eq!(run.stdout, "");
    let run = project.run(&["auth", "--format", "json"]);
    assert_eq!((run.status, run.stderr.as_str()), (1, ""));
    assert_eq!(run.json()["diagnostics"][0]["code"], "schema/unknown-type");
    assert_eq!(project.run(&["auth", "--format", "xml"]).status, 2);
}

#[test]
fn filtered_pages_are_reported_by_check_only() {
    let schema = |owner: &str| {
        format!(
            "type Post @model @auth(rules: [{{ allow: owner, identityClaim: \"sub\" }}]) {{ id: ID! {owner} }}"
        )
    };
    let check = |owner| {
        let project =
            Project::with(&[("schema.graphql", &schema(owner)), ("burgeon.yaml", SETTINGS)]);
        let check = project.run(&["check"]).succeeds().stderr;
        assert!(!project.run(&["build"]).succeeds().stderr.contains("auth/filtered-pages"));
        check
    };
    assert!(check("title: String").contains("pages of `listPosts` can contain fewer objects"));
    assert!(!check("owner: String @index").contains("auth/filtered-pages"));
}

#[test]
fn filtered_pages_are_reported_once() {
    let models: String = (1..=5)
        .map(|number| {
            format!("type Note{number} @model @auth(rules: [{{ allow: owner }}]) {{ id: ID! }}\n")
        })
        .collect();
    let project = Project::with(&[("schema.graphql", &models), ("burgeon.yaml", SETTINGS)]);
    let check = project.run(&["check"]).succeeds().stderr;
    assert_eq!(check.matches("auth/filtered-pages").count(), 1, "{check}");
    assert!(check.contains("pages of `listNote1s` and of 4 other lists can contain"), "{check}");
    assert!(check.contains("schema.graphql:1:") && check.contains("type Note3"), "{check}");
    assert!(!check.contains("type Note5"), "{check}");
}
