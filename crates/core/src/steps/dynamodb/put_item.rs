use askama::Template;

use super::{Condition, Defaults};
use crate::Name;
use crate::api::KeyAttribute;

/// A new item, made of the `input` argument and of defaults.
#[derive(Debug, Clone, Template)]
#[template(path = "steps/dynamodb/put_item.vtl", escape = "none")]
pub struct PutItem {
    /// The key's attributes.
    pub key: Vec<KeyAttribute>,
    /// The type, kept with the item so that interfaces and unions can be told apart.
    pub typename: Name,
    /// What the fields hold that are missing from the input, or null there.
    pub defaults: Defaults,
    /// What must hold; the `condition` argument is added to it.
    pub conditions: Vec<Condition>,
}
