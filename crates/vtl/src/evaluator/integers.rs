//! Chains of integers, evaluated without intermediate values.
//!
//! Most chains of operators consist of literals and variables that are integers. Nothing with a
//! side effect is evaluated here, so a chain with another operand can be evaluated again.

use super::Evaluator;
use super::comparison::compares;
use crate::syntax::ast::{Chain, Expression, Operator};
use crate::value::{Number, Value};

impl Evaluator<'_, '_> {
    /// The value of a chain, if all of it is integers.
    pub(super) fn integers(&self, chain: &Chain) -> Option<Value> {
        match self.integer_comparison(chain) {
            Some(holds) => Some(holds.into()),
            None => self.integer_chain(chain).map(Value::from),
        }
    }

    /// Whether a comparison of two integers holds.
    pub(super) fn integer_comparison(&self, chain: &Chain) -> Option<bool> {
        match chain.rest.as_slice() {
            [link] if chain.is_integral && link.operator.compares() => {
                let left = self.integer(&chain.first.value)?;
                let right = self.integer(&link.operand.value)?;
                Some(compares(link.operator, left.cmp(&right)))
            }
            _ => None,
        }
    }

    fn integer_chain(&self, chain: &Chain) -> Option<i32> {
        if !chain.is_integral || self.frame.is_some() {
            return None;
        }
        let mut left = self.integer(&chain.first.value)?;
        for link in &chain.rest {
            let right = self.integer(&link.operand.value)?;
            left = match link.operator {
                Operator::Add => left.checked_add(right)?,
                Operator::Subtract => left.checked_sub(right)?,
                Operator::Multiply => left.checked_mul(right)?,
                Operator::Divide => left.checked_div(right)?,
                Operator::Modulus => left.checked_rem(right)?,
                _ => return None,
            };
        }
        Some(left)
    }

    /// An operand of an integral chain.
    #[inline]
    fn integer(&self, operand: &Expression) -> Option<i32> {
        match operand {
            Expression::Number(Number::Int(n)) => Some(*n),
            Expression::Reference(reference) if self.frame.is_none() => {
                match self.variables.get(reference.variable) {
                    Some(Value::Number(Number::Int(n))) => Some(*n),
                    _ => None,
                }
            }
            Expression::Chain(chain) => self.integer_chain(chain),
            _ => None,
        }
    }
}

impl Expression {
    /// Whether it is a literal or a variable, or operators on such, and so may be an integer.
    pub(crate) fn may_be_integer(&self) -> bool {
        match self {
            Self::Number(Number::Int(_)) => true,
            Self::Reference(reference) => reference.accessors.is_empty(),
            Self::Chain(chain) => chain.is_integral,
            _ => false,
        }
    }
}
