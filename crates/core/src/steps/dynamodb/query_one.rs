use askama::Template;

use crate::mapping_template::MappingTemplate;
use crate::steps;
use crate::steps::keys::{KeyCondition, KeyValue};

/// The first item of a partition. If a nullable part of the key is null, no request is made and the
/// result is null.
#[derive(Debug, Clone, Template)]
#[template(path = "steps/dynamodb/query_one.vtl", escape = "none")]
pub struct QueryOne {
    /// The index to query; absent: the table itself.
    pub index: Option<String>,
    /// Which item.
    pub condition: KeyCondition,
}

impl QueryOne {
    /// The response: the item, or null if there is none.
    pub(super) fn response(&self) -> MappingTemplate {
        steps::response(include_str!("error.vtl"), include_str!("first_item.vtl"))
    }

    fn optional(&self) -> Vec<String> {
        self.condition.values().flat_map(KeyValue::optional).collect()
    }

    fn nothing(&self) -> &'static str {
        ""
    }
}
