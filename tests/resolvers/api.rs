//! A schema, compiled and ready to be asked.

use burgeon::{Compilation, Compiler, Settings};
use burgeon_simulator::{Api, Outcome, Output};
use serde_json::{Value as Json, json};

/// The API of a schema whose models are open to the API key.
pub(crate) fn open(schema: &str) -> Api {
    let mut settings = Settings::default();
    settings.auth.sandbox = true;
    with(schema, settings)
}

/// The API of a schema with settings.
pub(crate) fn with(schema: &str, settings: Settings) -> Api {
    let compiler = Compiler::new().source("schema.graphql", schema).settings(settings);
    of(compiler.compile().unwrap_or_else(|failure| panic!("{failure}")))
}

/// The API of what was compiled.
pub(crate) fn of(compilation: Compilation) -> Api {
    let files = compilation.files().expect("they are rendered");
    let manifest = files["manifest.json"].clone();
    let output = Output::in_memory(&manifest, files).expect("the manifest is read");
    Api::new(output).expect("the tables are made")
}

/// What a field answers to the API key.
pub(crate) fn call(api: &Api, field: &str, arguments: Json) -> Outcome {
    api.as_api_key().call(field, arguments).expect("the resolver runs")
}

/// What a field answers that must not fail.
pub(crate) fn answer(api: &Api, field: &str, arguments: Json) -> Json {
    call(api, field, arguments).ok().unwrap_or_else(|errors| panic!("{field}: {errors:?}"))
}

/// What a field of an object answers that must not fail.
pub(crate) fn answer_of(api: &Api, source: &Json, field: &str, arguments: Json) -> Json {
    let outcome = api.as_api_key().call_on(source, field, arguments).expect("the resolver runs");
    outcome.ok().unwrap_or_else(|errors| panic!("{field}: {errors:?}"))
}

/// The values of a field in the objects of a page.
pub(crate) fn values(page: &Json, field: &str) -> Vec<Json> {
    let items = page["items"].as_array().expect("a page has items");
    items.iter().map(|item| item[field].clone()).collect()
}

/// All objects that a field pages through, `limit` in a page, and how many pages there were.
pub(crate) fn all_pages(limit: usize, mut page: impl FnMut(Json) -> Json) -> (Vec<Json>, usize) {
    let (mut items, mut count, mut token) = (vec![], 0, Json::Null);
    loop {
        let answer = page(json!({ "limit": limit, "nextToken": token }));
        items.extend(answer["items"].as_array().expect("a page has items").iter().cloned());
        count += 1;
        token = answer["nextToken"].clone();
        if token.is_null() {
            return (items, count);
        }
        assert!(count < 10_000, "the pages never end");
    }
}
