//! Diagnostics and their texts as miette prints them.

use std::fmt;

use crate::diagnostic::Severity;
use crate::escape::escape_control_chars;
use crate::rendered::RenderedDiagnostic;
use crate::source::{Position, Source};

impl miette::Diagnostic for RenderedDiagnostic {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        // What the settings' `lint.accept` needs to accept it.
        let coordinate = self.coordinate.as_ref().filter(|_| self.severity != Severity::Error);
        Some(match coordinate {
            Some(coordinate) => Box::new(format!("{} at {coordinate}", self.code.name)),
            None => Box::new(self.code.name),
        })
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
        self.main_source().map(|source| &**source as &dyn miette::SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = miette::LabeledSpan> + '_>> {
        let source = self.main_source()?;
        let here = self.labels.iter().filter(|label| label.path == source.path);
        Some(Box::new(here.enumerate().map(|(index, label)| {
            let (text, span) = (Some(label.text.clone()), label.range.clone());
            match index {
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
        // miette reads a text from its start for each diagnostic.
        let end = span.offset().saturating_add(span.len());
        let around = self.lines_around(span.offset()..end, before, after);
        let within = (span.offset().saturating_sub(around.start), span.len()).into();
        let inner = self.text.as_bytes()[around.clone()].read_span(&within, before, after)?;
        let start = around.start + inner.span().offset();
        // miette counts columns in bytes, a diagnostic in characters.
        let Position { line, column } = self.position(start);
        Ok(Box::new(miette::MietteSpanContents::new_named(
            escape_control_chars(&self.path),
            inner.data(),
            (start, inner.span().len()).into(),
            line - 1,
            column - 1,
            // Counted from the start of the text: near labels then share an excerpt.
            self.position(around.start).line - 1 + inner.line_count(),
        )))
    }
}
