//! Machines and what their states have in common.

use serde_json::{Map, Value as Json, json};

use super::Converter;
use crate::definition::Machine;

/// The errors of JSONPath's expressions, which JSONata raises under another name.
const EVALUATION_ERRORS: &[&str] =
    &["States.IntrinsicFailure", "States.ParameterPathFailure", "States.ResultPathMatchFailure"];

impl Converter {
    /// The document of a machine with all its states converted.
    pub(super) fn machine(&mut self, machine: &Machine, document: &Json, is_top: bool) -> Json {
        let Json::Object(members) = document else { return document.clone() };
        let mut converted = Map::new();
        for (name, value) in members {
            // The language is declared once, before everything but a comment.
            if is_top && name != "Comment" {
                converted.entry("QueryLanguage").or_insert_with(|| "JSONata".into());
            }
            match (name.as_str(), value) {
                ("QueryLanguage", _) => {}
                ("States", Json::Object(states)) => {
                    let mut all = Map::new();
                    for (name, document) in states {
                        let state = machine.states.get(name);
                        let converted = state.map(|state| self.state(state, document));
                        all.insert(name.clone(), converted.unwrap_or_else(|| document.clone()));
                    }
                    converted.insert(name.clone(), Json::Object(all));
                }
                _ => {
                    converted.insert(name.clone(), value.clone());
                }
            }
        }
        Json::Object(converted)
    }
}

/// `Retry` or `Catch` with the names of JSONata's errors.
pub(super) fn with_errors_of_jsonata(handlers: &Json) -> Json {
    let mut handlers = handlers.clone();
    for handler in handlers.as_array_mut().into_iter().flatten() {
        let Some(Json::Array(errors)) = handler.get_mut("ErrorEquals") else { continue };
        let mut names: Vec<Json> = Vec::new();
        for error in errors.iter() {
            let is_renamed = error.as_str().is_some_and(|name| EVALUATION_ERRORS.contains(&name));
            let name =
                if is_renamed { json!("States.QueryEvaluationError") } else { error.clone() };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        *errors = names;
    }
    handlers
}
