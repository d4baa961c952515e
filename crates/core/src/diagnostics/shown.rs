//! Diagnostics and their texts, as miette shows them to a person.

use std::fmt;

use super::{Report, Severity};
use crate::source::Source;

impl miette::Diagnostic for Report {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Advice => miette::Severity::Advice,
            Severity::Warning => miette::Severity::Warning,
            Severity::Error => miette::Severity::Error,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        self.source.as_deref().map(|source| source as &dyn miette::SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = miette::LabeledSpan> + '_>> {
        let source = self.source.as_ref()?;
        let here = self.labels.iter().filter(|label| label.path == source.path);
        Some(Box::new(here.enumerate().map(|(position, label)| {
            let (text, span) = (Some(label.text.clone()), label.range.clone());
            match position {
                0 => miette::LabeledSpan::new_primary_with_span(text, span),
                _ => miette::LabeledSpan::new_with_span(text, span),
            }
        })))
    }
}

impl miette::SourceCode for Source {
    fn read_span<'a>(
        &'a self,
        span: &miette::SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn miette::SpanContents<'a> + 'a>, miette::MietteError> {
        // miette looks through a text from its start, for each diagnostic anew.
        let end = span.offset().saturating_add(span.len());
        let around = self.lines_around(span.offset()..end, before, after);
        let within = (span.offset() - around.start, span.len()).into();
        let inner = self.text.as_bytes()[around.clone()].read_span(&within, before, after)?;
        let start = around.start + inner.span().offset();
        // It counts columns in bytes; a report counts characters.
        let (line, column) = self.line_column(start);
        Ok(Box::new(miette::MietteSpanContents::new_named(
            self.path.clone(),
            inner.data(),
            (start, inner.span().len()).into(),
            line - 1,
            column - 1,
            // Counted from the text's start, so that labels near each other share an excerpt.
            self.line_column(around.start).0 - 1 + inner.line_count(),
        )))
    }
}
