//! The foundation of Burgeon: the types that every stage and every transformer uses.
//!
//! - [`Document`]: the author's schema as it was read, with every span.
//! - [`Settings`]: the content of `burgeon.yaml`.
//! - [`Api`]: the typed AppSync backend under construction: types, models, keys, resolvers.
//! - [`Infrastructure`](infrastructure::Infrastructure): the resources that are deployed with it.
//! - [`Transformer`]: the trait of a directive, which adds to the [`Api`].
//! - [`stage`]: what it can change of the [`Api`], by stage.
//! - [`Diagnostics`]: errors, warnings and advice.
//!
//! This crate does not depend on any single directive.

pub mod api;
pub mod appsync;
pub mod arguments;
pub mod coordinate;
pub mod data_source;
mod defect;
pub mod deployment;
pub mod diagnostics;
pub mod document;
pub mod files;
pub mod infrastructure;
pub mod mapping_template;
pub mod model;
pub mod names;
mod outline;
pub mod policy;
pub mod relational;
pub mod resolver;
pub mod schema;
pub mod settings;
pub mod slot;
pub mod source;
pub mod stage;
pub mod steps;
pub mod store;
pub mod stored;
pub mod transformer;
pub mod vtl;

pub use api::Api;
pub use defect::{DEFECT, Defect};
pub use diagnostics::{Code, Diagnostic, Diagnostics, Severity};
pub use document::Document;
pub use settings::Settings;
pub use stage::{Declaring, Expanding, Preparing};
pub use transformer::Transformer;

pub use apollo_compiler::Name;
