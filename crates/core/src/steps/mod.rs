//! The operations of resolvers as data, each with its template.

pub mod dynamodb;
pub mod guard;
pub mod keys;
pub mod relational;
pub mod source_field;
pub mod subscribe;

pub use crate::vtl;

use crate::mapping_template::{render, request, response};

/// The statement that raises the error of a data source, if there is one.
pub const RAISE_ERROR: &str = include_str!("dynamodb/error.vtl");
