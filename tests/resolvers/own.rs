//! Fields that the author's own templates answer, over data sources that the settings declare.

use std::path::Path;

use burgeon::core::source::Source;
use burgeon::{Compilation, Compiler, Settings};
use burgeon_simulator::data_source::{Fake, HttpService};
use burgeon_simulator::{Api, Identity};
use serde_json::{Value as Json, json};

use crate::api::of;
use crate::live::server::{Server, answer};

const SCHEMA: &str = "
type Query {
  hello(name: String): String
  order(id: ID!): AWSJSON
  weather(city: String!): AWSJSON
  secret: String @auth(rules: [{ allow: private }])
  nobody: String @auth(rules: [{ allow: private, provider: iam }])
}
type Note @model @auth(rules: [{ allow: public }, { allow: private }]) {
  id: ID!
  text: String
  loud: String
  hidden: String @auth(rules: [{ allow: private }])
}
";

const SETTINGS: &str = "
auth:
  default: apiKey
  additional: [userPools, iam]
  userPools: { userPoolId: us-east-1_abc }
dataSources:
  Orders: { dynamodb: { table: \"orders-${env}\" } }
  Prices: { function: { name: prices } }
  Bus: { eventBridge: { bus: notes } }
  Weather: { http: { endpoint: \"http://HOST\" } }
";

const TEMPLATES: &[(&str, &str)] = &[
    (
        "Query.hello.req.vtl",
        r#"{ "version": "2018-05-29", "payload": { "for": $util.toJson($ctx.args.name) } }"#,
    ),
    ("Query.hello.res.vtl", r#"$util.toJson("hello ${ctx.result.for}")"#),
    (
        "Query.order.data.1.Orders.req.vtl",
        r#"{ "version": "2018-05-29", "operation": "GetItem",
             "key": { "id": $util.dynamodb.toDynamoDBJson($ctx.args.id) } }"#,
    ),
    (
        "Query.order.data.2.Prices.req.vtl",
        r#"{ "version": "2018-05-29", "operation": "Invoke", "payload": $util.toJson($ctx.prev.result) }"#,
    ),
    (
        "Query.weather.Weather.req.vtl",
        r#"{ "version": "2018-05-29", "method": "GET", "resourcePath": "/now",
             "params": { "query": { "city": $util.toJson($ctx.args.city) } } }"#,
    ),
    ("Query.weather.res.vtl", "$ctx.result.body"),
    ("Query.secret.req.vtl", r#"{ "version": "2018-05-29", "payload": "secret" }"#),
    ("Query.nobody.data.1.req.vtl", r#"{ "version": "2018-05-29", "payload": "secret" }"#),
    (
        "Note.loud.req.vtl",
        r#"{ "version": "2018-05-29", "payload": "$ctx.source.text.toUpperCase()" }"#,
    ),
    ("Note.hidden.req.vtl", r#"{ "version": "2018-05-29", "payload": "secret" }"#),
    (
        "Mutation.createNote.postDataLoad.1.Bus.req.vtl",
        r#"{ "version": "2018-05-29", "operation": "PutEvents", "events": [
             { "source": "notes", "detailType": "created", "detail": $util.toJson($ctx.prev.result) }] }"#,
    ),
];

fn compile(settings: &str, templates: &[(&str, &str)], folder: &Path) -> Compilation {
    for (name, text) in templates {
        std::fs::write(folder.join(name), text).expect("it can be written");
    }
    let settings = Settings::read(&Source::new("burgeon.yaml", settings));
    let compiler = Compiler::new().source("schema.graphql", SCHEMA).templates(folder);
    let compiler = compiler.settings(settings.expect("the settings are read"));
    compiler.compile().unwrap_or_else(|failure| panic!("{failure}"))
}

fn compilation(host: &str) -> Compilation {
    let folder = tempfile::tempdir().expect("there is a place for it");
    compile(&SETTINGS.replace("HOST", host), TEMPLATES, folder.path())
}

fn api() -> Api {
    of(compilation("127.0.0.1:1"))
}

#[test]
fn a_field_without_a_data_source_is_answered_by_its_templates() {
    let api = api();
    let outcome = api.as_api_key().call("Query.hello", json!({ "name": "\"you\" $x" })).unwrap();
    assert_eq!(outcome.requests[0].data_source, "NONE_DS");
    assert_eq!(outcome.ok(), Ok(json!("hello \"you\" $x")));
    let note = json!({ "id": "1", "text": "quiet" });
    let outcome = api.as_api_key().call_on(&note, "Note.loud", json!({})).unwrap();
    assert_eq!(outcome.ok(), Ok(json!("QUIET")));
}

#[test]
fn steps_ask_their_data_sources_in_their_order() {
    let (orders, prices) = (Fake::answering(json!({ "id": "7" })), Fake::answering(json!(12)));
    let api =
        api().with_data_source("Orders", orders.clone()).with_data_source("Prices", prices.clone());
    let outcome = api.as_api_key().call("Query.order", json!({ "id": "7" })).unwrap();
    assert_eq!(outcome.ok(), Ok(json!(12)));
    assert_eq!(orders.requests()[0]["key"], json!({ "id": { "S": "7" } }));
    assert_eq!(prices.requests()[0]["payload"], json!({ "id": "7" }));
}

#[test]
fn a_step_beside_the_answer_leaves_it_as_it_is() {
    let bus = Fake::answering(json!({ "FailedEntryCount": 0 }));
    let api = api().with_data_source("Bus", bus.clone());
    let input = json!({ "input": { "id": "1", "text": "a" } });
    let note = api.as_api_key().call("Mutation.createNote", input).unwrap().ok();
    let mut note = note.expect("it is created");
    assert_eq!(note["text"], "a");
    // The step is told of what there is, and of nothing that is for the fields below.
    note.as_object_mut().expect("it is an object").remove("__operation").expect("it is marked");
    assert_eq!(bus.requests()[0]["events"][0]["detail"], note);
}

#[test]
fn an_own_web_service_is_asked_over_the_network() {
    let server = Server::new(|request| {
        let said = json!(request.decoded().1[0].1);
        answer(200, "application/json", said.to_string().as_bytes())
    });
    let api = of(compilation(&server.host));
    let api = api.with_data_source("Weather", HttpService::new(&server.host));
    for city in crate::live::HOSTILE {
        let outcome = api.as_api_key().call("Query.weather", json!({ "city": city })).unwrap();
        assert_eq!(outcome.ok(), Ok(json!(city)));
        assert!(server.received().pop().unwrap().target.starts_with("/now?city="));
    }
}

#[test]
fn rules_stand_before_templates() {
    let api = api();
    let ask = |field: &str| {
        let [key, user] = [api.as_api_key(), api.as_user("alice")];
        [key, user].map(|caller| caller.call_on(&json!({ "id": "1" }), field, json!({})).unwrap())
    };
    for field in ["Query.secret", "Note.hidden"] {
        let [key, user] = ask(field);
        assert!(key.is_unauthorized() && key.requests.is_empty(), "{field}");
        assert_eq!(user.ok(), Ok(json!("secret")), "{field}");
    }
    for outcome in ask("Query.nobody") {
        assert!(outcome.is_unauthorized() && outcome.requests.is_empty());
    }
}

#[test]
fn a_step_behind_the_answer_runs_for_whom_it_lets_in() {
    let bus = Fake::answering(json!({}));
    let api = api().with_data_source("Bus", bus.clone());
    let input = json!({ "input": { "id": "1", "text": "a" } });
    let stranger = api.caller(Identity::iam("stranger", "x"));
    let outcome = stranger.call("Mutation.createNote", input).unwrap();
    assert!(outcome.is_unauthorized());
    assert!(bus.requests().is_empty());
    assert_eq!(api.items("NoteTable").unwrap(), [json!(null); 0]);
}

#[test]
fn roles_allow_what_templates_do_and_nothing_else() {
    let settings = "
auth: { additional: [userPools, iam], userPools: { userPoolId: us-east-1_abc } }
dataSources:
  Orders: { dynamodb: { table: orders, region: eu-west-1 } }
  Posts: { openSearch: { arn: \"arn:aws:es:us-east-1:123456789012:domain/d\", endpoint: \"https://d.es.amazonaws.com\" } }
";
    let templates = [
        (
            "Query.order.Orders.req.vtl",
            r##"## "operation": "DeleteItem"
#if( $ctx.args.id == "a" )
{ "version": "2018-05-29", "operation": "Query", "index": "byId" }
#else
{ "version": "2018-05-29", "operation": "PutItem" }
#end"##,
        ),
        (
            "Query.hello.Posts.req.vtl",
            r#"{ "version": "2018-05-29", "operation": "GET", "path": "/posts/_search" }"#,
        ),
        (
            "Query.weather.NoteTable.req.vtl",
            r#"#set( $request = { "version": "2018-05-29", "operation": "BatchGetItem" } )$util.toJson($request)"#,
        ),
    ];
    let folder = tempfile::tempdir().unwrap();
    let compilation = compile(settings, &templates, folder.path());
    let sources = &compilation.files().unwrap()["stacks/data-sources.yaml"];
    let lines = |word: &str| {
        let lines = sources.lines().map(str::trim).filter(|line| line.contains(word));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let table = "arn:${AWS::Partition}:dynamodb:eu-west-1:${AWS::AccountId}:table/orders";
    assert_eq!(lines("dynamodb:P"), ["Action: dynamodb:PutItem"]);
    assert_eq!(lines("dynamodb:Q"), ["Action: dynamodb:Query"]);
    assert_eq!(lines("dynamodb:D"), [""; 0]);
    assert_eq!(
        lines(table),
        [format!("Resource: !Sub {table}"), format!("Resource: !Sub {table}/index/byId"),]
    );
    assert_eq!(lines("es:ESHttp"), ["Action: es:ESHttpGet"]);
    let search = "Resource: arn:aws:es:us-east-1:123456789012:domain/d/posts/_search";
    assert_eq!(lines("arn:aws:es:"), [search]);
    assert!(compilation.files().unwrap()["stacks/Note.yaml"].contains("- dynamodb:BatchGetItem"));
}

#[test]
fn what_a_source_is_appears_in_the_manifest() {
    let files = compilation("api.example.com").files().unwrap();
    let manifest: Json = serde_json::from_str(&files["manifest.json"]).unwrap();
    let sources = &manifest["dataSources"];
    for (name, entry) in [
        ("Orders", json!({ "type": "AMAZON_DYNAMODB", "tableName": "orders-${env}" })),
        ("Prices", json!({ "type": "AWS_LAMBDA", "functionName": "prices" })),
        ("Bus", json!({ "type": "AMAZON_EVENTBRIDGE", "eventBus": "notes" })),
        ("Weather", json!({ "type": "HTTP", "endpoint": "http://api.example.com" })),
    ] {
        assert_eq!(sources[name], entry);
    }
    assert_eq!(manifest["resolvers"]["Query.hello"]["kind"], "UNIT");
    let functions = |field: &str| {
        let functions = manifest["resolvers"][field]["functions"].as_array().unwrap().iter();
        functions.map(|function| function["dataSource"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(functions("Query.order"), ["Orders", "Prices"]);
    assert_eq!(functions("Mutation.createNote"), ["NoteTable", "Bus"]);
}
