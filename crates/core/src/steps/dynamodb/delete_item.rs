use askama::Template;

use super::Condition;
use crate::api::KeyAttribute;

/// The end of an item, whose key the `input` argument holds.
#[derive(Debug, Clone, Template)]
#[template(path = "steps/dynamodb/delete_item.vtl", escape = "none")]
pub struct DeleteItem {
    /// The key's attributes.
    pub key: Vec<KeyAttribute>,
    /// What must hold; the `condition` argument is added to it.
    pub conditions: Vec<Condition>,
}
