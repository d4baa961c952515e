use askama::Template;

use super::{Condition, Defaults, DerivedAttribute, IndexKeys};
use crate::Name;
use crate::model::{Counter, Key};
use crate::steps::keys::{KeyValue, Root};

/// An update of an existing item. Values of the `input` argument are set, and nulls are removed.
#[derive(Debug, Clone, Template)]
#[template(path = "steps/dynamodb/update_item.vtl", escape = "none")]
pub struct UpdateItem {
    /// The primary key.
    pub key: Key,
    /// The type, written if there is nothing else to write: DynamoDB does not support empty updates.
    pub typename: Name,
    /// The defaults of fields, for inputs without the field and for null.
    pub defaults: Defaults,
    /// The composite keys of the item in indexes.
    pub index_keys: IndexKeys,
    /// Attributes that follow from fields.
    pub derived: Vec<DerivedAttribute>,
    /// The field that counts the item's versions. A condition compares it with the expected
    /// version.
    pub counter: Option<Counter>,
    /// Whether the data source counts the versions of items, for offline clients.
    pub versioned: bool,
    /// The conditions; the `condition` argument is added.
    pub conditions: Vec<Condition>,
    /// Whether there is an argument `condition`.
    pub conditional: bool,
}

impl UpdateItem {
    fn key_values(&self) -> Vec<KeyValue> {
        KeyValue::of_key(&self.key, Root::Input)
    }

    fn key_fields(&self) -> impl Iterator<Item = &Name> {
        self.key.fields().map(|part| &part.name)
    }
}
