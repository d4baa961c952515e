use askama::Template;

use crate::api::KeyAttribute;

/// One item by its key, which the field's arguments hold.
#[derive(Debug, Clone, Template)]
#[template(path = "steps/dynamodb/get_item.vtl", escape = "none")]
pub struct GetItem {
    /// The key's attributes.
    pub key: Vec<KeyAttribute>,
}
