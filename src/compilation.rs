//! What comes out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use burgeon_cloudformation::packing::Placement;
use burgeon_core::diagnostics::RenderedDiagnostic;

use crate::output::{self, OutputError};

/// A compiled API: every file of the output, and what was noticed on the way.
#[derive(Debug, Clone)]
pub struct Compilation {
    /// The text of each output file, by its path relative to the output folder, `/` between parts.
    pub files: BTreeMap<String, String>,
    /// The files that the schema refers to.
    pub(crate) referred: Vec<PathBuf>,
    /// Which stack each model stands in.
    pub(crate) placement: Placement,
    /// Warnings, in the order of files and places.
    pub warnings: Vec<RenderedDiagnostic>,
    /// What is not wrong but could be better, in the order of files and places.
    pub advice: Vec<RenderedDiagnostic>,
}

impl Compilation {
    /// The expanded schema, as AppSync takes it.
    pub fn schema(&self) -> &str {
        self.files.get("schema.graphql").map_or("", String::as_str)
    }

    /// The files that the schema refers to, such as definitions of state machines.
    pub fn referred_files(&self) -> &[PathBuf] {
        &self.referred
    }

    /// The text of `burgeon.lock`: which stack each model stands in. It is kept beside the schema
    /// and given to the next build with [`Compiler::lock`](crate::Compiler::lock).
    pub fn lock(&self) -> String {
        self.placement.to_lock().unwrap_or_default()
    }

    /// Writes all files into a folder, in place of what a former build left there.
    ///
    /// The files are written aside and moved into place, so that the folder holds the former build
    /// or this one, whatever happens on the way.
    ///
    /// # Errors
    ///
    /// The folder is neither missing, nor empty, nor a former build, or the file system refused
    /// something; the former build is untouched then.
    pub fn write_to(&self, folder: impl AsRef<Path>) -> Result<(), OutputError> {
        output::replace(folder.as_ref(), &self.files)
    }
}
