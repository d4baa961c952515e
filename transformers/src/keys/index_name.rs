//! The valid names of an index in DynamoDB.
//!
//! Source of truth: DynamoDB's developer guide, "Naming rules".

/// The help for an invalid index name.
pub(crate) const INDEX_NAMES: &str =
    "use 3 to 255 letters, digits, underscores, hyphens and periods";

/// Whether a text can be the name of an index.
pub(crate) fn is_index_name(text: &str) -> bool {
    let is_taken = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    (3..=255).contains(&text.len()) && text.chars().all(is_taken)
}
