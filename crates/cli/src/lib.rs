//! The command line of Burgeon, as a library: parses the arguments, runs the command, prints the result.
//!
//! A program with custom directives is a `main` of one line:
//!
//! ```no_run
//! # use burgeon::core::{Api, Code, Transformer};
//! # struct AuditedTransformer;
//! # impl Transformer for AuditedTransformer {
//! #     fn name(&self) -> &'static str { "audited" }
//! #     fn definitions(&self) -> &'static str { "directive @audited on OBJECT" }
//! #     fn documentation(&self) -> &'static str { "# `@audited`" }
//! #     fn codes(&self) -> &'static [&'static Code] { &[] }
//! #     fn expand(&self, _: &mut Api) {}
//! # }
//! fn main() -> std::process::ExitCode {
//!     burgeon_cli::Program::new().transformer(AuditedTransformer).run()
//! }
//! ```

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
mod program;
#[cfg(test)]
mod reference;
mod show;
mod states;
mod watch;

use std::io;
use std::process::ExitCode;

use burgeon::core::diagnostics::Report;
pub use program::Program;

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

impl Failed {
    /// The reason in plain text, for a report of several.
    fn to_text(&self) -> String {
        match self {
            Self::Reported(reports) => {
                let failure = burgeon::Failure { reports: reports.clone() };
                failure.to_string()
            }
            Self::Told => "the reason is printed above".to_owned(),
            Self::Message(message, help) => format!("{message}\n  help: {help}"),
            Self::Output(reason) => format!("cannot write to standard output: {reason}"),
        }
    }
}

impl From<io::Error> for Failed {
    fn from(reason: io::Error) -> Self {
        Self::Output(reason)
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
