//! Imports of the definitions of real databases: PostgreSQL and MariaDB.
//!
//! `scripts/test-databases` starts them and runs these tests.

#[path = "../../../../tests/databases/database.rs"]
#[allow(dead_code, reason = "the compiler's own tests of databases use the rest")]
mod database;
mod import;
