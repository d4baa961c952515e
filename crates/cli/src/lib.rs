//! The command line of Burgeon, as a library: parses the arguments, runs the command, prints the result.

mod args;
mod auth;
mod budget;
mod build;
mod check;
mod completions;
mod console;
mod eval;
mod explain;
mod graph;
mod guard;
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

/// Why a command did not do what it was asked for.
enum Failed {
    /// Something is wrong with the author's files, or could not be written.
    Reported(Vec<Report>),
    /// Everything has been said already.
    Told,
    /// Something else, in the words of a message and of a help.
    Message(String, String),
    /// Standard output takes no more.
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
    guard::guarded(run_command)
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
        Err(failed) => tell(failed),
    }
}

/// Tells a person why a command failed, and which exit status that means.
fn tell(failed: Failed) -> ExitCode {
    match failed {
        // Whoever reads the output has seen enough.
        Failed::Output(reason) if reason.kind() == io::ErrorKind::BrokenPipe => {
            return ExitCode::SUCCESS;
        }
        Failed::Output(reason) => {
            console::say(&format!("error: cannot write to standard output: {reason}\n"));
        }
        Failed::Message(message, help) => {
            console::say(&format!("error: {message}\n  help: {help}\n"));
        }
        Failed::Reported(reports) => show::say(&reports),
        Failed::Told => {}
    }
    ExitCode::FAILURE
}
