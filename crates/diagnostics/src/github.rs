//! Diagnostics as workflow commands of GitHub Actions, which shows them as annotations.
//!
//! Source of truth: GitHub's documentation, "Workflow commands for GitHub Actions", and the escapes
//! of `@actions/core`.

use std::fmt::Write;

use crate::diagnostic::Severity;
use crate::rendered::{Label, RenderedDiagnostic};

/// The command of a diagnostic: one line, with its end.
///
/// GitHub supports columns only for annotations within one line.
pub fn annotation(diagnostic: &RenderedDiagnostic) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    };
    let mut properties = Vec::new();
    if let Some(Label { path, start, end, .. }) = diagnostic.labels.first() {
        properties.push(format!("file={}", property(path)));
        properties.push(format!("line={}", start.line));
        if start.line == end.line {
            properties.push(format!("col={}", start.column));
        }
        properties.push(format!("endLine={}", end.line));
        if start.line == end.line {
            properties.push(format!("endColumn={}", end.column.max(start.column)));
        }
    }
    properties.push(format!("title={}", property(diagnostic.code.name)));
    format!("::{command} {}::{}\n", properties.join(","), data(&text(diagnostic)))
}

fn text(diagnostic: &RenderedDiagnostic) -> String {
    let mut text = diagnostic.message.clone();
    let (main, others) = diagnostic.labels.split_at(diagnostic.labels.len().min(1));
    // Writing to a string does not fail.
    for label in main {
        let _ = write!(text, "\n{}", label.text);
    }
    for label in others {
        let _ = write!(text, "\n{}:{}: {}", label.path, label.start, label.text);
    }
    if let Some(help) = &diagnostic.help {
        let _ = write!(text, "\nhelp: {help}");
    }
    text
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;
    use crate::{Code, Diagnostic, Source};

    static CODE: Code = Code { name: "test/code", explanation: "" };

    fn command(path: &str, diagnostic: Diagnostic<Range<usize>>) -> String {
        annotation(&diagnostic.render_in(&Source::new(path, "one\ntwo\n")))
    }

    #[test]
    fn an_annotation_has_both_ends_and_all_texts() {
        let found = Diagnostic::error(&CODE, "wrong: a, b").at(4..7, "here").at(0..1, "not there");
        assert_eq!(
            command("a.graphql", found.help("do\nright")),
            "::error file=a.graphql,line=2,col=1,endLine=2,endColumn=4,title=test/code::\
             wrong: a, b%0Ahere%0Aa.graphql:1:1: not there%0Ahelp: do%0Aright\n"
        );
    }

    #[test]
    fn columns_are_left_out_where_an_annotation_has_several_lines() {
        let found = Diagnostic::warning(&CODE, "wrong").at(1..6, "here");
        let expected = "::warning file=a,line=1,endLine=2,title=test/code::wrong%0Ahere\n";
        assert_eq!(command("a", found), expected);
    }

    #[test]
    fn nothing_in_a_text_ends_the_command() {
        let found = Diagnostic::advice(&CODE, "50%\r\n::error::x").at(0..1, "\n::error::y");
        let expected = "::notice file=a%2Cline=9%3A%3A%25.graphql,line=1,col=1,endLine=1,endColumn=2,\
                        title=test/code::50%25\\u{d}%0A::error::x%0A%0A::error::y\n";
        assert_eq!(command("a,line=9::%.graphql", found), expected);
    }

    #[test]
    fn a_diagnostic_without_location_has_a_title_alone() {
        let found = Diagnostic::error(&CODE, "wrong");
        assert_eq!(command("a", found), "::error title=test/code::wrong\n");
    }
}
