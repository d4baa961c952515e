//! The reserved words, which are not valid as attribute names in expressions.

use std::collections::HashSet;
use std::sync::LazyLock;

/// The list in DynamoDB's developer guide, "Reserved words in DynamoDB".
static RESERVED_WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("reserved-words.txt").lines().collect());

/// Whether DynamoDB reserves the word, ignoring case.
pub fn is_reserved(word: &str) -> bool {
    RESERVED_WORDS.contains(word.to_ascii_uppercase().as_str())
}
