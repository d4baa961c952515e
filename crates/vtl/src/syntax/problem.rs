//! A fault before it knows its template.

use std::sync::Arc;

use miette::NamedSource;

use crate::fault::{Fault, Location};

/// A fault before it knows its template.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) label: String,
    pub(crate) help: Option<String>,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Problem {
    pub(crate) fn new(
        code: &'static str,
        message: impl Into<String>,
        span: (usize, usize),
    ) -> Self {
        Self {
            code,
            message: message.into(),
            label: "here".into(),
            help: None,
            start: span.0,
            end: span.1,
        }
    }

    pub(crate) fn syntax(message: impl Into<String>, span: (usize, usize)) -> Self {
        Self::new("vtl::syntax", message, span)
    }

    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The fault, in the template called `name`.
    pub(crate) fn in_template(self, name: &str, source: &Arc<str>) -> Fault {
        let start = self.start.min(source.len());
        let end = self.end.clamp(start, source.len());
        Fault {
            code: self.code,
            message: self.message,
            label: self.label,
            help: self.help,
            span: (start..end).into(),
            location: Location::of(source, start),
            template: NamedSource::new(name, Arc::clone(source)),
        }
    }
}
