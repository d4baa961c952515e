//! Burgeon's transformers: a folder for each directive, with its definition, its pass, its faults,
//! its documentation and its tests.

pub mod auth;
mod custom_field;
pub mod default_value;
mod field_use;
pub mod function;
pub mod generation;
pub mod http;
pub mod keys;
pub mod model;
pub mod name_mapping;
pub mod predictions;
pub mod relations;
pub mod searchable;
pub mod sql;
pub mod state_machine;
pub mod sync;
mod template;
pub mod validate;
pub mod versioned;
