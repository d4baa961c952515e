//! What the compiled statements do in real databases: PostgreSQL and MariaDB.
//!
//! `scripts/test-databases` starts them and runs these tests.

mod access;
mod database;
mod hostile;
mod import;
mod pages;
mod statements;
mod values;
