//! Values that DynamoDB does not store.

/// Why DynamoDB does not store a value, in its own words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InvalidValue(pub String);

impl InvalidValue {
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}
