//! From a template's text to its tree.

pub(crate) mod ast;
mod lexer;
mod names;
mod parser;
mod problem;
mod scan;
mod token;
mod variable;

pub(crate) use names::Names;
pub(crate) use parser::{parse, parse_marked};
pub(crate) use problem::Problem;
pub(crate) use variable::{Counters, Variable, well_known};
