use std::collections::BTreeMap;

use burgeon_core::Name;
use burgeon_core::relational::{Dialect, Table};

/// A table of a relational database, with its indexes and what it refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqlTable {
    /// The model whose objects it holds.
    pub model: Name,
    /// Its name and columns.
    pub table: Table,
    /// The columns of the primary key, in order.
    pub primary_key: Vec<Name>,
    /// The secondary indexes, in the order of the schema.
    pub indexes: Vec<SqlIndex>,
    /// The references to other models, in the order of the schema.
    pub references: Vec<Reference>,
    /// The values of the enums that columns hold.
    pub enums: BTreeMap<Name, Vec<Name>>,
}

/// A secondary index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqlIndex {
    /// Its name.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<Name>,
}

/// The columns that hold the key of an object of another model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The columns.
    pub columns: Vec<Name>,
    /// The constraint that the object exists; absent if the other model is in another database.
    pub foreign_key: Option<ForeignKey>,
}

/// A constraint that a row refers to an existing row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignKey {
    /// The constraint's name.
    pub name: String,
    /// The table that is referred to.
    pub table: Name,
    /// The columns of that table's primary key.
    pub columns: Vec<Name>,
}

impl SqlTable {
    /// The SQL dialect of its database.
    pub fn dialect(&self) -> Dialect {
        self.table.dialect()
    }

    /// The values of an enum that a column holds; none if no column holds it.
    pub fn values_of(&self, name: &Name) -> &[Name] {
        self.enums.get(name).map_or(&[], Vec::as_slice)
    }
}
