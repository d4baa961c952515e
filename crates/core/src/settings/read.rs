//! Reading the settings file.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::{Settings, check, codes, rules, tree};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::source::{Place, Source};

impl Settings {
    /// Reads settings from the text of a `burgeon.yaml`.
    ///
    /// Keys that are left out have their defaults; what a model's `table` leaves out is as in
    /// `tables`.
    ///
    /// # Errors
    ///
    /// Every fault in the text, under the names in [`codes`](super::codes).
    pub fn read(source: &Arc<Source>) -> Result<Self, Diagnostics> {
        let mut found = Diagnostics::default();
        let root = match tree::parse(source) {
            Ok(root) => root,
            Err(fault) => {
                found.push(fault);
                return Err(found);
            }
        };
        let mut json = check::check(source, &root, &mut found);
        complete_tables(&mut json);
        match serde_json::from_value::<Self>(json) {
            Ok(settings) => {
                rules::check(source, &root, &settings, &mut found);
                if !found.has_errors() {
                    return Ok(settings);
                }
            }
            Err(error) => found.push(
                Diagnostic::error(&codes::WRONG_TYPE, "the settings cannot be understood")
                    .at(Place::Text(source.clone(), root.at.clone()), error.to_string()),
            ),
        }
        Err(found)
    }
}

/// Puts what `tables` says under each model's `table`, unless the model says otherwise.
fn complete_tables(settings: &mut Json) {
    let Some(Json::Object(general)) = settings.get("tables").cloned() else {
        return;
    };
    let models = settings.get_mut("models").and_then(Json::as_object_mut);
    for model in models.into_iter().flat_map(Map::values_mut) {
        if let Some(Json::Object(own)) = model.get_mut("table") {
            for (key, value) in &general {
                own.entry(key).or_insert_with(|| value.clone());
            }
        }
    }
}
