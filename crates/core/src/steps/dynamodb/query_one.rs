use askama::Template;

use crate::mapping_template::MappingTemplate;
use crate::steps;
use crate::steps::keys::{KeyCondition, KeyValue};

/// The first item of a partition. If a part of the key may be null and is, nothing is
/// asked and the answer is null.
#[derive(Debug, Clone, Template)]
#[template(path = "steps/dynamodb/query_one.vtl", escape = "none")]
pub struct QueryOne {
    /// The index that is asked; absent: the table itself.
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
