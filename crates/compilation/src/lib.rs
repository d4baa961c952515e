//! The result of a compilation, as types.
//!
//! A [`Compilation`] holds the parts of an AppSync backend themselves: the expanded schema, the
//! resolvers with their mapping templates, the data sources, tables, databases and state machines,
//! the access table, and the CloudFormation stacks. [Files](Compilation::files) are one view of it.
//! Programs that compare, run or draw a backend use this crate and need no compiler.

pub mod access;
mod authentication;
mod compilation;
mod data_source;
mod database;
mod file_names;
mod files;
mod manifest;
pub mod output;
mod read;
mod recorded;
mod resolver;
mod schema;
mod settings;
mod stacks;
mod table;

pub use access::AccessTable;
pub use authentication::Authentication;
pub use burgeon_core::infrastructure::StateMachine;
pub use compilation::{Compilation, Sections};
pub use data_source::DataSource;
pub use database::{Database, Definitions, ForeignKey, Reference, SqlIndex, SqlTable};
pub use file_names::{ACCESS_FILE, MANIFEST_FILE, SETTINGS_FILE};
pub use files::Written;
pub use manifest::MANIFEST_SECTIONS;
pub use read::ReadError;
pub use recorded::Recorded;
pub use resolver::{DataSourceCall, Pipeline, PipelineFunction, Resolver, TemplatePaths};
pub use schema::{ExpandedSchema, SCHEMA_FILE};
pub use stacks::{Stacks, TemplateFormat};
pub use table::{
    AttributeDefinition, KeyElement, KeyType, Projection, ProjectionType, ScalarAttributeType,
    SecondaryIndex, Table,
};
