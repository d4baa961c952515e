//! A syntax error without its template.

use std::ops::Range;
use std::sync::Arc;

use burgeon_diagnostics::{Code, Diagnostic, RenderedDiagnostic, Source};

use crate::codes;

/// A diagnostic whose location is a range of the template's bytes. In a box, since parsers that
/// call each other deeply return it.
#[derive(Debug, Clone)]
pub(crate) struct Problem(Box<Details>);

#[derive(Debug, Clone)]
struct Details {
    diagnostic: Diagnostic<Range<usize>>,
    span: (usize, usize),
    label: String,
}

impl Problem {
    pub(crate) fn new(
        code: &'static Code,
        message: impl Into<String>,
        span: (usize, usize),
    ) -> Self {
        let diagnostic = Diagnostic::error(code, message);
        Self(Box::new(Details { diagnostic, span, label: "here".into() }))
    }

    pub(crate) fn syntax(message: impl Into<String>, span: (usize, usize)) -> Self {
        Self::new(&codes::SYNTAX, message, span)
    }

    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.0.label = label.into();
        self
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        self.map(|diagnostic| diagnostic.help(help))
    }

    /// The same problem, with this help if it has none.
    pub(crate) fn or_help(self, help: &str) -> Self {
        self.map(|diagnostic| diagnostic.or_help(help))
    }

    fn map(
        mut self,
        change: impl FnOnce(Diagnostic<Range<usize>>) -> Diagnostic<Range<usize>>,
    ) -> Self {
        self.0.diagnostic = change(self.0.diagnostic);
        self
    }

    pub(crate) fn message(&self) -> &str {
        self.0.diagnostic.message()
    }

    /// The directive `name` at `span` has no `#end`.
    pub(crate) fn unclosed(name: &str, span: (usize, usize)) -> Self {
        Self::new(&codes::UNCLOSED, format!("`{name}` without `#end`"), span)
            .label("opened here")
            .help("write `#end` where its block ends")
    }

    /// Whether a directive has no `#end`.
    pub(crate) fn is_unclosed(&self) -> bool {
        self.0.diagnostic.code() == &codes::UNCLOSED
    }

    /// The diagnostic, in its template.
    pub(crate) fn render(self, source: &Arc<Source>) -> RenderedDiagnostic {
        let Details { diagnostic, span: (start, end), label } = *self.0;
        diagnostic.at(start..end, label).render_in(source)
    }
}
