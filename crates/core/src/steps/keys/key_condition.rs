use askama::Template;

use super::KeyValue;
use crate::Name;
use crate::model::KeyAttribute;

/// The items of a table or index that a query reads.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "steps/keys/key_condition.vtl", escape = "none")]
pub struct KeyCondition {
    /// The partition.
    pub partition: KeyValue,
    /// Which items of the partition.
    pub sort: SortCondition,
    /// Whether the argument `sortDirection` decides in which order they come.
    pub direction: Direction,
}

/// Which items of a partition are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SortCondition {
    /// All.
    All,
    /// The one whose sort key has this value.
    Equals(KeyValue),
    /// The items that an optional argument selects.
    Argument(SortArgument),
}

/// An argument that compares the sort key: an object with one of the fields `eq`, `lt`, `le`, `gt`,
/// `ge`, `beginsWith` and `between`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortArgument {
    /// The argument.
    pub name: Name,
    /// The sort key. If it is composite, it is compared with objects of its fields.
    pub attribute: KeyAttribute,
}

/// The effect of the argument `sortDirection` on a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The order of the items.
    Argument,
    /// No effect: the last items come first.
    LastFirst,
    /// An error: the list has no sort order.
    Refused,
    /// Not there.
    None,
}

impl KeyCondition {
    /// The values of the condition: the partition, and the sort key if it has a value.
    pub(in crate::steps) fn values(&self) -> impl Iterator<Item = &KeyValue> {
        let sort = match &self.sort {
            SortCondition::Equals(value) => Some(value),
            SortCondition::All | SortCondition::Argument(_) => None,
        };
        std::iter::once(&self.partition).chain(sort)
    }

    /// The arguments that mean nothing without a partition.
    pub(in crate::steps) fn arguments_within_partition(&self) -> Vec<&str> {
        let sort = match &self.sort {
            SortCondition::Argument(argument) => Some(argument.name.as_str()),
            SortCondition::All | SortCondition::Equals(_) => None,
        };
        let is_argument = matches!(self.direction, Direction::Argument | Direction::Refused);
        let direction = is_argument.then_some("sortDirection");
        sort.into_iter().chain(direction).collect()
    }
}
