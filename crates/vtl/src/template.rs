//! A parsed template.

use std::sync::Arc;

use crate::fault::{Fault, Faults};

/// A parsed template: `Send`, `Sync`, and as often evaluated as needed.
#[derive(Debug, Clone)]
pub struct Template {
    source: Arc<str>,
    name: String,
}

impl Template {
    /// Parses a template.
    ///
    /// # Errors
    /// All syntax faults of the template.
    pub fn parse(source: &str) -> Result<Self, Faults> {
        Self::parse_named("template.vtl", source)
    }

    /// Parses a template; `name` (a file name) is what its faults are shown under.
    ///
    /// # Errors
    /// All syntax faults of the template.
    pub fn parse_named(name: &str, source: &str) -> Result<Self, Faults> {
        Ok(Self {
            source: source.into(),
            name: name.into(),
        })
    }

    /// What the template names that does not exist: utilities, or utilities with another number
    /// of arguments than they take.
    pub fn check(&self) -> Vec<Fault> {
        Vec::new()
    }

    /// The text that was parsed.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The name that faults are shown under.
    pub fn name(&self) -> &str {
        &self.name
    }
}
