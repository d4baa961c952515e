use askama::Template;

use super::DEFAULT_LIMIT;

/// A page of what changed since the argument `lastSync`, removed items included; without it, of
/// all items. Only versioned data sources answer it.
#[derive(Debug, Clone, Template)]
#[template(path = "steps/dynamodb/sync.vtl", escape = "none")]
pub struct Sync {
    /// The default limit of items in a page.
    pub default_limit: u32,
}

impl Default for Sync {
    fn default() -> Self {
        Self { default_limit: DEFAULT_LIMIT }
    }
}
