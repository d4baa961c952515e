//! The Velocity template language (VTL) as AWS AppSync runs it.
//!
//! A [`Template`] is parsed once, and evaluated as often as needed against a [`Context`], in an
//! [`Environment`] that supplies the clock, identifiers, randomness and limits:
//!
//! ```
//! use appsync_vtl::{Context, Environment, Template, evaluate};
//!
//! let template = Template::parse(r#"{"id": "$ctx.args.id"}"#)?;
//! let context = Context::from_json(&serde_json::json!({"arguments": {"id": "42"}}))?;
//! let evaluation = evaluate(&template, &context, &mut Environment::system());
//! assert_eq!(evaluation.output, r#"{"id": "42"}"#);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A template that does not parse yields every syntax error, with line, column and help, as
//! [`RenderedDiagnostic`](burgeon_diagnostics::RenderedDiagnostic)s; [`Template::check`] finds
//! utilities that do not exist. Errors while a template runs are in its [`Evaluation`]. Every
//! template ends, within [`Limits`].
//!
//! The [language](guide::language), its [limits](guide::limits) and the [utilities](util) have
//! separate pages.

mod buffers;
mod check;
pub mod codes;
mod context;
mod entries;
mod environment;
mod evaluation;
mod evaluator;
mod fault;
pub mod guide;
mod java_regex;
mod methods;
mod reads;
mod state;
mod syntax;
mod template;
pub mod util;
mod utility;
pub mod value;

pub use burgeon_diagnostics::{Position, RenderedDiagnostic};
pub use context::{Context, ContextError};
pub use entries::Entry;
pub use environment::{Environment, FixedHost, Host, Limits, SystemHost};
pub use evaluation::{Evaluation, evaluate};
pub use fault::{ErrorCode, EvaluationError, ParseError};
pub use reads::ContextReads;
pub use state::{ExtensionCall, Interrupt, State};
pub use template::Template;
pub use utility::{Arity, Function, Namespace};
pub use value::Value;

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
