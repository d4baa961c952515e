//! The ground floor of Burgeon: what every stage and every transformer stands on.
//!
//! - [`Document`]: the author's schema as it was read, every span kept.
//! - [`Settings`]: what stands in `burgeon.yaml`.
//! - [`Api`]: the typed AppSync backend under construction: types, models, keys, resolvers.
//! - [`Infrastructure`](infrastructure::Infrastructure): what is deployed with it.
//! - [`Transformer`]: what a directive implements to add to the [`Api`].
//! - [`Diagnostics`]: every fault and warning found on the way.
//!
//! Nothing in this crate knows any single directive.

pub mod api;
pub mod appsync;
pub mod arguments;
pub mod coordinate;
pub mod data_source;
pub mod deployment;
pub mod diagnostics;
pub mod document;
pub mod files;
pub mod infrastructure;
pub mod mapping_template;
pub mod model;
pub mod names;
pub mod policy;
pub mod relational;
pub mod resolver;
pub mod schema;
pub mod settings;
pub mod slot;
pub mod source;
pub mod steps;
pub mod stored;
pub mod transformer;
pub mod vtl;

pub use api::Api;
pub use diagnostics::{Code, Diagnostic, Diagnostics, Severity};
pub use document::Document;
pub use settings::Settings;
pub use transformer::Transformer;

pub use apollo_compiler::Name;
