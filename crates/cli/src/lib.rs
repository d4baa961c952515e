//! The command line of Burgeon, as a library: parses the arguments, runs the command, prints the result.
//!
//! A program with custom directives is a `main` of one line:
//!
//! ```no_run
//! # use burgeon::core::{Code, Expanding, Transformer};
//! # struct AuditedTransformer;
//! # impl Transformer for AuditedTransformer {
//! #     fn name(&self) -> &'static str { "audited" }
//! #     fn definitions(&self) -> &'static str { "directive @audited on OBJECT" }
//! #     fn documentation(&self) -> &'static str { "# `@audited`" }
//! #     fn codes(&self) -> &'static [&'static Code] { &[] }
//! #     fn expand(&self, _: &mut Expanding<'_>) {}
//! # }
//! fn main() -> std::process::ExitCode {
//!     burgeon_cli::Program::new().transformer(AuditedTransformer).run()
//! }
//! ```

mod args;
mod auth;
mod build;
mod check;
mod completions;
mod console;
mod directive_names;
mod eval;
mod explain;
mod graph;
mod import;
mod init;
mod input;
mod man;
mod migrate;
mod new_files;
mod panic;
mod print_directives;
mod print_schema;
mod program;
#[cfg(test)]
mod reference;
mod run;
mod show;
mod stack_usage;
mod states;
mod substitutions;
mod watch;

use std::io;
use std::process::ExitCode;

use burgeon::Failure;
use burgeon::core::diagnostics::RenderedDiagnostic;
pub use program::Program;

/// Why a command failed.
enum Failed {
    /// Faults in the project, or files that cannot be written.
    Reported(Vec<RenderedDiagnostic>),
    /// The reason was printed already.
    AlreadyReported,
    /// A message and a help.
    Message(String, String),
    /// Standard output is closed.
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
            Self::AlreadyReported => "the reason is printed above".to_owned(),
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

impl From<Failure> for Failed {
    fn from(failure: Failure) -> Self {
        Self::Reported(failure.reports)
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
