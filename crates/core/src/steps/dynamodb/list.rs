use askama::Template;

use crate::steps::keys::KeyCondition;

/// A page of a table or index, with the arguments `filter`, `sortDirection`, `limit` and
/// `nextToken`: of one partition if the arguments name it, otherwise of all partitions.
#[derive(Debug, Clone, Template)]
#[template(path = "steps/dynamodb/list.vtl", escape = "none")]
pub struct List {
    /// The index to query; absent: the table itself.
    pub index: Option<String>,
    /// The key condition, if the arguments contain the partition.
    pub condition: KeyCondition,
    /// The default limit of items in a page, before the filter.
    pub default_limit: u32,
}
