//! A table: its items, and the indexes that follow them.

use std::collections::BTreeMap;

use super::attribute_value::{AttributeValue, Item, item_size};
use super::error::Error;
use super::expression::Path;
use super::index::{Index, IndexKind};
use super::key::{Key, KeySchema};

/// DynamoDB's limit on the size of an item.
const MAXIMUM_ITEM_BYTES: usize = 400 * 1024;
/// DynamoDB's limit on how deep values nest.
const MAXIMUM_NESTING: usize = 32;

/// Where an item stands: partitions follow one another in an order that means nothing to anybody,
/// as they do in DynamoDB; within one, items are sorted by the sort key. In an index, items of
/// equal keys are told apart by their keys in the table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    hash: u64,
    key: Key,
    primary: Option<Box<Position>>,
}

impl Position {
    /// Where the item with this key stands in its table.
    pub fn in_table(key: Key) -> Self {
        Self {
            hash: hash(&key.partition),
            key,
            primary: None,
        }
    }

    /// Where the item with this key in an index, and that position in its table, stands in the
    /// index.
    pub fn in_index(key: Key, primary: Self) -> Self {
        Self {
            primary: Some(Box::new(primary)),
            ..Self::in_table(key)
        }
    }

    fn primary(&self) -> &Self {
        self.primary.as_deref().unwrap_or(self)
    }
}

/// FNV-1a over the value's text: the same on every machine, and in no helpful order.
fn hash(value: &AttributeValue) -> u64 {
    value
        .to_typed_json()
        .to_string()
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        })
}

/// A table and its indexes.
#[derive(Debug, Clone)]
pub struct Table {
    key: KeySchema,
    indexes: BTreeMap<String, Index>,
    items: BTreeMap<Position, Item>,
}

/// A change of one item that is fine to be made. Nothing is changed before it is applied.
#[derive(Debug, Clone)]
pub struct Write {
    /// Where the item stands.
    pub position: Position,
    /// The item as it is, if it is there.
    pub old: Option<Item>,
    /// The item as it will be; none to delete it.
    pub new: Option<Item>,
}

/// A table, or one of its indexes, to be read.
#[derive(Debug, Clone, Copy)]
pub struct View<'t> {
    table: &'t Table,
    index: Option<&'t Index>,
}

impl Table {
    /// An empty table.
    pub fn new(key: KeySchema, indexes: BTreeMap<String, Index>) -> Self {
        Self {
            key,
            indexes,
            items: BTreeMap::new(),
        }
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

    /// The table, or the index of that name.
    ///
    /// # Errors
    /// The table has no such index.
    pub fn view(&self, index: Option<&str>) -> Result<View<'_>, Error> {
        let index = match index {
            None => None,
            Some(name) => Some(self.indexes.get(name).ok_or_else(|| {
                Error::validation(format!(
                    "The table does not have the specified index: {name}"
                ))
            })?),
        };
        Ok(View { table: self, index })
    }

    /// Whether the table and its indexes can hold an item.
    ///
    /// # Errors
    /// It is too large, nests too deeply, or an index cannot have a value of it as a key.
    pub fn check_item(&self, item: &Item) -> Result<(), Error> {
        if item_size(item) > MAXIMUM_ITEM_BYTES {
            return Err(Error::validation(
                "Item size has exceeded the maximum allowed size",
            ));
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
    /// One leads into an attribute that stands in a key, and so is a scalar.
    pub fn check_paths<'p>(&self, paths: impl IntoIterator<Item = &'p Path>) -> Result<(), Error> {
        let is_key = |name: &str| {
            self.key.contains(name) || self.indexes.values().any(|index| index.key.contains(name))
        };
        match paths
            .into_iter()
            .find(|path| !path.steps.is_empty() && is_key(&path.attribute))
        {
            None => Ok(()),
            Some(path) => Err(Error::validation(format!(
                "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: {}",
                path.attribute
            ))),
        }
    }

    /// The change that makes `new` the item with this key, or deletes it. The item has to be one
    /// that [`Table::check_item`] lets pass.
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

impl<'t> View<'t> {
    /// The key of the table or index.
    pub fn key(&self) -> &'t KeySchema {
        self.index.map_or(&self.table.key, |index| &index.key)
    }

    /// The index that is read; none for the table.
    pub fn index(&self) -> Option<&'t Index> {
        self.index
    }

    /// The items, each as the table has it (whatever the index projects), in the view's order:
    /// those of one partition or all, from the first or the last on, beginning after `start`.
    pub fn read(
        &self,
        partition: Option<&AttributeValue>,
        forward: bool,
        start: Option<&Position>,
    ) -> Vec<&'t Item> {
        let mut positions = self.positions(partition);
        if !forward {
            positions.reverse();
        }
        let is_after = |position: &Position| match start {
            None => true,
            Some(start) if forward => position > start,
            Some(start) => position < start,
        };
        positions
            .into_iter()
            .filter(|position| is_after(position))
            .filter_map(|position| self.table.items.get(position.primary()))
            .collect()
    }

    /// The items that a parallel scan reads in one of `total` segments.
    pub fn segment(&self, segment: u64, total: u64, start: Option<&Position>) -> Vec<&'t Item> {
        self.positions(None)
            .into_iter()
            .filter(|position| position.hash % total.max(1) == segment)
            .filter(|position| start.is_none_or(|start| *position > start))
            .filter_map(|position| self.table.items.get(position.primary()))
            .collect()
    }

    fn positions(&self, partition: Option<&AttributeValue>) -> Vec<&'t Position> {
        let Some(partition) = partition else {
            return match self.index {
                None => self.table.items.keys().collect(),
                Some(index) => index.positions().collect(),
            };
        };
        let first = Position::in_table(Key {
            partition: partition.clone(),
            sort: None,
        });
        let within = |position: &&Position| position.key.partition == *partition;
        match self.index {
            None => self
                .table
                .items
                .range(first..)
                .map(|(p, _)| p)
                .take_while(within)
                .collect(),
            Some(index) => index.positions_from(first).take_while(within).collect(),
        }
    }

    /// As [`Table::check_paths`].
    ///
    /// # Errors
    /// As there.
    pub fn check_paths<'p>(&self, paths: impl IntoIterator<Item = &'p Path>) -> Result<(), Error> {
        self.table.check_paths(paths)
    }

    /// Whether the table or index holds this attribute of its items.
    pub fn holds(&self, attribute: &str) -> bool {
        self.index
            .is_none_or(|index| index.holds(attribute, &self.table.key))
    }

    /// The part of an item that the table or index holds.
    pub fn projected(&self, item: &Item) -> Item {
        match self.index {
            None => item.clone(),
            Some(index) => index.project(item, &self.table.key),
        }
    }

    /// The attributes that say where to go on reading after an item.
    pub fn continuation(&self, item: &Item) -> Item {
        let keys = self.table.key.attributes().chain(self.key().attributes());
        keys.filter_map(|key| Some((key.name.clone(), item.get(&key.name)?.clone())))
            .collect()
    }

    /// The position that a continuation stands for.
    ///
    /// # Errors
    /// It is none of this table or index.
    pub fn position(&self, continuation: &Item) -> Result<Position, Error> {
        let invalid = || Error::validation("The provided starting key is invalid");
        let primary = Position::in_table(self.table.key.of(continuation).map_err(|_| invalid())?);
        match self.index {
            None => Ok(primary),
            Some(index) => {
                let key = index.key.of(continuation).map_err(|_| invalid())?;
                Ok(Position::in_index(key, primary))
            }
        }
    }

    /// Whether the view is a global secondary index, which reads eventually only.
    pub fn is_global_index(&self) -> bool {
        self.index
            .is_some_and(|index| index.kind == IndexKind::Global)
    }
}

fn nesting(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::M(map) => 1 + map.values().map(nesting).max().unwrap_or(0),
        AttributeValue::L(list) => 1 + list.iter().map(nesting).max().unwrap_or(0),
        _ => 0,
    }
}
