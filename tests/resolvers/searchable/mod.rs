//! `@searchable`: what the search engine is asked, and what becomes of its answers.

mod access;
mod answers;
mod engine;
mod queries;
mod stacks;

use burgeon_simulator::data_source::Fake;
use burgeon_simulator::{Api, Outcome};
use serde_json::{Value as Json, json};

/// The name of the search engine's data source.
const SEARCH: &str = "SEARCH";

/// An answer that found nothing.
fn nothing() -> Json {
    json!({ "hits": { "total": { "value": 0 }, "hits": [] }, "aggregations": {} })
}

/// The body that a search sends, if it is let in.
fn asked(api: Api, search: impl FnOnce(&Api) -> Outcome) -> Result<Json, String> {
    let engine = Fake::answering(nothing());
    let api = api.with_data_source(SEARCH, engine.clone());
    match search(&api).ok() {
        Ok(_) => Ok(engine.requests()[0]["params"]["body"].clone()),
        Err(errors) => {
            assert!(engine.requests().is_empty(), "nothing is asked for whom is refused");
            Err(errors[0].message.clone())
        }
    }
}
