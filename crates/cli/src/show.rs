//! Prints diagnostics: for people, and for programs.

use std::io::IsTerminal;

use burgeon::core::Severity;
use burgeon::core::diagnostics::RenderedDiagnostic;
use burgeon_diagnostics::github;
use burgeon_diagnostics::human::{Printer, Style};
use burgeon_diagnostics::sarif::{self, Tool};
use serde::Serialize;

use super::args::Format;
use super::{Failed, console};

/// The program, as SARIF names it.
const TOOL: Tool<'static> = Tool { name: "burgeon", version: env!("CARGO_PKG_VERSION") };

/// The output of diagnostics with `--format json`.
#[derive(Serialize)]
pub(super) struct Document<'a> {
    diagnostics: &'a [RenderedDiagnostic],
}

impl<'a> Document<'a> {
    pub fn new(diagnostics: &'a [RenderedDiagnostic]) -> Self {
        Self { diagnostics }
    }
}

/// Prints one JSON document.
pub(super) fn json(document: &impl Serialize) -> Result<(), Failed> {
    let text = serde_json::to_string_pretty(document).map_err(std::io::Error::from)?;
    Ok(console::print(&(text + "\n"))?)
}

/// Prints diagnostics in the given format: on standard error for people, else on standard output.
pub(super) fn print(format: Format, diagnostics: &[RenderedDiagnostic]) -> Result<(), Failed> {
    match format {
        Format::Human => print_reports(diagnostics),
        Format::Json => json(&Document::new(diagnostics))?,
        Format::Sarif => json(&sarif::log(TOOL, diagnostics))?,
        Format::Github => {
            let annotations: String = diagnostics.iter().map(github::annotation).collect();
            console::print(&annotations)?;
        }
    }
    Ok(())
}

/// Reports a failure in the given format.
pub(super) fn fault(format: Format, reports: Vec<RenderedDiagnostic>) -> Result<(), Failed> {
    match format {
        Format::Human => Err(Failed::Reported(reports)),
        _ => print(format, &reports).and(Err(Failed::AlreadyReported)),
    }
}

/// Prints diagnostics on standard error, and how many errors there are if that is easily missed.
pub(super) fn print_reports(reports: &[RenderedDiagnostic]) {
    let printer = printer();
    for report in reports {
        console::eprint(&printer.print(report));
    }
    let errors = reports.iter().filter(|report| report.severity == Severity::Error).count();
    if errors > 1 {
        console::eprint(&format!("{errors} errors found\n"));
    }
}

/// Prints the errors of a state machine on standard error.
pub(super) fn print_faults(faults: &[amazon_states_language::Fault]) {
    let printer = printer();
    for fault in faults {
        console::eprint(&printer.print_report(fault));
    }
}

fn printer() -> Printer {
    let colors = anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never;
    let width = terminal_size::terminal_size_of(std::io::stderr());
    let width = width.map_or(100, |(width, _)| usize::from(width.0).clamp(60, 120));
    Printer::new(Style { unicode: std::io::stderr().is_terminal(), colors, width })
}
