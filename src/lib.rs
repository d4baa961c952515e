//! Burgeon compiles an annotated GraphQL schema into a complete AWS AppSync backend.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let compilation = burgeon::Compiler::new().schema("schema.graphql").compile()?;
//! compilation.write_to("build")?;
//! # Ok(())
//! # }
//! ```

mod access_table;
#[cfg(doctest)]
mod book;
pub mod build_script;
mod compiler;
mod consistency;
pub mod data_model;
mod emit;
mod lint;
mod migration;
pub mod passes;
pub mod plan;
pub mod project;
pub mod read;
mod settings_faults;
mod validate_api;

pub use burgeon_cloudformation as cloudformation;
pub use burgeon_compilation as compilation;
pub use burgeon_compilation::{AccessTable, Compilation, TemplateFormat, access, output};
pub use burgeon_core as core;
pub use burgeon_core::{Settings, Transformer};
pub use compiler::{Compiler, Failure, codes};
pub use migration::{Migrated, Migration};
