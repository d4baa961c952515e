//! How diagnostics are shown: to a person through miette, to a program as JSON.

use std::io::IsTerminal;

use burgeon::core::Severity;
use burgeon::core::diagnostics::{Label, Report};
use miette::{GraphicalReportHandler, GraphicalTheme, ThemeCharacters, ThemeStyles};
use serde::Serialize;

use super::args::Format;
use super::{Failed, console};

/// What `--format json` prints of diagnostics.
#[derive(Serialize)]
pub(super) struct Document<'a> {
    diagnostics: &'a [Report],
}

impl<'a> Document<'a> {
    pub fn of(diagnostics: &'a [Report]) -> Self {
        Self { diagnostics }
    }
}

/// Prints one JSON document.
pub(super) fn json(document: &impl Serialize) -> Result<(), Failed> {
    let text = serde_json::to_string_pretty(document).map_err(std::io::Error::from)?;
    Ok(console::print(&(text + "\n"))?)
}

/// Reports why there is no outcome, in the given format.
pub(super) fn fault(format: Format, reports: Vec<Report>) -> Result<(), Failed> {
    match format {
        Format::Human => Err(Failed::Reported(reports)),
        Format::Json => json(&Document::of(&reports)).and(Err(Failed::AlreadyReported)),
    }
}

/// Says all reports on standard error, and how many there are if that may be lost sight of.
pub(super) fn print_reports(reports: &[Report]) {
    let terminal = std::io::stderr().is_terminal();
    let colors = anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never;
    let handler = handler(terminal, colors);
    for report in reports {
        console::eprint(&text(&handler, report));
    }
    let errors = reports.iter().filter(|report| report.severity == Severity::Error).count();
    if errors > 1 {
        console::eprint(&format!("{errors} faults found\n"));
    }
}

/// Says the faults of a state machine on standard error.
pub(super) fn print_faults(faults: &[amazon_states_language::Fault]) {
    let terminal = std::io::stderr().is_terminal();
    let colors = anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never;
    let handler = handler(terminal, colors);
    for fault in faults {
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = handler.render_report(&mut text, fault);
        console::eprint(&(text + "\n"));
    }
}

fn handler(terminal: bool, colors: bool) -> GraphicalReportHandler {
    let theme = GraphicalTheme {
        characters: if terminal { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() },
        styles: if colors { ThemeStyles::ansi() } else { ThemeStyles::none() },
    };
    let width = terminal_size::terminal_size_of(std::io::stderr());
    let width = width.map_or(100, |(width, _)| usize::from(width.0).clamp(60, 120));
    GraphicalReportHandler::new_themed(theme).with_links(false).with_width(width)
}

/// Characters of a line up to which it is shown as an excerpt.
const LONGEST_LINE: usize = 500;

/// The rendered report. It contains each location as `path:line:column`.
fn text(handler: &GraphicalReportHandler, report: &Report) -> String {
    let mut shown = report.clone();
    let main = report.labels.first();
    let is_shown = |label: &Label| main.is_some_and(|main| main.path == label.path);
    let has_excerpt = cut_to_one_line(&mut shown);
    let mut text = String::new();
    if !has_excerpt {
        shown.labels.clear();
    }
    // Writing to a string does not fail.
    let _ = handler.render_report(&mut text, &shown);
    for label in &report.labels {
        let place = format!("{}:{}:{}", label.path, label.line, label.column);
        let is_told = text.contains(&place) || has_excerpt && is_shown(label);
        if !is_told {
            text += &format!("  at {place}: {}\n", label.text);
        }
    }
    text + "\n"
}

/// Cuts what is marked in the excerpt to one line a label; false if there is nothing to excerpt.
fn cut_to_one_line(report: &mut Report) -> bool {
    let Some(source) = report.main_source().cloned() else {
        return false;
    };
    let text = &source.text;
    let mut all_fit = true;
    for label in report.labels.iter_mut().filter(|label| label.path == source.path) {
        let start = label.range.start;
        let Some((before, after)) = text.split_at_checked(start) else {
            return false;
        };
        let length = after.find('\n').unwrap_or(after.len());
        let before = before.rfind('\n').map_or(start, |newline| start - newline);
        label.range = start..label.range.end.clamp(start, start + length);
        all_fit &= before + length <= LONGEST_LINE;
    }
    all_fit && !text.is_empty()
}
