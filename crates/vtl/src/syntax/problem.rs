//! A syntax error without its template.

use std::ops::Range;
use std::sync::Arc;

use burgeon_diagnostics::{Code, Diagnostic, RenderedDiagnostic, Source};

use crate::codes;

/// A diagnostic whose location is a range of the template's bytes. In a box, since parsers that
/// call each other deeply return it.
#[derive(Debug, Clone)]
pub(crate) struct Problem(Box<Diagnostic<Range<usize>>>);

impl Problem {
    pub(crate) fn new(
        code: &'static Code,
        message: impl Into<String>,
        (start, end): (usize, usize),
    ) -> Self {
        Self(Box::new(Diagnostic::error(code, message).at(start..end, "here")))
    }

    pub(crate) fn syntax(message: impl Into<String>, span: (usize, usize)) -> Self {
        Self::new(&codes::SYNTAX, message, span)
    }

    pub(crate) fn label(self, label: impl Into<String>) -> Self {
        Self(Box::new(self.0.label(label)))
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self(Box::new(self.0.help(help)))
    }

    /// The same problem, with this help if it has none.
    pub(crate) fn or_help(self, help: &str) -> Self {
        Self(Box::new(self.0.or_help(help)))
    }

    pub(crate) fn message(&self) -> &str {
        self.0.message()
    }

    /// The directive `name` at `span` has no `#end`.
    pub(crate) fn unclosed(name: &str, span: (usize, usize)) -> Self {
        Self::new(&codes::UNCLOSED, format!("`{name}` without `#end`"), span)
            .label("opened here")
            .help("write `#end` where its block ends")
    }

    /// Whether a directive has no `#end`.
    pub(crate) fn is_unclosed(&self) -> bool {
        self.0.code() == &codes::UNCLOSED
    }

    /// The diagnostic, in its template.
    pub(crate) fn render(self, source: &Arc<Source>) -> RenderedDiagnostic {
        self.0.render_in(source)
    }
}
