//! Runs the handlers of modules in an embedded JavaScript engine, QuickJS.
//!
//! One realm runs all modules of an [`Environment`]. A module is compiled to a function once; each
//! evaluation calls it, so nothing that a module declares outlives an evaluation, and `realm`
//! removes or freezes what modules share.

mod budget;
mod convert;
mod environment;
mod evaluation;
mod exception;
mod realm;
mod session;
mod utilities;

pub use environment::{Environment, Limits};
pub use evaluation::{EarlyReturn, Evaluation, Handler, SkipTo, evaluate};
