//! Runs.
pub(crate) mod time;
