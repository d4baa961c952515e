//! From a template's text to its tree.

pub(crate) mod ast;
mod lexer;
mod names;
mod parser;
mod problem;
mod scan;
mod token;

pub(crate) use names::{Counters, Names, Variable, well_known};
pub(crate) use parser::parse;
pub(crate) use problem::Problem;
