//! The APPSYNC_JS 1.0.0 runtime of AWS AppSync: JavaScript modules with the handlers of a resolver
//! or a function.
//!
//! A [`Module`] is parsed and checked once: AppSync runs a subset of JavaScript, and what it refuses
//! is a [`RenderedDiagnostic`] with a location and a help.
//!
//! ```
//! use appsync_js::Module;
//!
//! let refused = Module::parse(
//!     "export function request(ctx) { throw ctx.args.id; }
//!      export function response(ctx) { return ctx.result; }",
//! );
//! assert_eq!(refused.unwrap_err().0[0].message, "`throw` is not supported");
//! ```
//!
//! With the feature `engine`, `evaluate` runs a handler against a context, with `util`,
//! `extensions`, `runtime` and the built-in modules as AppSync has them, within limits of time and
//! memory.

mod check;
pub mod codes;
#[cfg(feature = "engine")]
mod engine;
mod javascript;
mod library;
mod link;
mod module;
mod nesting;
mod parse;

pub use burgeon_diagnostics::{Position, RenderedDiagnostic};
#[cfg(feature = "engine")]
pub use engine::{EarlyReturn, Environment, Evaluation, Handler, Limits, SkipTo, evaluate};
pub use module::{Module, ParseError};

#[cfg(feature = "engine")]
pub use appsync_vtl::{
    Context, ContextError, ErrorCode, EvaluationError, ExtensionCall, FixedHost, Host, SystemHost,
};

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
