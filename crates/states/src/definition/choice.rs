//! The rules of a `Choice`.

use super::{Target, Template};
use crate::jsonata::Expression;
use crate::path::Path;

/// A rule: a condition and where it leads.
#[derive(Debug, Clone)]
pub struct Rule {
    /// When it applies.
    pub condition: Condition,
    /// The state that follows.
    pub next: Target,
    /// Variables and their values.
    pub assign: Option<Template>,
    /// The input of the next state, in JSONata.
    pub output: Option<Template>,
    /// Its comment.
    pub comment: Option<String>,
}

/// The condition of a rule.
#[derive(Debug, Clone)]
pub enum Condition {
    /// All of them.
    And(Vec<Condition>),
    /// One of them.
    Or(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// A comparison.
    Test {
        /// The compared variable.
        variable: Path,
        /// How.
        comparison: Comparison,
        /// With what.
        operand: Template,
    },
    /// An expression with the result true.
    Jsonata(Expression),
}

/// A comparison operator, without `Path`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// The type of the compared values.
    pub subject: Subject,
    /// The operator.
    pub operation: Operation,
}

/// The type of compared values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Strings, by code unit.
    String,
    /// Numbers.
    Numeric,
    /// Booleans.
    Boolean,
    /// Times in RFC 3339.
    Timestamp,
    /// Null.
    Null,
    /// Whether the path finds anything.
    Present,
}

/// The operator of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// `Equals`
    Equals,
    /// `LessThan`
    LessThan,
    /// `GreaterThan`
    GreaterThan,
    /// `LessThanEquals`
    LessThanEquals,
    /// `GreaterThanEquals`
    GreaterThanEquals,
    /// `Matches`: with `*` for any text.
    Matches,
    /// `Is…`: whether the value is of the subject's type.
    Is,
}

impl Comparison {
    /// The operator of a field: `StringEquals`, `IsPresent`, ….
    pub(crate) fn named(name: &str) -> Option<Self> {
        use {Operation as O, Subject as S};
        let is = |subject| Some(Self { subject, operation: O::Is });
        match name {
            "StringMatches" => return Some(Self { subject: S::String, operation: O::Matches }),
            "IsNull" => return is(S::Null),
            "IsPresent" => return is(S::Present),
            "IsNumeric" => return is(S::Numeric),
            "IsString" => return is(S::String),
            "IsBoolean" => return is(S::Boolean),
            "IsTimestamp" => return is(S::Timestamp),
            "BooleanEquals" => return Some(Self { subject: S::Boolean, operation: O::Equals }),
            _ => {}
        }
        let subjects =
            [("String", S::String), ("Numeric", S::Numeric), ("Timestamp", S::Timestamp)];
        let (rest, subject) = subjects
            .into_iter()
            .find_map(|(prefix, subject)| Some((name.strip_prefix(prefix)?, subject)))?;
        let operation = match rest {
            "Equals" => O::Equals,
            "LessThan" => O::LessThan,
            "GreaterThan" => O::GreaterThan,
            "LessThanEquals" => O::LessThanEquals,
            "GreaterThanEquals" => O::GreaterThanEquals,
            _ => return None,
        };
        Some(Self { subject, operation })
    }

    /// Whether the operator has a form with `Path`.
    pub(crate) fn takes_path(self) -> bool {
        !matches!(self.operation, Operation::Matches | Operation::Is)
    }
}
