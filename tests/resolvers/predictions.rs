//! `@predictions`: what the services are asked, and what becomes of their answers.

use burgeon::Settings;
use burgeon::core::settings::Predictions;
use burgeon_simulator::data_source::Fake;
use burgeon_simulator::{Api, Outcome};
use serde_json::{Value as Json, json};

use crate::api::with;

const SCHEMA: &str = "type Query {
  read: String @predictions(actions: [identifyText, translateText])
  labels: String @predictions(actions: [identifyLabels])
  named: String @predictions(actions: [identifyLabels, translateText])
  speak: String @predictions(actions: [translateText, convertTextToSpeech])
}";

/// The services, which are the same for every test.
struct Services {
    pictures: Fake,
    translator: Fake,
    speaker: Fake,
}

fn answer(body: &Json) -> Json {
    json!({ "statusCode": 200, "headers": {}, "body": body.to_string() })
}

impl Services {
    fn new() -> Self {
        let lines = json!([
            { "Type": "LINE", "DetectedText": "Hot \"soup\"" },
            { "Type": "WORD", "DetectedText": "Hot" },
            { "Type": "LINE", "DetectedText": "$5" },
        ]);
        let body = json!({ "TextDetections": lines, "Labels": [{ "Name": "Hot Dog" }, { "Name": "Bun" }] });
        let translate = |request: &Json| {
            let text = request["params"]["body"]["Text"].as_str().unwrap_or_default();
            Ok(answer(&json!({ "TranslatedText": format!("<{text}>") })))
        };
        Self {
            pictures: Fake::answering(answer(&body)),
            translator: Fake::new(translate),
            speaker: Fake::answering(json!({ "url": "https://x" })),
        }
    }

    fn api(&self) -> Api {
        self.api_of(Some(Predictions { bucket: "pictures-${env}".to_owned() }))
    }

    fn api_of(&self, predictions: Option<Predictions>) -> Api {
        let settings = Settings { predictions, ..Default::default() };
        let api = with(SCHEMA, settings);
        let named = |part: &str| {
            api.data_sources().find(|name| name.contains(part)).expect("there is one").to_owned()
        };
        let (pictures, translator) = (named("rekognition"), named("translate"));
        api.with_data_source(&pictures, self.pictures.clone())
            .with_data_source(&translator, self.translator.clone())
            .with_data_source("POLLY_SPEECH", self.speaker.clone())
    }

    fn ask(&self, field: &str, input: Json) -> Outcome {
        let arguments = json!({ "input": input });
        self.api().as_api_key().call(field, arguments).expect("the resolver runs")
    }
}

const LANGUAGES: [(&str, &str); 2] = [("sourceLanguage", "en"), ("targetLanguage", "de")];

fn languages(text: Option<&str>) -> Json {
    let mut input: serde_json::Map<String, Json> =
        LANGUAGES.iter().map(|(key, value)| ((*key).to_owned(), json!(value))).collect();
    if let Some(text) = text {
        input.insert("text".to_owned(), json!(text));
    }
    Json::Object(input)
}

#[test]
fn text_in_pictures_is_read_and_translated() {
    let services = Services::new();
    let key = "a/../b\", \"Bucket\": \"other $x #end";
    let input = json!({ "identifyText": { "key": key }, "translateText": languages(None) });
    assert_eq!(services.ask("Query.read", input).ok(), Ok(json!("<Hot \"soup\" $5>")));
    let object = &services.pictures.requests()[0]["params"]["body"]["Image"]["S3Object"];
    let name = format!("public/{key}");
    assert_eq!(*object, json!({ "Bucket": "pictures", "Name": name }));
    let asked = &services.translator.requests()[0]["params"];
    assert_eq!(asked["body"]["SourceLanguageCode"], "en");
    assert_eq!(asked["body"]["TargetLanguageCode"], "de");
}

#[test]
fn the_stacks_parameter_names_the_bucket_where_the_settings_do_not() {
    let services = Services::new();
    let arguments = json!({ "input": { "identifyLabels": { "key": "a" } } });
    let api = services.api_of(None);
    let outcome = api.as_api_key().call("Query.labels", arguments).expect("the resolver runs");
    assert_eq!(outcome.ok(), Ok(json!(["Hot Dog", "Bun"])));
    let object = &services.pictures.requests()[0]["params"]["body"]["Image"]["S3Object"];
    assert_eq!(*object, json!({ "Bucket": "pictures", "Name": "public/a" }));
}

#[test]
fn labels_are_a_list_unless_they_are_spoken() {
    let services = Services::new();
    let input = json!({ "identifyLabels": { "key": "a" } });
    assert_eq!(services.ask("Query.labels", input).ok(), Ok(json!(["Hot Dog", "Bun"])));
    let input = json!({ "identifyLabels": { "key": "a" }, "translateText": languages(None) });
    assert_eq!(services.ask("Query.named", input).ok(), Ok(json!(["<Hot Dog", "Bun>"])));
}

#[test]
fn translations_are_spoken() {
    let services = Services::new();
    let text = "\"}, \"voiceID\": \"x $util.error('x') #end";
    let input = json!({
        "translateText": languages(Some(text)),
        "convertTextToSpeech": { "voiceID": "Vicki" },
    });
    assert_eq!(services.ask("Query.speak", input).ok(), Ok(json!("https://x")));
    let payload = &services.speaker.requests()[0]["payload"];
    assert_eq!(*payload, json!({ "voiceID": "Vicki", "text": format!("<{text}>") }));
}

#[test]
fn a_services_refusal_ends_it() {
    let mut services = Services::new();
    let refusal = json!({ "statusCode": 400, "headers": {}, "body": "no such object" });
    services.pictures = Fake::answering(refusal);
    let input = json!({ "identifyText": { "key": "a" }, "translateText": languages(None) });
    let outcome = services.ask("Query.read", input);
    assert_eq!(outcome.error_type(), Some("400"));
    assert!(services.translator.requests().is_empty());
}
