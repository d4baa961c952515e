//! The program: its commands, with custom directives.

use std::sync::Arc;

use burgeon::Transformer;
use clap::CommandFactory;

use super::args::{Arguments, EXIT_STATUS};
use super::directive_names::directive_names;

/// The command line of Burgeon, with custom directives if there are any.
///
/// Every command supports them: `build` and `check` compile them, `explain` and `print-directives`
/// print their documentation and definitions, `auth` shows the rules that they add.
#[must_use]
pub struct Program {
    name: &'static str,
    version: &'static str,
    transformers: Vec<Arc<dyn Transformer>>,
}

impl Default for Program {
    fn default() -> Self {
        Self::new()
    }
}

impl Program {
    /// The program as it is published.
    pub fn new() -> Self {
        Self { name: "burgeon", version: env!("CARGO_PKG_VERSION"), transformers: Vec::new() }
    }

    /// Sets the name that help, man pages and completions use, in place of `burgeon`.
    pub fn named(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// Sets the version that `--version` prints, in place of Burgeon's.
    pub fn version(mut self, version: &'static str) -> Self {
        self.version = version;
        self
    }

    /// Adds a custom transformer, after the built-in ones.
    pub fn transformer(mut self, transformer: impl Transformer + 'static) -> Self {
        self.transformers.push(Arc::new(transformer));
        self
    }

    /// The command line's grammar and help.
    pub(crate) fn command(&self) -> clap::Command {
        let command = Arguments::command().name(self.name).version(self.version);
        match self.directives().as_slice() {
            [] => command,
            names => command
                .after_help(format!("Custom directives: {}.\n\n{EXIT_STATUS}", names.join(", "))),
        }
    }

    /// The directives of the custom transformers, as authors write them.
    fn directives(&self) -> Vec<String> {
        let custom = self.transformers.iter();
        let names = custom.flat_map(|one| directive_names(one.definitions()));
        names.map(|name| format!("@{name}")).collect()
    }

    /// The name of the program.
    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) fn custom_transformers(&self) -> &[Arc<dyn Transformer>] {
        &self.transformers
    }

    /// All transformers, in the order in which they run.
    pub(crate) fn transformers<'a>(
        &'a self,
        builtin: &'a [Box<dyn Transformer>],
    ) -> Vec<&'a dyn Transformer> {
        let custom = self.transformers.iter().map(|transformer| &**transformer);
        builtin.iter().map(|transformer| &**transformer).chain(custom).collect()
    }
}
