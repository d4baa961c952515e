//! The Amazon States Language: check, run and draw the state machines of AWS Step Functions.
//!
//! A [`Definition`] is read from JSON or YAML and checked against the specification at
//! <https://states-language.net/>; errors are [`Faults`] with line and column. A valid one has a
//! least IAM [`Policy`], drawings ([`draw`]), and runs without an AWS account ([`run`]):
//!
//! ```
//! use amazon_states_language::Definition;
//!
//! let definition = Definition::parse(
//!     r#"{"StartAt": "Greet", "States": {"Greet": {"Type": "Pass", "End": true}}}"#,
//! )?;
//! assert_eq!(definition.machine.start_at.name, "Greet");
//! # Ok::<(), amazon_states_language::Faults>(())
//! ```

mod check;
mod checked;
pub mod convert;
pub mod definition;
mod document;
pub mod draw;
mod fault;
pub mod format;
mod integration;
mod intrinsic;
mod jsonata;
mod path;
pub mod run;
pub mod shape;
pub mod template;
mod time;

pub use checked::{Definition, Substitutions};
pub use definition::{Machine, Placeholder, QueryLanguage, State, Template};
pub use fault::{Fault, Faults, Location};
pub use integration::{Deployment, Integration, Pattern, Policy, Statement, policy};
pub use intrinsic::Intrinsic;
pub use jsonata::Expression;
pub use path::{Path, PathError};
