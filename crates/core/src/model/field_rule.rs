use std::fmt;

use serde_json::Number;

use crate::Name;

/// A rule that the values of a field keep; null keeps all rules.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldRule {
    /// The field.
    pub field: Name,
    /// The rule.
    pub rule: Rule,
    /// The error message for a value that breaks it.
    pub message: String,
}

/// A rule for single values.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// A number above this one.
    Above(Number),
    /// A number below this one.
    Below(Number),
    /// A number not below this one.
    AtLeast(Number),
    /// A number not above this one.
    AtMost(Number),
    /// A text of so many characters (UTF-16 code units) at least.
    MinLength(u32),
    /// A text of so many characters (UTF-16 code units) at most.
    MaxLength(u32),
    /// A text that begins like this.
    StartsWith(String),
    /// A text that ends like this.
    EndsWith(String),
    /// A text that the regular expression describes as a whole.
    Matches(String),
}

/// The property of a valid value: "greater than 18".
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Above(number) => write!(f, "be greater than {number}"),
            Self::Below(number) => write!(f, "be less than {number}"),
            Self::AtLeast(number) => write!(f, "be greater than or equal to {number}"),
            Self::AtMost(number) => write!(f, "be less than or equal to {number}"),
            Self::MinLength(length) => write!(f, "have a minimum length of {length}"),
            Self::MaxLength(length) => write!(f, "have a maximum length of {length}"),
            Self::StartsWith(text) => write!(f, "start with {text}"),
            Self::EndsWith(text) => write!(f, "end with {text}"),
            Self::Matches(pattern) => write!(f, "match {pattern}"),
        }
    }
}
