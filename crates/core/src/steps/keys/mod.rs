//! Keys in requests: their values, and the conditions that select items by them.

mod key_condition;
mod key_value;

pub use key_condition::{Direction, KeyCondition, SortArgument, SortCondition};
pub use key_value::{KeyValue, Root};
