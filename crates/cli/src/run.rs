//! Runs the command that the arguments name.

use std::panic::AssertUnwindSafe;
use std::process::ExitCode;

use clap::FromArgMatches;

use super::args::{Arguments, Command};
use super::{
    Failed, Program, auth, build, check, completions, eval, explain, graph, import, init, man,
    migrate, panic, print_directives, print_failure, print_schema, states,
};

impl Program {
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
}
