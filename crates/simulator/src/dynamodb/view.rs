//! Reading a table, or one of its indexes.

use super::attribute_value::{AttributeValue, Item};
use super::error::Error;
use super::expression::Path;
use super::index::{Index, IndexKind};
use super::key::KeySchema;
use super::position::Position;
use super::table::Table;

/// A table, or one of its indexes, to be read.
#[derive(Debug, Clone, Copy)]
pub struct View<'t> {
    table: &'t Table,
    index: Option<&'t Index>,
}

impl Table {
    /// The table, or the index of that name.
    ///
    /// # Errors
    /// The table has no such index.
    pub fn view(&self, index: Option<&str>) -> Result<View<'_>, Error> {
        Ok(View::new(self, index.map(|name| self.index(name)).transpose()?))
    }
}

impl<'t> View<'t> {
    /// The table, or an index of it.
    pub fn new(table: &'t Table, index: Option<&'t Index>) -> Self {
        Self { table, index }
    }

    /// The key of the table or index.
    pub fn key(&self) -> &'t KeySchema {
        self.index.map_or(self.table.key(), |index| &index.key)
    }

    /// The index that is read; none for the table.
    pub fn index(&self) -> Option<&'t Index> {
        self.index
    }

    /// The items, each as in the table (regardless of the index's projection), in the view's order:
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
            .filter_map(|position| self.table.at(position.primary()))
            .collect()
    }

    /// The items that a parallel scan reads in one of `total` segments.
    pub fn segment(&self, segment: u64, total: u64, start: Option<&Position>) -> Vec<&'t Item> {
        self.positions(None)
            .into_iter()
            .filter(|position| position.segment(total) == segment)
            .filter(|position| start.is_none_or(|start| *position > start))
            .filter_map(|position| self.table.at(position.primary()))
            .collect()
    }

    fn positions(&self, partition: Option<&AttributeValue>) -> Vec<&'t Position> {
        let Some(partition) = partition else {
            return match self.index {
                None => self.table.positions().collect(),
                Some(index) => index.positions().collect(),
            };
        };
        let first = Position::start_of(partition);
        let within = |position: &&Position| position.is_in(partition);
        match self.index {
            None => self.table.positions_from(first).take_while(within).collect(),
            Some(index) => index.positions_from(first).take_while(within).collect(),
        }
    }

    /// Checks paths like [`Table::check_paths`].
    ///
    /// # Errors
    /// See [`Table::check_paths`].
    pub fn check_paths<'p>(&self, paths: impl IntoIterator<Item = &'p Path>) -> Result<(), Error> {
        self.table.check_paths(paths)
    }

    /// Whether the table or index holds this attribute of its items.
    pub fn holds(&self, attribute: &str) -> bool {
        self.index.is_none_or(|index| index.holds(attribute, self.table.key()))
    }

    /// The part of an item that the table or index holds.
    pub fn projected(&self, item: &Item) -> Item {
        match self.index {
            None => item.clone(),
            Some(index) => index.project(item, self.table.key()),
        }
    }

    /// The attributes of the key from which reading continues after an item.
    pub fn continuation(&self, item: &Item) -> Item {
        let keys = self.table.key().attributes().chain(self.key().attributes());
        keys.filter_map(|key| Some((key.name.clone(), item.get(&key.name)?.clone()))).collect()
    }

    /// The position of a continuation.
    ///
    /// # Errors
    /// It belongs to another table or index.
    pub fn position(&self, continuation: &Item) -> Result<Position, Error> {
        let invalid = || Error::validation("The provided starting key is invalid");
        let primary = Position::in_table(self.table.key().of(continuation).map_err(|_| invalid())?);
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
        self.index.is_some_and(|index| index.kind == IndexKind::Global)
    }
}
