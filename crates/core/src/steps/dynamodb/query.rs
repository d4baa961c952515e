use askama::Template;

use crate::steps::keys::{KeyCondition, KeyValue};

/// A page of the items of one partition, in the order of the sort key, with the arguments
/// `filter`, `sortDirection`, `limit` and `nextToken`.
///
/// If a part of the key may be null and is, nothing is asked and the answer is an empty page.
#[derive(Debug, Clone, Template)]
#[template(path = "steps/dynamodb/query.vtl", escape = "none")]
pub struct Query {
    /// The index that is asked; absent: the table itself.
    pub index: Option<String>,
    /// Which items.
    pub condition: KeyCondition,
    /// Items a page holds at most unless the `limit` argument says otherwise, before they are
    /// filtered.
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
