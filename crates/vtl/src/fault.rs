//! What can be wrong with a template, before it runs and while it does.

use std::fmt;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode, SourceSpan};
use serde::Serialize;
use serde_json::Value as Json;

/// Where in a template something is: both count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Location {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Location {
    /// The location of the byte `offset` of `source`.
    pub fn of(source: &str, offset: usize) -> Self {
        let before = &source.as_bytes()[..offset.min(source.len())];
        let line = before.iter().filter(|b| **b == b'\n').count() + 1;
        let start = before
            .iter()
            .rposition(|b| *b == b'\n')
            .map_or(0, |i| i + 1);
        let column = before[start..]
            .iter()
            .filter(|b| (**b as i8) >= -0x40)
            .count()
            + 1;
        Self { line, column }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// Something wrong with a template that can be told without running it.
///
/// A [`Diagnostic`]: carries the template's source, one labelled span and mostly a help text.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{message}")]
pub struct Fault {
    /// A stable name: `vtl::syntax`; `vtl::unclosed` (no `#end`), `vtl::nesting` (too deep),
    /// `vtl::size` (too large), `vtl::unsupported_directive`; of [`Template::check`],
    /// `vtl::unknown_utility` and `vtl::argument_count`.
    ///
    /// [`Template::check`]: crate::Template::check
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What the span is.
    pub label: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Which bytes of the source.
    pub span: SourceSpan,
    /// Where the span starts.
    pub location: Location,
    /// The template, with its name.
    pub template: NamedSource<std::sync::Arc<str>>,
}

impl Diagnostic for Fault {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.code))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help
            .as_ref()
            .map(|h| Box::new(h) as Box<dyn fmt::Display + 'a>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.template)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(std::iter::once(
            LabeledSpan::new_primary_with_span(Some(self.label.clone()), self.span),
        )))
    }
}

/// All the faults of one template, as one error.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}", .0.first().map_or("no fault", |f| f.message.as_str()))]
pub struct Faults(pub Vec<Fault>);

/// Why an evaluation failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ErrorCode {
    /// The template called `$util.error` or its like.
    Raised,
    /// The template called `$util.unauthorized()`.
    Unauthorized,
    /// A method or utility was given what it cannot work with.
    Exception,
    /// One of the environment's [`Limits`](crate::Limits) was reached.
    Limit,
}

/// What ended an evaluation early, or what `$util.appendError` noted.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EvaluationError {
    /// Which kind of failure.
    #[serde(skip)]
    pub code: ErrorCode,
    /// What went wrong, in the template's own words if it raised the error.
    pub message: String,
    /// The error type that the template gave (`errorType` in a GraphQL response).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_type: Option<String>,
    /// The `data` that the template gave, or null.
    #[serde(skip_serializing_if = "Json::is_null")]
    pub data: Json,
    /// The `errorInfo` that the template gave, or null.
    #[serde(skip_serializing_if = "Json::is_null")]
    pub error_info: Json,
    /// Where in the template the failing reference or directive starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// The bytes of the template that the failing reference or directive takes up.
    #[serde(skip)]
    pub span: Option<(usize, usize)>,
}

impl EvaluationError {
    /// An error of the kind `code` with neither type nor data; the evaluator adds the location.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            error_type: None,
            data: Json::Null,
            error_info: Json::Null,
            location: None,
            span: None,
        }
    }
}

impl fmt::Display for EvaluationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for EvaluationError {}
