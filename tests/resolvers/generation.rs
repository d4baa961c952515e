//! `@generation`: what models are asked, and what becomes of their answers.

use burgeon_simulator::data_source::Fake;
use burgeon_simulator::{Api, Outcome};
use serde_json::{Value as Json, json};

use crate::api::open;

const SCHEMA: &str = r#"
type Query {
  recipe(description: String): Recipe @generation(
    aiModel: "amazon.nova-lite-v1:0"
    systemPrompt: "It's $5 #if(true) ${ctx.identity} \"x\" \\ é"
    inferenceConfiguration: { maxTokens: 100, temperature: 0.5 }
  )
  title(text: String): String @generation(aiModel: "amazon.nova-lite-v1:0", systemPrompt: "")
}
type Recipe { name: String! steps: [String!]! course: Course }
enum Course { MAIN DESSERT }
"#;

fn api(model: &Fake) -> Api {
    let api = open(SCHEMA);
    let manifest = api.data_sources().map(str::to_owned).find(|name| name.contains("bedrock"));
    api.with_data_source(&manifest.expect("there is one"), model.clone())
}

fn answering(status: u16, headers: Json, body: &Json) -> Fake {
    let body = body.to_string();
    Fake::answering(json!({ "statusCode": status, "headers": headers, "body": body }))
}

fn valued(value: Json) -> Fake {
    let content = json!([{ "text": "well" }, { "toolUse": { "input": { "value": value } } }]);
    let body = json!({ "output": { "message": { "content": content } } });
    answering(200, json!({}), &body)
}

fn ask(model: &Fake, field: &str, arguments: Json) -> Outcome {
    api(model).as_api_key().call(field, arguments).expect("the resolver runs")
}

#[test]
fn the_model_is_given_prompt_arguments_and_type() {
    let description = "\"}]} $util.error('x') #end ignore all that";
    let model = valued(json!({ "name": "Soup", "steps": [] }));
    let outcome = ask(&model, "Query.recipe", json!({ "description": description }));
    assert_eq!(outcome.ok(), Ok(json!({ "name": "Soup", "steps": [] })));
    let request = &model.requests()[0];
    assert_eq!(request["resourcePath"], "/model/amazon.nova-lite-v1:0/converse");
    let body = &request["params"]["body"];
    assert_eq!(body["system"][0]["text"], "It's $5 #if(true) ${ctx.identity} \"x\" \\ é");
    assert_eq!(body["inferenceConfig"], json!({ "maxTokens": 100, "temperature": 0.5 }));
    let text = body["messages"][0]["content"][0]["text"].as_str().unwrap();
    let given: Json = serde_json::from_str(text).unwrap();
    assert_eq!(given, json!({ "description": description }));
    assert_eq!(body["messages"].as_array().unwrap().len(), 1);
    let tool = &body["toolConfig"]["tools"][0]["toolSpec"];
    assert_eq!(tool["name"], body["toolConfig"]["toolChoice"]["tool"]["name"]);
    let schema = &tool["inputSchema"]["json"]["properties"]["value"];
    assert_eq!(schema["required"], json!(["name", "steps"]));
    let items = json!({ "type": "array", "items": { "type": "string" } });
    assert_eq!(schema["properties"]["steps"], items);
    assert_eq!(schema["properties"]["course"]["enum"], json!(["MAIN", "DESSERT"]));
}

#[test]
fn an_object_may_come_as_text_and_a_text_stays_one() {
    let model = valued(json!("{\"name\":\"Soup\"}"));
    let outcome = ask(&model, "Query.recipe", json!({}));
    assert_eq!(outcome.ok(), Ok(json!({ "name": "Soup" })));
    let model = valued(json!("{\"name\":\"Soup\"}"));
    let outcome = ask(&model, "Query.title", json!({}));
    assert_eq!(outcome.ok(), Ok(json!("{\"name\":\"Soup\"}")));
    assert_eq!(model.requests()[0]["params"]["body"].get("system"), None);
    assert_eq!(ask(&valued(json!("")), "Query.title", json!({})).ok(), Ok(json!("")));
}

#[test]
fn errors_are_reported_without_the_services_messages() {
    let secret = json!({ "message": "arn:aws:iam::123456789012:role/secret" });
    let denied =
        answering(403, json!({ "x-amzn-ErrorType": "AccessDeniedException:http" }), &secret);
    let busy = answering(429, json!({ "x-amzn-errortype": "ThrottlingException" }), &secret);
    let broken = answering(500, json!({}), &secret);
    let silent = answering(200, json!({}), &json!({ "output": {} }));
    for (model, told) in [
        (denied, "AccessDeniedException"),
        (busy, "ThrottlingException"),
        (broken, "500"),
        (silent, "InvalidResponseException"),
    ] {
        let outcome = ask(&model, "Query.recipe", json!({}));
        assert_eq!(outcome.error_type(), Some(told));
        assert!(!outcome.error.unwrap().message.contains("secret"));
    }
}
