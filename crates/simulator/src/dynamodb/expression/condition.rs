//! Conditions: what `condition`, `filter` and `query` expressions mean.

use super::parser::Parser;
use super::path::Path;
use super::placeholders::Placeholders;
use crate::dynamodb::attribute_value::AttributeValue;
use crate::dynamodb::error::Error;

/// A condition on an item.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// `a = b` and its like.
    Compare(Comparator, Operand, Operand),
    /// `a BETWEEN lower AND upper`, both included.
    Between(Operand, Operand, Operand),
    /// `a IN (b, …)`.
    In(Operand, Vec<Operand>),
    /// `attribute_exists(a)`.
    Exists(Path),
    /// `attribute_type(a, :name)`.
    HasType(Path, String),
    /// `begins_with(a, b)`.
    BeginsWith(Operand, Operand),
    /// `contains(a, b)`.
    Contains(Operand, Operand),
    /// `NOT a`; `attribute_not_exists(a)` is `NOT attribute_exists(a)`.
    Not(Box<Condition>),
    /// `a AND b`.
    And(Box<Condition>, Box<Condition>),
    /// `a OR b`.
    Or(Box<Condition>, Box<Condition>),
}

/// The comparison of two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparator {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// The operand of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// The value at a path of the item.
    Path(Path),
    /// A value of the request.
    Value(AttributeValue),
    /// `size(path)`.
    Size(Path),
}

impl Condition {
    /// Parses the expression that the request calls `kind` (`ConditionExpression`, …).
    ///
    /// # Errors
    /// A `ValidationException`, which DynamoDB returns before it reads any item.
    pub fn parse(
        kind: &'static str,
        expression: &str,
        placeholders: &Placeholders,
    ) -> Result<Self, Error> {
        Parser::parse(kind, expression, placeholders, Parser::condition)
    }

    /// The condition that holds where this one does not.
    pub fn negated(self) -> Self {
        Self::Not(Box::new(self))
    }

    /// The paths that the condition reads.
    pub fn paths(&self) -> Vec<&Path> {
        let mut paths = Vec::new();
        self.collect_paths(&mut paths);
        paths
    }

    fn collect_paths<'c>(&'c self, paths: &mut Vec<&'c Path>) {
        let operands: Vec<&Operand> = match self {
            Self::Exists(path) | Self::HasType(path, _) => return paths.push(path),
            Self::Not(inner) => return inner.collect_paths(paths),
            Self::And(left, right) | Self::Or(left, right) => {
                left.collect_paths(paths);
                return right.collect_paths(paths);
            }
            Self::Compare(_, a, b) | Self::BeginsWith(a, b) | Self::Contains(a, b) => vec![a, b],
            Self::Between(a, lower, upper) => vec![a, lower, upper],
            Self::In(a, list) => std::iter::once(a).chain(list).collect(),
        };
        paths.extend(operands.into_iter().filter_map(|operand| match operand {
            Operand::Path(path) | Operand::Size(path) => Some(path),
            Operand::Value(_) => None,
        }));
    }
}
