use std::fmt;

use burgeon_core::diagnostics::RenderedDiagnostic;
use burgeon_core::{Defect, Diagnostics, Severity};

/// A failed compilation: its errors, and the warnings so far.
#[derive(Debug, Clone)]
pub struct Failure {
    /// The diagnostics, in the order of files and locations.
    pub reports: Vec<RenderedDiagnostic>,
}

impl Failure {
    /// The diagnostics without advice, which matters only after the errors are fixed.
    pub(crate) fn of(diagnostics: &Diagnostics) -> Self {
        Self::from_reports(diagnostics.reports())
    }

    pub(super) fn from_reports(mut reports: Vec<RenderedDiagnostic>) -> Self {
        reports.retain(|report| report.severity != Severity::Advice);
        Self { reports }
    }
}

impl From<Defect> for Failure {
    fn from(defect: Defect) -> Self {
        let mut found = Diagnostics::default();
        found.push(defect.into());
        Self::of(&found)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, report) in self.reports.iter().enumerate() {
            let separator = if position == 0 { "" } else { "\n" };
            let place = report.labels.first();
            let place = place.map(|at| format!("{at}: "));
            write!(f, "{separator}{}{report}", place.unwrap_or_default())?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}
