//! From the first generation of directives to the second.

use std::path::Path;
use std::sync::Arc;

use burgeon_core::diagnostics::RenderedDiagnostic;
use burgeon_core::source::Source;
use burgeon_migrate::File;

use crate::output::{self, OutputError};
use crate::{Compiler, Failure, read};

/// A schema in the directives of the second generation.
#[derive(Debug, Clone)]
pub struct Migration {
    /// Its files, in their order, without empty ones.
    pub files: Vec<Migrated>,
    /// Findings for review, in the order of files and locations.
    pub warnings: Vec<RenderedDiagnostic>,
}

/// A file of a schema that was migrated.
#[derive(Debug, Clone)]
pub struct Migrated {
    source: Arc<Source>,
    /// The new text.
    pub text: String,
}

impl Migrated {
    /// The path as the author gave it.
    pub fn path(&self) -> &str {
        &self.source.path
    }

    /// Whether anything is different from what it was.
    pub fn is_changed(&self) -> bool {
        self.text != self.source.text
    }

    /// Writes the file in place of what it was.
    ///
    /// # Errors
    ///
    /// The file system rejects it; the file is unchanged.
    pub fn write(&self) -> Result<(), OutputError> {
        output::replace_file(Path::new(self.path()), &self.text)
    }
}

impl Compiler {
    /// Rewrites a schema with directives of Amplify's first generation for the second.
    ///
    /// The API's default mode in the settings decides how models without rules are guarded, which
    /// were open to its callers. A schema of the second generation is returned unchanged.
    ///
    /// # Errors
    ///
    /// What the first generation rejected, or what cannot keep its stored form.
    pub fn migrate(&self) -> Result<Migration, Failure> {
        let read::Parsed { files, diagnostics, .. } =
            read::parse(&*self.file_system(), &self.schema, &self.sources);
        let mut diagnostics = self.with_faults(&diagnostics);
        if diagnostics.has_errors() {
            return Err(Failure::of(&diagnostics));
        }
        let files: Vec<File> =
            files.into_iter().map(|(source, ast)| File { source, ast }).collect();
        let texts = burgeon_migrate::migrate(&files, &self.settings, &mut diagnostics);
        if diagnostics.has_errors() {
            return Err(Failure::of(&diagnostics));
        }
        let files = files.into_iter().zip(texts);
        let files = files.map(|(file, text)| Migrated { source: file.source, text }).collect();
        Ok(Migration { files, warnings: diagnostics.reports() })
    }
}
