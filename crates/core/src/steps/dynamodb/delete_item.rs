use askama::Template;

use super::Condition;
use crate::model::Key;
use crate::steps::keys::{KeyValue, Root};

/// The end of an item, whose key the `input` argument holds.
#[derive(Debug, Clone, Template)]
#[template(path = "steps/dynamodb/delete_item.vtl", escape = "none")]
pub struct DeleteItem {
    /// The primary key.
    pub key: Key,
    /// Whether the data source counts the versions of items, for offline clients.
    pub versioned: bool,
    /// The conditions; the `condition` argument is added.
    pub conditions: Vec<Condition>,
    /// Whether there is an argument `condition`.
    pub conditional: bool,
}

impl DeleteItem {
    fn key_values(&self) -> Vec<KeyValue> {
        KeyValue::of_key(&self.key, Root::Input)
    }
}
