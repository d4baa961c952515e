//! Reading the settings file and its overlay.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::tree::Node;
use super::{Locations, Settings, check, codes, overlay, rules, tree};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::files::{Disk, FileSystem};
use crate::source::Source;

/// The settings of a file with possible errors.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The settings that could be read; the others have their defaults.
    pub settings: Settings,
    /// All faults.
    pub diagnostics: Diagnostics,
}

/// Bytes that a settings file may have.
const MOST_BYTES: u64 = 10_000_000;

impl Settings {
    /// Reads settings from a file, as [`Settings::read`] does from a text.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or all errors in its text.
    pub fn read_file(path: &Path) -> Result<Self, Diagnostics> {
        Self::read_files(&Disk, &[path]).into_result()
    }

    /// Reads settings from the text of a `burgeon.yaml`.
    ///
    /// Omitted keys have their defaults; those of a model's `table` have the values of `tables`.
    ///
    /// # Errors
    ///
    /// All errors in the text, under the names in [`codes`](super::codes).
    pub fn read(source: &Arc<Source>) -> Result<Self, Diagnostics> {
        Self::read_layers(std::slice::from_ref(source)).into_result()
    }

    /// Reads settings from files: the first holds the general settings, each other one is merged into
    /// what is before it, as [`Settings::read_layers`] does.
    pub fn read_files(files: &dyn FileSystem, paths: &[&Path]) -> Reading {
        let mut found = Diagnostics::default();
        let mut sources = vec![];
        for path in paths {
            match files.read_text(path, MOST_BYTES) {
                Ok(text) => {
                    sources.push(Source::new(path.to_string_lossy().replace('\\', "/"), text));
                }
                Err(reason) => {
                    let message =
                        format!("cannot read the settings in `{}`: {reason}", path.display());
                    let help = match files.exists(path) && !files.is_file(path) {
                        true => {
                            "name a file: pipes and devices are not read, since they may have no end"
                        }
                        false => "check the path, its permissions, and that the file is UTF-8",
                    };
                    found.push(Diagnostic::error(&codes::UNREADABLE, message).help(help));
                }
            }
        }
        let is_unreadable = !found.is_empty();
        let mut reading = Self::read_layers(&sources);
        if is_unreadable {
            reading.settings.locations = Locations::unreadable();
        }
        reading.diagnostics.append(found);
        reading
    }

    /// Reads settings from texts, the first general, each other one merged into what is before it:
    /// sections key by key, while lists and scalars replace, and `null` restores the default of a key.
    pub fn read_layers(sources: &[Arc<Source>]) -> Reading {
        let mut found = Diagnostics::default();
        let mut is_readable = true;
        let mut merged: Option<Node> = None;
        for source in sources {
            match tree::parse(source) {
                Ok(mut layer) => {
                    overlay::report_repeated_keys(&mut layer, &mut found);
                    merged = Some(match merged {
                        Some(base) => overlay::merge(base, layer),
                        None => layer,
                    });
                }
                Err(fault) => {
                    is_readable = false;
                    found.push(fault);
                }
            }
        }
        let mut settings = match merged {
            Some(root) => checked(root, &mut found),
            None => Self::default(),
        };
        if !is_readable {
            settings.locations = Locations::unreadable();
        }
        Reading { settings, diagnostics: found }
    }
}

impl Reading {
    /// The settings, if they have no errors.
    ///
    /// # Errors
    ///
    /// All faults.
    pub fn into_result(self) -> Result<Settings, Diagnostics> {
        match self.diagnostics.has_errors() {
            false => Ok(self.settings),
            true => Err(self.diagnostics),
        }
    }
}

/// The settings of a tree, as far as they have the right shape.
fn checked(root: Node, found: &mut Diagnostics) -> Settings {
    let mut at_fault = vec![];
    let mut json = check::check(&root, found, &mut at_fault);
    complete_tables(&mut json);
    match serde_json::from_value::<Settings>(json) {
        Ok(mut settings) => {
            rules::check(&root, &settings, found);
            settings.locations = Locations::new(Arc::new(root), at_fault);
            settings
        }
        Err(error) => {
            found.push(
                Diagnostic::error(&codes::WRONG_TYPE, "the settings cannot be understood")
                    .at(root.at.clone(), error.to_string()),
            );
            Settings { locations: Locations::unreadable(), ..Settings::default() }
        }
    }
}

/// Copies the keys of `tables` into each model's `table`, except those that the model sets.
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
