//! Writes annotated GraphQL schemas for existing DynamoDB tables and SQL databases.
//!
//! ```
//! use burgeon_core::relational::Dialect;
//!
//! let dump = "CREATE TABLE notes (id text PRIMARY KEY, body text NOT NULL);";
//! let imported = burgeon_import::sql::import(dump, Dialect::Postgres)?;
//! assert!(imported.schema.contains("body: String!"));
//! assert!(imported.left_out.is_empty());
//! # Ok::<(), burgeon_import::sql::Error>(())
//! ```

pub mod dynamodb;
mod names;
pub mod sql;
