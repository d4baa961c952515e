use askama::Template;

/// The default limit of items in a page, before the filter.
///
/// Source of truth: the lists of the published compiler.
pub const DEFAULT_LIMIT: u32 = 100;

/// A page of all items of a table, with the arguments `filter`, `limit` and `nextToken`.
#[derive(Debug, Clone, Template)]
#[template(path = "steps/dynamodb/scan.vtl", escape = "none")]
pub struct Scan {
    /// The default limit of items in a page.
    pub default_limit: u32,
}

impl Default for Scan {
    fn default() -> Self {
        Self { default_limit: DEFAULT_LIMIT }
    }
}
