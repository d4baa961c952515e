//! Burgeon compiles an annotated GraphQL schema into a complete AWS AppSync backend.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let compilation = burgeon::Compiler::new().schema("schema.graphql").compile()?;
//! compilation.write_to("build")?;
//! # Ok(())
//! # }
//! ```

#[cfg(doctest)]
mod book;
pub mod build_script;
mod compilation;
mod compiler;
mod emit;
mod migration;
pub mod output;
pub mod passes;
pub mod plan;
pub mod policy;
pub mod project;
pub mod read;
mod settings_faults;

pub use burgeon_core as core;
pub use burgeon_core::{Settings, Transformer};
pub use compilation::Compilation;
pub use compiler::{Compiler, Failure, codes};
pub use emit::TemplateFormat;
pub use migration::{Migrated, Migration};
