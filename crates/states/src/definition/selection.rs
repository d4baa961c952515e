//! Paths that select a part of a value, or nothing of it.

/// A path field that may be null.
#[derive(Debug, Clone)]
pub enum Selection {
    /// `$`, or a field that is not there.
    Whole,
    /// `null`.
    Nothing,
    /// A path.
    Path(crate::Path),
}
