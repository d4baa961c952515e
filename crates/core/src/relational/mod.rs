//! Relational databases: their dialects, and the tables that models are kept in.

mod column;
mod dialect;
mod table;

pub use column::{Bind, Column, ColumnDefault, ColumnType, Encoding, Scalar};
pub use dialect::{Dialect, MAX_NAME};
pub use table::Table;

/// A database that keeps models.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Database {
    /// Its name in the settings.
    pub name: String,
    /// Its SQL dialect.
    pub dialect: Dialect,
}
