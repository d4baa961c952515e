use askama::Template;

/// Items a page holds at most unless the request says otherwise, before they are filtered.
///
/// Source of truth: what the published compiler's lists do.
pub const DEFAULT_LIMIT: u32 = 100;

/// A page of all items of a table, with the arguments `filter`, `limit` and `nextToken`.
#[derive(Debug, Clone, Template)]
#[template(path = "steps/dynamodb/scan.vtl", escape = "none")]
pub struct Scan {
    /// Items a page holds at most unless the `limit` argument says otherwise.
    pub default_limit: u32,
}

impl Default for Scan {
    fn default() -> Self {
        Self { default_limit: DEFAULT_LIMIT }
    }
}
