//! Burgeon compiles an annotated GraphQL schema into a complete AWS AppSync backend.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let compilation = burgeon::Compiler::new().schema("schema.graphql").compile()?;
//! compilation.write_to("build")?;
//! # Ok(())
//! # }
//! ```
//!
//! # To compile
//!
//! - [`Project`] finds the settings, the lock file and the templates beside a schema. [`Compiler`] takes
//!   each explicitly, and texts in memory. A [`Failure`] holds every diagnostic.
//! - [`build_script`] is a `build.rs` in one line.
//! - [`Compilation`] is the result: schema, resolvers, tables, stacks and the [`AccessTable`], as types.
//!   The other types of the result are in [`compilation`].
//! - [`DataModel`](data_model::DataModel) and [`Migration`] are what a compiler makes of a schema in
//!   addition: its models and relations, and its text in the second generation of directives.
//!
//! # To write a directive
//!
//! A [`Transformer`] is added with [`Compiler::transformer`] or [`Project::transformer`].
//!
//! - [`core`] has everything that it reads and adds: the API under construction, steps, diagnostics,
//!   infrastructure.
//! - [`cloudformation`] has the values of stacks: resources, intrinsic functions, policies.
//!
//! # For tools
//!
//! - [`transformers`] lists Burgeon's own transformers with their documentation, and [`codes`] the
//!   diagnostics that are reported outside of them.
//! - [`check_template`] checks a mapping template.
//! - [`output`] and [`access`] write output folders and show access tables.

mod access_table;
#[cfg(doctest)]
mod book;
pub mod build_script;
mod codes;
mod compiler;
mod consistency;
mod custom_resolvers;
pub mod data_model;
mod emit;
mod lint;
mod lock_file;
mod migration;
mod passes;
mod plan;
mod project;
mod read;
mod settings_faults;
mod settings_files;
mod validate_api;

pub use burgeon_cloudformation as cloudformation;
pub use burgeon_compilation as compilation;
pub use burgeon_compilation::{AccessTable, Compilation, TemplateFormat, access, output};
pub use burgeon_core as core;
pub use burgeon_core::{Settings, Transformer};
pub use codes::codes;
pub use compiler::{Compiler, Failure};
pub use lock_file::LOCK_FILE;
pub use migration::{Migrated, Migration};
pub use passes::all as transformers;
pub use plan::check_template;
pub use project::Project;
pub use settings_files::SETTINGS_FILE;
