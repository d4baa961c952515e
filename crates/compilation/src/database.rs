//! Relational databases that hold models.

use burgeon_core::relational::Dialect;

/// A relational database that holds models.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Database {
    /// The SQL that it speaks.
    pub dialect: Dialect,
    /// The statements that create its tables.
    pub definitions: String,
}

impl Database {
    /// The path of the file with a database's definitions, relative to the output folder.
    pub fn path(name: &str) -> String {
        format!("sql/{name}.sql")
    }
}
