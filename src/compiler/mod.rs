//! The compiler: its inputs and options, and the stages that turn files into a compilation.

mod compile;
mod expand;
mod failure;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use burgeon_core::files::{Disk, FileSystem};
use burgeon_core::source::Source;
use burgeon_core::{Diagnostics, Settings, Transformer};

use crate::custom_resolvers::CustomResolvers;
use crate::{TemplateFormat, passes, read, settings_faults};

pub use failure::Failure;

/// The inputs and options of a compilation.
#[derive(Default)]
pub struct Compiler {
    pub(crate) schema: Vec<PathBuf>,
    pub(crate) sources: Vec<Arc<Source>>,
    files: Vec<(String, String)>,
    pub(crate) settings: Settings,
    /// The errors of the settings and the lock file.
    faults: Diagnostics,
    templates: Option<PathBuf>,
    format: TemplateFormat,
    lock: Option<Arc<Source>>,
    custom: Vec<Arc<dyn Transformer>>,
    denies_warnings: bool,
    /// The disk, unless something else is set.
    file_system: Option<Arc<dyn FileSystem>>,
}

impl Compiler {
    /// A compiler with default settings and no schema yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what all files are read from, in place of the disk.
    #[must_use]
    pub fn files(mut self, file_system: Arc<dyn FileSystem>) -> Self {
        self.file_system = Some(file_system);
        self
    }

    /// Adds a schema file, a folder of `*.graphql` and `*.gql` files, or a glob.
    #[must_use]
    pub fn schema(mut self, path: impl AsRef<Path>) -> Self {
        self.schema.push(path.as_ref().to_owned());
        self
    }

    /// Adds a schema from memory, with its name for diagnostics.
    #[must_use]
    pub fn source(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.sources.push(Source::new(name, text));
        self
    }

    /// Adds a file that the schema refers to, by its path from the schema's folder. It replaces a
    /// file of that path.
    #[must_use]
    pub fn file(mut self, path: impl Into<String>, text: impl Into<String>) -> Self {
        self.files.push((path.into(), text.into()));
        self
    }

    /// Sets the settings, in place of the defaults.
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Adds faults of the project's files, which are reported together with those of the schema.
    #[must_use]
    pub(crate) fn faults(mut self, found: Diagnostics) -> Self {
        self.faults.append(found);
        self
    }

    /// The diagnostics of the settings and the lock file, in addition to those found.
    pub(crate) fn with_faults(&self, found: &Diagnostics) -> Diagnostics {
        let mut all = found.clone();
        if self.faults.has_errors() {
            let places = &self.settings.locations;
            all.retain(|name| !settings_faults::is_consequence(name, places));
        }
        all.append(self.faults.clone());
        all
    }

    /// Reads custom templates from this folder, instead of `resolvers/` beside the first schema file.
    #[must_use]
    pub fn templates(mut self, folder: impl AsRef<Path>) -> Self {
        self.templates = Some(folder.as_ref().to_owned());
        self
    }

    /// Sets how the stacks' templates are written, in place of YAML.
    #[must_use]
    pub fn template_format(mut self, format: TemplateFormat) -> Self {
        self.format = format;
        self
    }

    /// Sets the placement of the last build, as [`Compilation::lock`] returned it, which keeps
    /// resources in their stacks.
    #[must_use]
    pub fn lock(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.lock = Some(Source::new(name, text));
        self
    }

    /// Reports every warning as an error, for CI. Warnings that the settings allow or accept
    /// stay hidden.
    #[must_use]
    pub fn deny_warnings(mut self, denies_warnings: bool) -> Self {
        self.denies_warnings = denies_warnings;
        self
    }

    /// Adds a custom transformer, after the built-in ones.
    #[must_use]
    pub fn transformer(self, transformer: impl Transformer + 'static) -> Self {
        self.shared_transformer(Arc::new(transformer))
    }

    /// Adds a custom transformer that other compilers use as well.
    #[must_use]
    pub fn shared_transformer(mut self, transformer: Arc<dyn Transformer>) -> Self {
        self.custom.push(transformer);
        self
    }

    /// The file system of the project.
    pub(crate) fn file_system(&self) -> Arc<dyn FileSystem> {
        self.file_system.clone().unwrap_or_else(|| Arc::new(Disk))
    }

    /// All transformers, in the order in which they run.
    fn transformers(&self) -> Vec<Arc<dyn Transformer>> {
        let files = self.file_system();
        let templates = self.templates.clone();
        let templates = templates.or_else(|| read::beside_schema(&*files, &self.schema));
        let builtin = passes::all().into_iter().map(Arc::from);
        let custom = self.custom.iter().cloned();
        let custom_resolvers = Arc::new(CustomResolvers::new(files, templates));
        builtin.chain(custom).chain([custom_resolvers as Arc<dyn Transformer>]).collect()
    }
}
