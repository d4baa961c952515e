//! Templates to test with, and a reader of YAML 1.1.

pub mod generate;
pub mod yaml11;
