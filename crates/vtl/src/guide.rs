//! What to know of the language, beyond what the types say.

#[doc = include_str!("../docs/language.md")]
pub mod language {}

#[doc = include_str!("../docs/limits.md")]
pub mod limits {}
