//! From files to a [`Compilation`].

use std::fmt;
use std::path::{Path, PathBuf};

use burgeon_core::diagnostics::Report;
use burgeon_core::source::Source;
use burgeon_core::{Api, Settings, Transformer, appsync};

use crate::{Compilation, emit, passes, plan, read};

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
        let own = self.own.iter().map(|transformer| &**transformer);
        let builtin = passes::all();
        let transformers: Vec<&dyn Transformer> =
            builtin.iter().map(|transformer| &**transformer).chain(own).collect();

        let mut prelude = vec![appsync::DIRECTIVES];
        prelude.extend(transformers.iter().map(|transformer| transformer.definitions()));
        let document = read::read(&self.schema, &self.sources, &prelude);
        if document.diagnostics.has_errors() {
            return Err(Failure { reports: document.diagnostics.reports() });
        }

        let mut api = Api::new(document, self.settings.clone());
        transformers.iter().for_each(|transformer| transformer.declare(&mut api));
        if !api.diagnostics.has_errors() {
            transformers.iter().for_each(|transformer| transformer.expand(&mut api));
        }
        let beside = read::beside_schema(&self.schema);
        if let Some(folder) = self.templates.as_ref().or(beside.as_ref()) {
            plan::add_own_templates(&mut api, folder);
        }
        if api.diagnostics.has_errors() {
            return Err(Failure { reports: api.diagnostics.reports() });
        }
        let resolvers = plan::plan(&api);
        let files = emit::emit(&mut api, resolvers);
        Ok(Compilation { files, warnings: api.diagnostics.reports() })
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
