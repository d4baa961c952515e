//! Positions of items in a table or an index.

use super::attribute_value::AttributeValue;
use super::key::Key;

/// The position of an item. Partitions have an arbitrary order, as in DynamoDB; within one, items
/// are sorted by the sort key. In an index, items of equal keys are sorted by their keys in the
/// table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    hash: u64,
    key: Key,
    primary: Option<Box<Position>>,
}

impl Position {
    /// The position of the item with this key in its table.
    pub fn in_table(key: Key) -> Self {
        Self { hash: hash(&key.partition), key, primary: None }
    }

    /// The position in an index of the item with this key in the index, and that position in its
    /// table.
    pub fn in_index(key: Key, primary: Self) -> Self {
        Self { primary: Some(Box::new(primary)), ..Self::in_table(key) }
    }

    /// The first possible position in a partition.
    pub fn start_of(partition: &AttributeValue) -> Self {
        Self::in_table(Key { partition: partition.clone(), sort: None })
    }

    /// Whether the position is in this partition.
    pub fn is_in(&self, partition: &AttributeValue) -> bool {
        self.key.partition == *partition
    }

    /// Which segment of a parallel scan, of `total` ones, reads the item.
    pub fn segment(&self, total: u64) -> u64 {
        self.hash % total.max(1)
    }

    /// The position of the item in its table.
    pub fn primary(&self) -> &Self {
        self.primary.as_deref().unwrap_or(self)
    }
}

/// FNV-1a over the value's text: the same on every machine, and in no helpful order.
fn hash(value: &AttributeValue) -> u64 {
    value.to_typed_json().to_string().bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
