//! Levels of diagnostics, and findings that are accepted.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Levels of diagnostics, and findings that are accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Lint {
    /// Levels by a diagnostic's name (`auth/transferable-owner`) or by category (`auth/*`). A
    /// name takes precedence. Errors keep their level.
    pub levels: BTreeMap<String, LintLevel>,
    /// Findings that are known and remain as they are.
    pub accept: Vec<Acceptance>,
}

/// The level of a warning or of advice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum LintLevel {
    /// It is not reported.
    Allow,
    /// It is reported, and the output is written.
    Warn,
    /// It is an error.
    Deny,
}

/// A finding that is known and remains as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Acceptance {
    /// The diagnostic's name: `auth/transferable-owner`.
    pub diagnostic: String,
    /// What it is about, as the diagnostic shows it behind its name: a part of the schema (`Todo`,
    /// `Todo.owner`, `Query.search(text:)`), an index (`Todo#byOwner`) or a setting
    /// (`dataSources.orders`).
    pub at: String,
    /// Why it is accepted.
    pub reason: String,
}
