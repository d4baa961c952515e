//! Imports SQL databases from their definitions or from what they answer to a query of their catalogue.

mod catalogue;
mod csv;
mod data_type;
mod default;
mod dump;
mod sdl;
mod table;

use burgeon_core::relational::Dialect;
use thiserror::Error;

pub use catalogue::query;

/// A schema of a database's tables.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Imported {
    /// The models and enums, as SDL.
    pub schema: String,
    /// The parts that are not in the schema, with the reasons.
    pub left_out: Vec<String>,
}

/// Why a text cannot be imported.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Error {
    /// JSON that is not an answer to the [`query`].
    #[error("not an answer to the query: {0}")]
    Answer(String),
    /// CSV that lacks what a database's CSV has.
    #[error("not a CSV of a {} database: {reason}", .dialect.name())]
    Csv {
        /// The database's dialect.
        dialect: Dialect,
        /// The reason.
        reason: String,
    },
    /// A text without a table definition.
    #[error("no table is defined")]
    NoTable,
}

/// Imports a database from a dump of its definitions (`pg_dump --schema-only`,
/// `mysqldump --no-data`), from an answer to the [`query`], or from the CSV that Amplify's command
/// line reads.
///
/// # Errors
///
/// The text is an answer or a CSV with a fault, or defines no table. Unsupported statements are
/// listed in [`Imported::left_out`].
pub fn import(text: &str, dialect: Dialect) -> Result<Imported, Error> {
    let mut found = if catalogue::is_answer(text) {
        catalogue::read(text, dialect).map_err(Error::Answer)?
    } else if csv::is_csv(text) {
        csv::read(text, dialect).map_err(|reason| Error::Csv { dialect, reason })?
    } else {
        dump::read(text, dialect)
    };
    if found.tables.is_empty() {
        return Err(Error::NoTable);
    }
    found.sort();
    if dialect == Dialect::Mysql {
        found.without_what_mysql_lacks();
    }
    let (schema, left_out) = sdl::schema(&found, dialect);
    Ok(Imported { schema, left_out })
}
