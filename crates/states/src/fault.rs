//! Errors of a definition, found without a run.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, NamedSource, Severity, SourceCode, SourceSpan};
use serde::Serialize;

/// A position in a definition: both numbers count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Location {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Location {
    /// The location of the byte `offset` of `source`.
    pub fn of(source: &str, offset: usize) -> Self {
        let before = source.as_bytes().get(..offset).unwrap_or(source.as_bytes());
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let last = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        // Continuation bytes of UTF-8 are the signed bytes below -0x40.
        let column = last.iter().filter(|byte| (**byte as i8) >= -0x40).count() + 1;
        Self { line, column }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// An error in a definition, found without a run.
///
/// A [`Diagnostic`]: carries the definition, one labelled span and mostly a help text.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{message}")]
pub struct Fault {
    /// A stable name: `states::dangling_transition`, `states::path`, ….
    pub code: &'static str,
    /// Whether the definition can be deployed in spite of it.
    pub warning: bool,
    /// What is wrong.
    pub message: String,
    /// What the span is.
    pub label: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Which bytes of the definition.
    pub span: SourceSpan,
    /// Where the span starts.
    pub location: Location,
    /// The definition, with its name.
    pub definition: NamedSource<Arc<str>>,
}

impl Diagnostic for Fault {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.code))
    }

    fn severity(&self) -> Option<Severity> {
        Some(if self.warning { Severity::Warning } else { Severity::Error })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display + 'a>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.definition)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(std::iter::once(LabeledSpan::new_primary_with_span(
            Some(self.label.clone()),
            self.span,
        ))))
    }
}

/// All errors of one definition.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}", .0.first().map_or("no fault", |fault| fault.message.as_str()))]
pub struct Faults(pub Vec<Fault>);

/// An error without its definition.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Problem {
    code: &'static str,
    warning: bool,
    message: String,
    label: String,
    help: Option<String>,
    span: Range<usize>,
}

impl Problem {
    pub(crate) fn new(code: &'static str, message: impl Into<String>, span: &Range<usize>) -> Self {
        Self {
            code,
            warning: false,
            message: message.into(),
            label: "here".into(),
            help: None,
            span: span.clone(),
        }
    }

    pub(crate) fn warning(mut self) -> Self {
        self.warning = true;
        self
    }

    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Names what `written` probably meant, if something like it is among `known`.
    pub(crate) fn meant<'a>(self, written: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest(written, known) {
            Some(known) => self.help(format!("did you mean `{known}`?")),
            None => self,
        }
    }

    pub(crate) fn is_warning(&self) -> bool {
        self.warning
    }

    pub(crate) fn start(&self) -> usize {
        self.span.start
    }

    /// The error in the definition called `name`.
    pub(crate) fn in_definition(self, name: &str, source: &Arc<str>) -> Fault {
        let mut start = self.span.start.min(source.len());
        let mut end = self.span.end.clamp(start, source.len());
        // A span of so many bytes may cut a character.
        while !source.is_char_boundary(start) {
            start -= 1;
        }
        while !source.is_char_boundary(end) {
            end += 1;
        }
        Fault {
            code: self.code,
            warning: self.warning,
            message: self.message,
            label: self.label,
            help: self.help,
            span: (start..end).into(),
            location: Location::of(source, start),
            definition: NamedSource::new(name, Arc::clone(source)),
        }
    }
}

/// The names of `known` that are similar to `written`.
fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = written.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for name in known {
        let score = strsim::jaro_winkler(&lower, &name.to_lowercase());
        if score > 0.85 && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, name));
        }
    }
    best.map(|(_, name)| name)
}
