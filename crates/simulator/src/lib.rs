//! Runs the resolvers that Burgeon compiles against data sources in memory.

pub mod data_source;
pub mod dynamodb;
