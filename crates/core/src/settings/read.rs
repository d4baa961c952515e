//! Reading the settings file.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::{Places, Settings, check, codes, rules, tree};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::files::{Disk, FileSystem};
use crate::source::{Place, Source};

/// Bytes that a settings file may have.
const MOST_BYTES: u64 = 10_000_000;

impl Settings {
    /// Reads settings from a file, as [`Settings::read`] does from a text.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or every fault in its text.
    pub fn read_file(path: &Path) -> Result<Self, Diagnostics> {
        Self::read_file_in(&Disk, path)
    }

    /// The same, from another file system than the disk.
    ///
    /// # Errors
    ///
    /// As [`Settings::read_file`].
    pub fn read_file_in(files: &dyn FileSystem, path: &Path) -> Result<Self, Diagnostics> {
        match files.read_text(path, MOST_BYTES) {
            Ok(text) => Self::read(&Source::new(path.to_string_lossy().replace('\\', "/"), text)),
            Err(reason) => {
                let message = format!("cannot read the settings in `{}`: {reason}", path.display());
                let fault = Diagnostic::error(&codes::UNREADABLE, message)
                    .help("check the path, its permissions, and that the file is UTF-8");
                let mut found = Diagnostics::default();
                found.push(fault);
                Err(found)
            }
        }
    }

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
            Ok(mut settings) => {
                settings.places = Places::read(source, &root);
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
