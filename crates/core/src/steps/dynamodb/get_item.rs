use askama::Template;

use crate::steps::keys::KeyValue;

/// One item by its key. If a nullable part of the key is null, no request is made and the result is
/// null.
#[derive(Debug, Clone, Template)]
#[template(path = "steps/dynamodb/get_item.vtl", escape = "none")]
pub struct GetItem {
    /// The key.
    pub key: Vec<KeyValue>,
}

impl GetItem {
    fn optional(&self) -> Vec<String> {
        self.key.iter().flat_map(KeyValue::optional).collect()
    }

    fn nothing(&self) -> &'static str {
        ""
    }
}
