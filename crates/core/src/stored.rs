//! The names of models and fields in their stores.

use indexmap::IndexMap;

use crate::Name;

/// The names of a model and its fields in the store of its items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The name that its table and the table's resources are derived from: the model's, or its former
    /// one when the table was created.
    pub name: Name,
    /// The attributes of the fields that are called otherwise, by field.
    pub attributes: IndexMap<Name, Name>,
}

impl Stored {
    /// The names of the API.
    pub fn as_named(model: Name) -> Self {
        Self { name: model, attributes: IndexMap::new() }
    }

    /// Whether an attribute holds a field alone. Keys call their attributes by the name of the
    /// field, or as they are stored.
    pub fn is_field(&self, field: &Name, attribute: &str) -> bool {
        let stored = self.attributes.get(field);
        attribute == field.as_str() || stored.is_some_and(|stored| attribute == stored.as_str())
    }

    /// The field that is stored under a name.
    pub fn field_of<'a>(&'a self, stored: &'a Name) -> &'a Name {
        let renamed = self.attributes.iter().find(|(_, attribute)| *attribute == stored);
        renamed.map_or(stored, |(field, _)| field)
    }
}
