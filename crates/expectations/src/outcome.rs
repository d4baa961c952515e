//! The outcomes of tests.

use std::path::PathBuf;
use std::time::Duration;

use crate::Difference;

/// The outcome of a test.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// All expectations are met.
    Passed,
    /// Something was not as expected.
    Failed(Vec<Difference>),
    /// The test could not be run: why, in a sentence or as a printed diagnostic.
    Error(String),
}

impl From<Vec<Difference>> for Verdict {
    fn from(differences: Vec<Difference>) -> Self {
        if differences.is_empty() { Self::Passed } else { Self::Failed(differences) }
    }
}

/// A test that was run.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Its file.
    pub path: PathBuf,
    /// Its name in the file.
    pub name: Option<String>,
    /// The name that reports call it by.
    pub title: String,
    /// Its outcome.
    pub verdict: Verdict,
    /// Its duration.
    pub duration: Duration,
}
