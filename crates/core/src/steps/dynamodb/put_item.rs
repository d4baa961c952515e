use askama::Template;

use super::{Condition, Defaults, DerivedAttribute, IndexKeys};
use crate::Name;
use crate::model::{Counter, Key};
use crate::steps::keys::{KeyValue, Root};

/// A new item, made of the `input` argument and of defaults.
#[derive(Debug, Clone, Template)]
#[template(path = "steps/dynamodb/put_item.vtl", escape = "none")]
pub struct PutItem {
    /// The primary key.
    pub key: Key,
    /// Whether the author declared the key. The caller's identity is not filled into it then.
    pub is_key_declared: bool,
    /// The type, stored with the item to resolve interfaces and unions.
    pub typename: Name,
    /// The defaults of fields, for inputs without the field and for null.
    pub defaults: Defaults,
    /// The composite keys of the item in indexes.
    pub index_keys: IndexKeys,
    /// Attributes that follow from fields.
    pub derived: Vec<DerivedAttribute>,
    /// The field that counts the item's versions.
    pub counter: Option<Counter>,
    /// Whether the data source counts the versions of items, for offline clients.
    pub versioned: bool,
    /// The conditions; the `condition` argument is added.
    pub conditions: Vec<Condition>,
    /// Whether there is an argument `condition`.
    pub conditional: bool,
}

impl PutItem {
    fn key_values(&self) -> Vec<KeyValue> {
        KeyValue::of_key(&self.key, Root::Values)
    }
}
