//! A compilation's output: the manifest, and the texts that it refers to.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::SimulatorError;
use crate::manifest::Manifest;

/// A compilation's output, in a folder or in memory.
#[derive(Debug, Clone)]
pub struct Output {
    manifest: Manifest,
    texts: Texts,
}

#[derive(Debug, Clone)]
enum Texts {
    Folder(PathBuf),
    Memory(BTreeMap<String, String>),
}

impl Output {
    /// The output in a folder that `burgeon build` wrote. Templates are read when they are needed.
    ///
    /// # Errors
    /// The folder's `manifest.json` cannot be read.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, SimulatorError> {
        let folder = folder.as_ref().to_owned();
        let manifest = read(&folder.join("manifest.json"))?;
        Ok(Self { manifest: parse(&manifest)?, texts: Texts::Folder(folder) })
    }

    /// An output in memory: the text of `manifest.json`, and the texts that it refers
    /// to by their paths.
    ///
    /// # Errors
    /// The text is not a manifest.
    pub fn in_memory(
        manifest: &str,
        texts: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, SimulatorError> {
        Ok(Self { manifest: parse(manifest)?, texts: Texts::Memory(texts.into_iter().collect()) })
    }

    /// The manifest.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The text at a path of the manifest.
    ///
    /// # Errors
    /// The text does not exist.
    pub fn text(&self, path: &str) -> Result<String, SimulatorError> {
        match &self.texts {
            Texts::Folder(folder) => read(&folder.join(path)),
            Texts::Memory(texts) => texts.get(path).cloned().ok_or_else(|| SimulatorError::Read {
                path: path.into(),
                reason: "the output has no such text".into(),
            }),
        }
    }
}

fn parse(manifest: &str) -> Result<Manifest, SimulatorError> {
    let manifest: Manifest = serde_json::from_str(manifest)
        .map_err(|error| SimulatorError::Manifest(error.to_string()))?;
    match manifest.version {
        1 => Ok(manifest),
        other => Err(SimulatorError::Manifest(format!("unknown version {other}"))),
    }
}

fn read(path: &Path) -> Result<String, SimulatorError> {
    fs::read_to_string(path).map_err(|error| SimulatorError::Read {
        path: path.display().to_string(),
        reason: error.to_string(),
    })
}
