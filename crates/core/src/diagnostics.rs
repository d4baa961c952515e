//! Faults and warnings: collected all, shown once.

mod shown;
mod visible;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use apollo_compiler::parser::SourceSpan;
use serde::Serialize;

use crate::source::{Place, Source, Sources};
pub use burgeon_diagnostics::Code;
pub use visible::visible;

/// Whether a diagnostic stops the compilation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is wrong; it could be better.
    Advice,
    /// Worth knowing; the output is written all the same.
    Warning,
    /// Nothing is written.
    Error,
}

/// One fault or warning, as the stage that found it tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    code: &'static Code,
    severity: Severity,
    message: String,
    labels: Vec<(Place, String)>,
    help: Option<String>,
}

impl Diagnostic {
    /// A fault: what is wrong, in lower case, without a full stop, names in backquotes.
    pub fn error(code: &'static Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            labels: vec![],
            help: None,
        }
    }

    /// A warning, worded like a fault.
    pub fn warning(code: &'static Code, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// A piece of advice, for whoever asks for it.
    pub fn advice(code: &'static Code, message: impl Into<String>) -> Self {
        Self { severity: Severity::Advice, ..Self::error(code, message) }
    }

    /// Says where, and what stands there. The first place is the one the diagnostic is listed by.
    #[must_use]
    pub fn at(mut self, place: impl Into<Place>, label: impl Into<String>) -> Self {
        self.labels.push((place.into(), label.into()));
        self
    }

    /// Adds a place, if there is one.
    #[must_use]
    pub fn at_place(self, place: Option<&Place>, label: impl Into<String>) -> Self {
        match place {
            Some(place) => self.at(place.clone(), label),
            None => self,
        }
    }

    /// Like [`Diagnostic::at`] for a node that may have no place in any file.
    #[must_use]
    pub fn at_node(self, span: Option<SourceSpan>, label: impl Into<String>) -> Self {
        match span {
            Some(span) => self.at(span, label),
            None => self,
        }
    }

    /// Says what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds "did you mean …" when one of `candidates` is close to `name`.
    #[must_use]
    pub fn did_you_mean<'a>(
        self,
        name: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        match crate::names::closest(name, candidates) {
            Some(close) => self.help(format!("did you mean `{close}`?")),
            None => self,
        }
    }
}

/// All that was found so far, in the order of the texts once it is shown.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    sources: Sources,
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// An empty list over the given schema files.
    pub fn new(sources: Sources) -> Self {
        Self { sources, list: vec![] }
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all of another list, with the files it speaks of.
    pub fn append(&mut self, other: Diagnostics) {
        self.list.extend(other.list);
        self.sources.absorb(other.sources);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Takes back what was found after the first `earlier` ones about a place that has one of those
    /// within it: it follows from that fault.
    pub fn drop_consequences(&mut self, earlier: usize) {
        fn place(found: &Diagnostic) -> Option<&Place> {
            found.labels.first().map(|(place, _)| place)
        }
        let mut later = self.list.split_off(earlier.min(self.list.len()));
        let faults: Vec<&Place> = self.list.iter().filter_map(place).collect();
        later.retain(|found| {
            let follows = |at: &Place| faults.iter().any(|fault| at.encloses(fault));
            !place(found).is_some_and(follows)
        });
        self.list.extend(later);
    }

    /// Keeps those whose stable name the condition holds for.
    pub fn retain(&mut self, mut is_kept: impl FnMut(&'static str) -> bool) {
        self.list.retain(|found| is_kept(found.code.name));
    }

    /// Whether any of them stops the compilation.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Whether nothing at all was found.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// What is to be shown: places resolved, sorted by file, place and name, each thing said once.
    pub fn reports(&self) -> Vec<Report> {
        let mut reports: Vec<Report> = self.list.iter().map(|found| self.report(found)).collect();
        reports.sort_by(|a, b| a.order().cmp(&b.order()));
        reports.dedup();
        reports
    }

    fn report(&self, found: &Diagnostic) -> Report {
        let mut labels = Vec::new();
        let mut source: Option<Arc<Source>> = None;
        for (place, text) in &found.labels {
            let Some((file, range)) = self.sources.resolve(place) else {
                continue;
            };
            let (line, column) = file.line_column(range.start);
            let label = Label { path: file.path.clone(), line, column, range, text: visible(text) };
            source.get_or_insert(file);
            labels.push(label);
        }
        Report {
            code: found.code.name,
            severity: found.severity,
            message: visible(&found.message),
            labels,
            help: found.help.as_deref().map(visible),
            source,
        }
    }
}

/// A place in a shown diagnostic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Label {
    /// The file.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
    /// The bytes of the file that are meant.
    #[serde(skip)]
    pub range: Range<usize>,
    /// What is said of this place.
    #[serde(rename = "label")]
    pub text: String,
}

/// A diagnostic ready to be shown: to a person through miette, to a program through serde.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The stable name.
    pub code: &'static str,
    /// Whether it stopped the compilation.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// Where; the first is the main one.
    #[serde(rename = "places")]
    pub labels: Vec<Label>,
    /// What to write instead.
    pub help: Option<String>,
    #[serde(skip)]
    source: Option<Arc<Source>>,
}

impl Report {
    /// The text that the first label is of, for an excerpt.
    pub fn main_source(&self) -> Option<&Arc<Source>> {
        self.source.as_ref()
    }

    fn order(&self) -> (Option<(&str, usize, usize)>, &str, &str) {
        let first = self.labels.first();
        (first.map(|at| (at.path.as_str(), at.line, at.column)), self.code, &self.message)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Report {}

#[cfg(test)]
mod tests {
    use super::*;

    static CODE: Code = Code { name: "test/code", explanation: "" };

    #[test]
    fn reports_are_sorted_by_place_and_said_once() {
        let source = Source::new("a.graphql", "one\ntwo\n");
        let mut found = Diagnostics::default();
        for start in [4, 0, 4] {
            let place = Place::Text(source.clone(), start..start + 3);
            found.push(Diagnostic::error(&CODE, "wrong").at(place, "here"));
        }
        let lines: Vec<_> = found.reports().iter().map(|report| report.labels[0].line).collect();
        assert_eq!(lines, [1, 2]);
    }

    #[test]
    fn nothing_that_is_said_steers_a_terminal() {
        let source = Source::new("a.graphql", "one");
        let mut found = Diagnostics::default();
        let (raw, shown) = ("`\u{1b}[2J\u{202e}`\r\u{e9}\n", "`\\u{1b}[2J\\u{202e}`\\u{d}\u{e9}\n");
        found.push(Diagnostic::error(&CODE, raw).at(Place::Text(source, 0..3), raw).help(raw));
        let report = found.reports().remove(0);
        let texts = [&report.message, &report.labels[0].text, report.help.as_ref().unwrap()];
        assert_eq!(texts, [shown; 3]);
    }

    #[test]
    fn warnings_do_not_stop() {
        let mut found = Diagnostics::default();
        found.push(Diagnostic::warning(&CODE, "odd"));
        assert!(!found.has_errors() && !found.is_empty());
    }
}
