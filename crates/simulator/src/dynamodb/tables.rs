//! Tables by their names.

use std::collections::BTreeMap;

use super::error::Error;
use super::table::Table;

/// The tables by name.
#[derive(Debug, Default)]
pub struct Tables(BTreeMap<String, Table>);

impl Tables {
    /// The table of that name.
    ///
    /// # Errors
    /// The table does not exist.
    pub fn get(&self, name: &str) -> Result<&Table, Error> {
        self.0.get(name).ok_or_else(|| Error::ResourceNotFound(name.to_owned()))
    }

    /// The table of that name, to change it.
    ///
    /// # Errors
    /// The table does not exist.
    pub fn get_mut(&mut self, name: &str) -> Result<&mut Table, Error> {
        self.0.get_mut(name).ok_or_else(|| Error::ResourceNotFound(name.to_owned()))
    }

    /// Adds a table, in place of one of that name.
    pub fn insert(&mut self, name: &str, table: Table) {
        self.0.insert(name.to_owned(), table);
    }

    /// Removes all items of all tables.
    pub fn clear(&mut self) {
        self.0.values_mut().for_each(Table::clear);
    }
}
