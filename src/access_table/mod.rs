//! Derives the access table: who may do what, as the guards of resolvers and AppSync's own
//! directives have it.
//!
//! It is derived from the very guards that the templates are rendered from: the table says what the
//! deployed API does.

mod callable;
mod derive;
mod modes;

pub(crate) use callable::callable;
pub(crate) use derive::derive;
