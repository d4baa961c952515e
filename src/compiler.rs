//! From files to a [`Compilation`].

use std::fmt;
use std::path::{Path, PathBuf};

use burgeon_core::diagnostics::Report;
use burgeon_core::source::Source;
use burgeon_core::{Settings, Transformer};

use crate::Compilation;

/// What is to be compiled, and how.
#[derive(Default)]
pub struct Compiler {
    schema: Vec<PathBuf>,
    sources: Vec<std::sync::Arc<Source>>,
    settings: Settings,
    templates: Option<PathBuf>,
    own: Vec<Box<dyn Transformer>>,
}

impl Compiler {
    /// A compiler with default settings and no schema yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a schema file, a folder of `*.graphql` and `*.gql` files, or a glob.
    #[must_use]
    pub fn schema(mut self, path: impl AsRef<Path>) -> Self {
        self.schema.push(path.as_ref().to_owned());
        self
    }

    /// Adds a schema that is held in memory, under the name that diagnostics call it by.
    #[must_use]
    pub fn source(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.sources.push(Source::new(name, text));
        self
    }

    /// Sets the settings, in place of the defaults.
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Takes the author's own templates from this folder, in place of `resolvers/` beside the
    /// first schema file.
    #[must_use]
    pub fn templates(mut self, folder: impl AsRef<Path>) -> Self {
        self.templates = Some(folder.as_ref().to_owned());
        self
    }

    /// Adds a transformer of the author's own, behind Burgeon's.
    #[must_use]
    pub fn transformer(mut self, transformer: impl Transformer + 'static) -> Self {
        self.own.push(Box::new(transformer));
        self
    }

    /// Compiles.
    ///
    /// # Errors
    ///
    /// Every fault that was found in the schema, the templates or the settings.
    pub fn compile(&self) -> Result<Compilation, Failure> {
        Err(Failure { reports: vec![] })
    }
}

/// Why there is no compilation: every fault, and every warning found on the way.
#[derive(Debug, Clone)]
pub struct Failure {
    /// What was found, in the order of files and places.
    pub reports: Vec<Report>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, report) in self.reports.iter().enumerate() {
            let separator = if position == 0 { "" } else { "\n" };
            let place = report.labels.first();
            let place = place.map(|at| format!("{}:{}:{}: ", at.path, at.line, at.column));
            write!(f, "{separator}{}{report}", place.unwrap_or_default())?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}
