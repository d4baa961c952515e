//! Relational databases that hold models.

mod statements;
mod table;

use std::borrow::Cow;

use burgeon_core::relational::Dialect;

use crate::Recorded;

pub use table::{ForeignKey, Reference, SqlIndex, SqlTable};

/// A relational database that holds models.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Database {
    /// Its SQL dialect.
    pub dialect: Dialect,
    /// Its tables.
    pub definitions: Definitions,
}

/// The definitions of a database's tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Definitions {
    /// The tables of a compilation, sorted by model.
    Tables(Vec<SqlTable>),
    /// The statements that create the tables. An output folder holds no more.
    Statements(String),
}

impl Database {
    /// The path of the file with a database's definitions, relative to the output folder.
    pub fn path(name: &str) -> String {
        format!("sql/{name}.sql")
    }

    /// The tables, unless the compilation was read from an output folder.
    pub fn tables(&self) -> Recorded<&[SqlTable]> {
        match &self.definitions {
            Definitions::Tables(tables) => Recorded::Recorded(tables),
            Definitions::Statements(_) => Recorded::NotRecorded,
        }
    }

    /// The statements that create the tables.
    pub fn statements(&self) -> Cow<'_, str> {
        match &self.definitions {
            Definitions::Tables(tables) => statements::statements(self.dialect, tables).into(),
            Definitions::Statements(text) => text.into(),
        }
    }
}
