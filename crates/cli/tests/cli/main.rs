//! The program `burgeon`, run as its users run it.

mod auth;
mod build;
mod check;
mod commands;
mod eval;
mod import;
mod interruption;
mod lint;
mod migrate;
mod project;
mod states;
mod streams;
mod watch;
