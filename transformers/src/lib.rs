//! Burgeon's transformers: a folder for each directive, with its definition, its implementation,
//! its diagnostics, its documentation and its tests.

pub mod auth;
mod bedrock;
pub mod conversation;
mod custom_field;
pub mod default_value;
mod field_use;
pub mod function;
pub mod generation;
pub mod http;
mod json_schema;
mod key_arguments;
pub mod keys;
mod lambda;
mod language_model;
pub mod model;
pub mod name_mapping;
pub mod predictions;
pub mod relations;
mod requirements;
pub mod searchable;
pub mod sql;
pub mod state_machine;
pub mod sync;
pub mod ttl;
pub mod validate;
pub mod versioned;
