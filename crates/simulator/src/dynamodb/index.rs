//! Secondary indexes.

use std::collections::BTreeSet;

use super::attribute_value::Item;
use super::key::KeySchema;
use super::position::Position;

/// A secondary index: which items have its key, in its order. An item that lacks a part of the key
/// is not in it.
#[derive(Debug, Clone)]
pub struct Index {
    /// Local or global.
    pub kind: IndexKind,
    /// The index's key.
    pub key: KeySchema,
    /// Which attributes the index holds.
    pub projection: IndexProjection,
    positions: BTreeSet<Position>,
}

/// Whether an index shares its table's partitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexKind {
    /// A local secondary index, with the table's partition key.
    Local,
    /// A global index, with another partition key.
    Global,
}

/// The attributes that an index projects, in addition to the keys of index and table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IndexProjection {
    /// Every attribute.
    All,
    /// No further attribute.
    KeysOnly,
    /// These attributes.
    Include(BTreeSet<String>),
}

impl Index {
    /// An empty index.
    pub fn new(kind: IndexKind, key: KeySchema, projection: IndexProjection) -> Self {
        Self { kind, key, projection, positions: BTreeSet::new() }
    }

    /// Updates the index after a change of the item at `primary` in the table.
    pub(super) fn follow(
        &mut self,
        name: &str,
        primary: &Position,
        old: Option<&Item>,
        new: Option<&Item>,
    ) {
        // An item whose key the index cannot hold never gets as far as this.
        let position = |item: &Item| {
            let key = self.key.in_index(item, name).ok().flatten()?;
            Some(Position::in_index(key, primary.clone()))
        };
        let (old, new) = (old.and_then(position), new.and_then(position));
        if let Some(old) = old {
            self.positions.remove(&old);
        }
        self.positions.extend(new);
    }

    pub(super) fn positions(&self) -> impl Iterator<Item = &Position> {
        self.positions.iter()
    }

    pub(super) fn positions_from(&self, first: Position) -> impl Iterator<Item = &Position> {
        self.positions.range(first..)
    }

    pub(super) fn clear(&mut self) {
        self.positions.clear();
    }

    /// Whether the index, of a table with the key `table_key`, holds an attribute.
    pub fn holds(&self, attribute: &str, table_key: &KeySchema) -> bool {
        let projects = match &self.projection {
            IndexProjection::All => true,
            IndexProjection::KeysOnly => false,
            IndexProjection::Include(names) => names.contains(attribute),
        };
        projects || self.key.contains(attribute) || table_key.contains(attribute)
    }

    /// The part of an item that the index holds.
    pub fn project(&self, item: &Item, table_key: &KeySchema) -> Item {
        let mut held = item.clone();
        held.retain(|name, _| self.holds(name, table_key));
        held
    }
}
