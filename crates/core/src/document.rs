//! The author's schema as it was read.

use std::collections::HashSet;

use apollo_compiler::schema::Schema;

use crate::Diagnostics;

/// The author's schema: every file in one, every span kept.
#[derive(Debug, Clone)]
pub struct Document {
    /// The types and directives of the author, without the prelude.
    ///
    /// Empty if a file cannot be parsed at all. Otherwise it holds all valid definitions, and
    /// transformers can report their errors.
    pub schema: Schema,
    /// Whether all of it could be read, valid or not.
    pub is_whole: bool,
    /// The names of definitions that have syntax errors: what is found about them follows from
    /// these.
    pub damaged: HashSet<String>,
    /// The diagnostics of reading and checking it.
    pub diagnostics: Diagnostics,
}
