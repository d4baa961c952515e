//! Operators, and how strongly they bind.

use crate::syntax::ast::Operator;
use crate::syntax::token::Kind;

/// The precedence of operators; only operands are higher than the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Precedence {
    Or,
    And,
    Equality,
    Comparison,
    Addition,
    Multiplication,
    Operand,
}

impl Precedence {
    /// The next higher one.
    pub(super) fn next(self) -> Self {
        match self {
            Self::Or => Self::And,
            Self::And => Self::Equality,
            Self::Equality => Self::Comparison,
            Self::Comparison => Self::Addition,
            Self::Addition => Self::Multiplication,
            Self::Multiplication | Self::Operand => Self::Operand,
        }
    }
}

/// The precedence of an operator.
pub(super) fn precedence(kind: Kind) -> Option<Precedence> {
    Some(match kind {
        Kind::Or => Precedence::Or,
        Kind::And => Precedence::And,
        Kind::Equal | Kind::NotEqual => Precedence::Equality,
        Kind::Less | Kind::LessEqual | Kind::Greater | Kind::GreaterEqual => Precedence::Comparison,
        Kind::Plus | Kind::Minus => Precedence::Addition,
        Kind::Multiply | Kind::Divide | Kind::Modulus => Precedence::Multiplication,
        _ => return None,
    })
}

/// The operator that a token is, if it is one of that precedence.
pub(super) fn operator(kind: Kind, level: Precedence) -> Option<Operator> {
    let operator = match kind {
        Kind::Equal => Operator::Equal,
        Kind::NotEqual => Operator::NotEqual,
        Kind::Less => Operator::Less,
        Kind::LessEqual => Operator::LessEqual,
        Kind::Greater => Operator::Greater,
        Kind::GreaterEqual => Operator::GreaterEqual,
        Kind::Plus => Operator::Add,
        Kind::Minus => Operator::Subtract,
        Kind::Multiply => Operator::Multiply,
        Kind::Divide => Operator::Divide,
        Kind::Modulus => Operator::Modulus,
        _ => return None,
    };
    (precedence(kind) == Some(level)).then_some(operator)
}
