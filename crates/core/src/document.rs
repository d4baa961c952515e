//! The author's schema as it was read.

use apollo_compiler::schema::Schema;

use crate::Diagnostics;

/// The author's schema: every file in one, every span kept.
#[derive(Debug, Clone)]
pub struct Document {
    /// The types and directives of the author's own; no prelude is left in it.
    pub schema: Schema,
    /// What was found while reading and checking it.
    pub diagnostics: Diagnostics,
}
