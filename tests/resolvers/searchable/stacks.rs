//! The roles of searches may do what they do, and nothing else.

use burgeon::core::settings::{ExistingDomain, SearchEngine};
use burgeon::{Compiler, Settings, TemplateFormat};
use serde_json::{Value as Json, json};

const SCHEMA: &str = "
    type Post @model @searchable { id: ID! }
    type Note @model @searchable(queries: { search: null }) { id: ID! }";

fn resources(change: impl FnOnce(&mut Settings)) -> Json {
    let mut settings = Settings::default();
    change(&mut settings);
    let compiler = Compiler::new().source("schema.graphql", SCHEMA).settings(settings);
    let compilation = compiler.template_format(TemplateFormat::Json).compile().unwrap();
    let stack: Json =
        serde_json::from_str(&compilation.files().unwrap()["stacks/search-engine.json"]).unwrap();
    stack["Resources"].clone()
}

fn statements(role: &Json) -> Vec<Json> {
    let policy = &role["Properties"]["Policies"][0]["PolicyDocument"];
    policy["Statement"].as_array().cloned().unwrap_or_default()
}

/// What a role may do with the engine: actions with resources.
fn of_engine(statements: &[Json]) -> Vec<(Json, Json)> {
    let about = |statement: &&Json| statement["Action"].to_string().contains("es:");
    let pair = |statement: &Json| (statement["Action"].clone(), statement["Resource"].clone());
    statements.iter().filter(about).map(pair).collect()
}

#[test]
fn roles_may_do_with_a_domain_that_is_there_what_they_do() {
    let arn = "arn:aws:es:eu-west-1:111122223333:domain/shared";
    let resources = resources(|settings| {
        settings.search.engine = SearchEngine::Existing;
        settings.search.index_prefix = Some("a-".to_owned());
        let endpoint = "https://shared.eu-west-1.es.amazonaws.com".to_owned();
        settings.search.existing = Some(ExistingDomain { arn: arn.to_owned(), endpoint });
    });
    let kinds: Vec<&str> =
        resources.as_object().unwrap().values().filter_map(|one| one["Type"].as_str()).collect();
    assert!(!kinds.contains(&"AWS::OpenSearchService::Domain"), "{kinds:?}");
    let searches = of_engine(&statements(&resources["SearchRole"]));
    assert_eq!(searches, [(json!("es:ESHttpGet"), json!(format!("{arn}/a-post/_search")))]);
    let writes = of_engine(&statements(&resources["NoteSearchRole"]));
    let made = json!([format!("{arn}/a-note"), format!("{arn}/a-note/_mapping")]);
    let written = json!(format!("{arn}/a-note/_bulk"));
    assert_eq!(writes, [(json!("es:ESHttpPost"), written), (json!("es:ESHttpPut"), made)]);
    let source = &resources["SearchDataSource"]["Properties"]["OpenSearchServiceConfig"];
    assert_eq!(source["AwsRegion"], "eu-west-1");
    let variables = &resources["NoteSearchFunction"]["Properties"]["Environment"]["Variables"];
    assert_eq!(
        (&variables["REGION"], &variables["INDEX"]),
        (&json!("eu-west-1"), &json!("a-note"))
    );
}

#[test]
fn a_domain_allows_only_these_roles() {
    let resources = resources(|_| {});
    let policy = &resources["SearchDomain"]["Properties"]["AccessPolicies"]["Statement"];
    let allowed: Vec<String> = policy
        .as_array()
        .unwrap()
        .iter()
        .map(|statement| {
            assert_eq!(statement["Effect"], "Allow");
            let role = statement["Principal"]["AWS"]["Fn::GetAtt"][0].as_str().unwrap();
            let resources = match &statement["Resource"] {
                Json::Array(several) => several.clone(),
                one => vec![one.clone()],
            };
            let paths = resources.iter().map(|resource| {
                let text = resource["Fn::Sub"].as_str().unwrap();
                text.split_once("domain/d${ApiId}").unwrap().1.to_owned()
            });
            let action = statement["Action"].as_str().unwrap();
            format!("{role} {action} {}", paths.collect::<Vec<_>>().join(" "))
        })
        .collect();
    assert_eq!(
        allowed,
        [
            "NoteSearchRole es:ESHttpPost /note/_bulk",
            "NoteSearchRole es:ESHttpPut /note /note/_mapping",
            "PostSearchRole es:ESHttpPost /post/_bulk",
            "PostSearchRole es:ESHttpPut /post /post/_mapping",
            "SearchRole es:ESHttpGet /post/_search",
        ]
    );
}

#[test]
fn a_function_reads_its_own_table_and_no_other() {
    let resources = resources(|_| {});
    let role =
        statements(&resources["NoteSearchRole"]).iter().map(Json::to_string).collect::<String>();
    assert!(role.contains("NoteTableStreamArn") && !role.contains("PostTableStreamArn"), "{role}");
    let mapping = &resources["NoteSearchStream"]["Properties"];
    assert_eq!(mapping["FunctionResponseTypes"], json!(["ReportBatchItemFailures"]));
    assert_eq!(mapping["StartingPosition"], "TRIM_HORIZON");
}
