use askama::Template;

use super::{Condition, Defaults};
use crate::Name;
use crate::api::KeyAttribute;

/// A change of an item that exists: what the `input` argument gives is set, what it says is null is
/// removed.
#[derive(Debug, Clone, Template)]
#[template(path = "steps/dynamodb/update_item.vtl", escape = "none")]
pub struct UpdateItem {
    /// The key's attributes.
    pub key: Vec<KeyAttribute>,
    /// What the fields hold that are missing from the input, or null there.
    pub defaults: Defaults,
    /// What must hold; the `condition` argument is added to it.
    pub conditions: Vec<Condition>,
}

impl UpdateItem {
    fn key_fields(&self) -> impl Iterator<Item = &Name> {
        self.key.iter().flat_map(|attribute| &attribute.fields)
    }
}
