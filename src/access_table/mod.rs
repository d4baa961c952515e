//! Derives the access table from the guards of resolvers and AppSync's authorization directives.
//!
//! The templates are rendered from the same guards, so the table describes what the deployed API
//! does.

mod callable;
mod derive;
mod modes;

pub(crate) use callable::callable;
pub(crate) use derive::derive;
