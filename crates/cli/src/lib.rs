//! The command line of Burgeon, as a library: parses the arguments, runs the command, prints the result.

mod args;
mod auth;
mod stack_usage;
mod build;
mod check;
mod completions;
mod console;
mod eval;
mod explain;
mod graph;
mod panic;
mod import;
mod init;
mod input;
mod man;
mod migrate;
mod new_files;
mod print_directives;
#[cfg(test)]
mod reference;
mod show;
mod states;
mod watch;

use std::io;
use std::process::ExitCode;

use burgeon::core::diagnostics::Report;
use clap::Parser;

use args::{Arguments, Command};

/// Why a command failed.
enum Failed {
    /// Faults in the project, or files that cannot be written.
    Reported(Vec<Report>),
    /// The reason was printed already.
    AlreadyReported,
    /// A message and a help.
    Message(String, String),
    /// Standard output is closed.
    Output(io::Error),
}

impl From<io::Error> for Failed {
    fn from(reason: io::Error) -> Self {
        Self::Output(reason)
    }
}

/// Runs the command line of this process. A panic becomes a message and exit status 1.
///
/// Exit status 0: done. 1: the schema, the settings or the file system is at fault. 2: the command
/// line is.
pub fn run() -> ExitCode {
    panic::reported(run_command)
}

fn run_command() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(answer) => {
            let _ = answer.print();
            return if answer.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    arguments.color.as_choice().write_global();
    let done = match arguments.command {
        Command::Build(arguments) => build::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Migrate(arguments) => migrate::run(&arguments),
        Command::Auth(arguments) => auth::run(&arguments),
        Command::Eval(arguments) => eval::run(&arguments),
        Command::Graph(arguments) => graph::run(&arguments),
        Command::States(arguments) => states::run(&arguments),
        Command::PrintDirectives => print_directives::run(),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => man::run(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => print_failure(failed),
    }
}

/// Prints why a command failed, and returns the exit status.
fn print_failure(failed: Failed) -> ExitCode {
    match failed {
        // The reader of a pipe has read enough.
        Failed::Output(reason) if reason.kind() == io::ErrorKind::BrokenPipe => {
            return ExitCode::SUCCESS;
        }
        Failed::Output(reason) => {
            console::eprint(&format!("error: cannot write to standard output: {reason}\n"));
        }
        Failed::Message(message, help) => {
            console::eprint(&format!("error: {message}\n  help: {help}\n"));
        }
        Failed::Reported(reports) => show::print_reports(&reports),
        Failed::AlreadyReported => {}
    }
    ExitCode::FAILURE
}
