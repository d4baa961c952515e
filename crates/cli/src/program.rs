//! The program: its commands, with custom directives.

use std::panic::AssertUnwindSafe;
use std::process::ExitCode;
use std::sync::Arc;

use burgeon::Transformer;
use clap::{CommandFactory, FromArgMatches};

use super::args::{Arguments, Command, EXIT_STATUS};
use super::{
    Failed, auth, build, check, completions, eval, explain, graph, import, init, man, migrate,
    panic, print_directives, print_failure, print_schema, states,
};

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

    /// Runs the command line of this process. A panic becomes a message and exit status 1.
    ///
    /// Exit status 0: done. 1: an error of the schema, the settings or the file system. 2: an
    /// error of the command line.
    pub fn run(self) -> ExitCode {
        panic::reported(AssertUnwindSafe(|| self.run_command()))
    }

    fn run_command(&self) -> ExitCode {
        let matches = self.command().try_get_matches();
        let arguments = match matches.and_then(|found| Arguments::from_arg_matches(&found)) {
            Ok(arguments) => arguments,
            Err(answer) => {
                let _ = answer.print();
                return if answer.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
            }
        };
        arguments.color.as_choice().write_global();
        match self.execute(&arguments.command) {
            Ok(()) => ExitCode::SUCCESS,
            Err(failed) => print_failure(failed),
        }
    }

    fn execute(&self, command: &Command) -> Result<(), Failed> {
        match command {
            Command::Build(arguments) => build::run(arguments, self),
            Command::Check(arguments) => check::run(arguments, self),
            Command::Migrate(arguments) => migrate::run(arguments, self),
            Command::Auth(arguments) => auth::run(arguments, self),
            Command::Eval(arguments) => eval::run(arguments),
            Command::Graph(arguments) => graph::run(arguments, self),
            Command::States(arguments) => states::run(arguments),
            Command::PrintDirectives => print_directives::run(self),
            Command::PrintSchema => print_schema::run(),
            Command::Explain(arguments) => explain::run(arguments, self),
            Command::Import(arguments) => import::run(arguments),
            Command::Init(arguments) => init::run(arguments),
            Command::Completions(arguments) => completions::run(arguments, self),
            Command::Man(arguments) => man::run(arguments, self),
        }
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
        let names = custom.flat_map(|one| explain::directives(one.definitions()));
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
