//! A fault before it knows its template.

use std::sync::Arc;

use miette::NamedSource;

use crate::fault::{Fault, Location};

/// A fault before it knows its template. In a box, since parsers that call each other deeply hand
/// it on.
#[derive(Debug, Clone)]
pub(crate) struct Problem(Box<Details>);

/// The code of a directive without `#end`.
const UNCLOSED: &str = "vtl::unclosed";

#[derive(Debug, Clone)]
struct Details {
    code: &'static str,
    message: String,
    label: String,
    help: Option<String>,
    start: usize,
    end: usize,
}

impl Problem {
    pub(crate) fn new(
        code: &'static str,
        message: impl Into<String>,
        span: (usize, usize),
    ) -> Self {
        Self(Box::new(Details {
            code,
            message: message.into(),
            label: "here".into(),
            help: None,
            start: span.0,
            end: span.1,
        }))
    }

    pub(crate) fn syntax(message: impl Into<String>, span: (usize, usize)) -> Self {
        Self::new("vtl::syntax", message, span)
    }

    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.0.label = label.into();
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// The same problem, with this help if it has none.
    pub(crate) fn or_help(mut self, help: &str) -> Self {
        self.0.help.get_or_insert_with(|| help.into());
        self
    }

    pub(crate) fn message(&self) -> &str {
        &self.0.message
    }

    /// The problem that the directive `name` at `span` has no `#end`.
    pub(crate) fn unclosed(name: &str, span: (usize, usize)) -> Self {
        Self::new(UNCLOSED, format!("`{name}` without `#end`"), span)
            .label("opened here")
            .help("write `#end` where its block ends")
    }

    /// Whether it is that a directive has no `#end`.
    pub(crate) fn is_unclosed(&self) -> bool {
        self.0.code == UNCLOSED
    }

    /// The fault, in the template called `name`.
    pub(crate) fn in_template(self, name: &str, source: &Arc<str>) -> Fault {
        let details = self.0;
        let start = details.start.min(source.len());
        let end = details.end.clamp(start, source.len());
        Fault {
            code: details.code,
            message: details.message,
            label: details.label,
            help: details.help,
            span: (start..end).into(),
            location: Location::of(source, start),
            template: NamedSource::new(name, Arc::clone(source)),
        }
    }
}
