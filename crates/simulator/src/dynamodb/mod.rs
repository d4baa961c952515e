//! DynamoDB in memory, behind AppSync's DynamoDB requests.
//!
//! [`Database`] holds the tables; [`DynamoDb`] is AppSync's data source for one of them. It
//! rejects the requests that DynamoDB rejects; compared with DynamoDB Local by
//! `tests/dynamodb-local/compare.js`.

pub mod attribute_value;
mod database;
pub mod error;
mod expression;
mod index;
mod invalid_value;
mod key;
mod number;
mod operation;
mod page;
mod position;
mod schema;
mod table;
mod tables;
mod view;

pub use attribute_value::{AttributeValue, Item};
pub use database::{Database, DynamoDb};
pub use error::Error;
pub use invalid_value::InvalidValue;
pub use number::Number;
pub use schema::{
    AttributeDefinition, IndexSchema, KeyElement, KeyRole, ProjectionSchema, TableSchema,
};
