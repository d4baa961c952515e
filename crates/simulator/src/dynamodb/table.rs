//! A table: its items, and the indexes that follow them.

use std::collections::BTreeMap;

use super::attribute_value::{AttributeValue, Item, item_size};
use super::error::Error;
use super::expression::Path;
use super::index::Index;
use super::key::{Key, KeySchema};
use super::position::Position;

/// DynamoDB's limit on the size of an item.
const MAXIMUM_ITEM_BYTES: usize = 400 * 1024;
/// DynamoDB's limit on how deep values nest.
const MAXIMUM_NESTING: usize = 32;

/// A table and its indexes.
#[derive(Debug, Clone)]
pub struct Table {
    key: KeySchema,
    indexes: BTreeMap<String, Index>,
    items: BTreeMap<Position, Item>,
}

/// A valid change of one item. Nothing is changed before it is applied.
#[derive(Debug, Clone)]
pub struct Write {
    /// The position of the item.
    pub position: Position,
    /// The existing item, if there is one.
    pub old: Option<Item>,
    /// The item as it will be; none to delete it.
    pub new: Option<Item>,
}

impl Table {
    /// An empty table.
    pub fn new(key: KeySchema, indexes: BTreeMap<String, Index>) -> Self {
        Self { key, indexes, items: BTreeMap::new() }
    }

    /// The table's key.
    pub fn key(&self) -> &KeySchema {
        &self.key
    }

    /// The item with this key.
    pub fn get(&self, key: &Key) -> Option<&Item> {
        self.items.get(&Position::in_table(key.clone()))
    }

    /// All items, in the order of a scan.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.items.values()
    }

    /// The item at a position.
    pub fn at(&self, position: &Position) -> Option<&Item> {
        self.items.get(position)
    }

    /// The positions of the items.
    pub fn positions(&self) -> impl Iterator<Item = &Position> {
        self.items.keys()
    }

    /// The positions of the items that do not come before `first`.
    pub fn positions_from(&self, first: Position) -> impl Iterator<Item = &Position> {
        self.items.range(first..).map(|(position, _)| position)
    }

    /// The index of that name.
    ///
    /// # Errors
    /// The table has no such index.
    pub fn index(&self, name: &str) -> Result<&Index, Error> {
        self.indexes.get(name).ok_or_else(|| {
            Error::validation(format!("The table does not have the specified index: {name}"))
        })
    }

    /// Whether the table and its indexes can hold an item.
    ///
    /// # Errors
    /// It is too large, nests too deeply, or an index cannot have a value of it as a key.
    pub fn check_item(&self, item: &Item) -> Result<(), Error> {
        if item_size(item) > MAXIMUM_ITEM_BYTES {
            return Err(Error::validation("Item size has exceeded the maximum allowed size"));
        }
        if item.values().any(|value| nesting(value) > MAXIMUM_NESTING) {
            return Err(Error::validation(
                "Nesting Levels have exceeded supported limits: Attributes have nested levels beyond supported limit",
            ));
        }
        self.indexes.iter().try_for_each(|(name, index)| {
            index.key.in_index(item, name)?;
            Ok(())
        })
    }

    /// Whether an expression may use these paths.
    ///
    /// # Errors
    /// One of them leads into a key attribute, which is a scalar.
    pub fn check_paths<'p>(&self, paths: impl IntoIterator<Item = &'p Path>) -> Result<(), Error> {
        let is_key = |name: &str| {
            self.key.contains(name) || self.indexes.values().any(|index| index.key.contains(name))
        };
        match paths.into_iter().find(|path| !path.steps.is_empty() && is_key(&path.attribute)) {
            None => Ok(()),
            Some(path) => Err(Error::validation(format!(
                "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: {}",
                path.attribute
            ))),
        }
    }

    /// The change that sets the item with this key to `new`, or deletes it. [`Table::check_item`]
    /// must accept the item.
    pub fn write(&self, key: Key, new: Option<Item>) -> Write {
        let position = Position::in_table(key);
        let old = self.items.get(&position).cloned();
        Write { position, old, new }
    }

    /// Makes the change.
    pub fn apply(&mut self, write: Write) {
        let Write { position, old, new } = write;
        for (name, index) in &mut self.indexes {
            index.follow(name, &position, old.as_ref(), new.as_ref());
        }
        match new {
            Some(item) => self.items.insert(position, item),
            None => self.items.remove(&position),
        };
    }

    /// Removes every item.
    pub fn clear(&mut self) {
        self.items.clear();
        self.indexes.values_mut().for_each(Index::clear);
    }
}

fn nesting(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::M(map) => 1 + map.values().map(nesting).max().unwrap_or(0),
        AttributeValue::L(list) => 1 + list.iter().map(nesting).max().unwrap_or(0),
        _ => 0,
    }
}
