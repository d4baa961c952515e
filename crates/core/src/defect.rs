//! Internal errors of the compiler.

use crate::{Code, Diagnostic};

/// The diagnostic for states that no schema should lead to.
pub static DEFECT: Code = Code {
    name: "internal/defect",
    explanation: "\
The compiler reached a state that no schema should lead to. This is a defect of Burgeon. No file was
written.

Please report it, with the message and, if you can share it, the schema or the smallest part of it
that shows the defect.",
};

/// An internal error of the compiler. The compilation fails.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{what}", .at.as_ref().map(|at| format!("`{at}`: ")).unwrap_or_default())]
pub struct Defect {
    what: String,
    at: Option<String>,
}

impl Defect {
    /// A defect, with a message for the people who repair it.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), at: None }
    }

    /// Names the coordinate, stack or file that the defect is about.
    #[must_use]
    pub fn at(mut self, at: impl ToString) -> Self {
        self.at = Some(at.to_string());
        self
    }

    /// The defect as a diagnostic.
    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic::error(&DEFECT, format!("internal error: {self}"))
            .help("report it with the schema: nothing that an author writes should lead here")
    }
}

impl From<Defect> for Diagnostic {
    fn from(defect: Defect) -> Self {
        defect.diagnostic()
    }
}
