//! The guide to the language.

#[doc = include_str!("../docs/language.md")]
pub mod language {}

#[doc = include_str!("../docs/limits.md")]
pub mod limits {}
