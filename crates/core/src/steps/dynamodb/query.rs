use askama::Template;

use crate::steps::keys::{KeyCondition, KeyValue};

/// A page of the items of one partition, in the order of the sort key, with the arguments
/// `filter`, `sortDirection`, `limit` and `nextToken`.
///
/// If a nullable part of the key is null, no request is made and the result is an empty page.
#[derive(Debug, Clone, Template)]
#[template(path = "steps/dynamodb/query.vtl", escape = "none")]
pub struct Query {
    /// The index to query; absent: the table itself.
    pub index: Option<String>,
    /// Which items.
    pub condition: KeyCondition,
    /// The default limit of items in a page, before the filter.
    pub default_limit: u32,
}

impl Query {
    fn optional(&self) -> Vec<String> {
        self.condition.values().flat_map(KeyValue::optional).collect()
    }

    fn nothing(&self) -> &'static str {
        "({\"items\": []})"
    }
}
