use askama::Template;

use super::{Condition, Defaults, IndexKeys};
use crate::Name;
use crate::model::{Counter, Key};
use crate::steps::keys::{KeyValue, Root};

/// A new item, made of the `input` argument and of defaults.
#[derive(Debug, Clone, Template)]
#[template(path = "steps/dynamodb/put_item.vtl", escape = "none")]
pub struct PutItem {
    /// The primary key.
    pub key: Key,
    /// Whether the author says which fields it is: then it is not made up of who calls.
    pub is_key_declared: bool,
    /// The type, stored with the item to resolve interfaces and unions.
    pub typename: Name,
    /// What the fields hold that are missing from the input, or null there.
    pub defaults: Defaults,
    /// What indexes find the item by.
    pub index_keys: IndexKeys,
    /// The field that counts the item's versions.
    pub counter: Option<Counter>,
    /// Whether the data source counts the versions of items, for offline clients.
    pub versioned: bool,
    /// What must hold; the `condition` argument is added to it.
    pub conditions: Vec<Condition>,
    /// Whether there is an argument `condition`.
    pub conditional: bool,
}

impl PutItem {
    fn key_values(&self) -> Vec<KeyValue> {
        KeyValue::of_key(&self.key, Root::Values)
    }
}
