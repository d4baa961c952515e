//! `==`, `<` and their like, with Velocity's coercions.

use std::cmp::Ordering;

use super::{Evaluated, Evaluator};
use crate::syntax::ast::Operator;
use crate::value::{Number, Value};

impl Evaluator<'_, '_> {
    /// `==`: numbers of any type by value, values of one type as Java's `equals` does, all others by
    /// their text.
    pub(super) fn equal(&mut self, left: &Value, right: &Value) -> Evaluated<bool> {
        match (left, right) {
            (Value::Null, Value::Null) => Ok(true),
            (Value::Null, _) | (_, Value::Null) => Ok(false),
            (Value::Number(left), Value::Number(right)) => Ok(holds(Operator::Equal, left, right)),
            (Value::String(left), Value::String(right)) => {
                self.state.step(left.len().min(right.len()) / 64)?;
                Ok(left == right)
            }
            (Value::Bool(left), Value::Bool(right)) => Ok(left == right),
            (Value::List(_), Value::List(_))
            | (Value::Map(_), Value::Map(_))
            | (Value::View(_), Value::View(_))
            | (Value::Entry(_), Value::Entry(_)) => left.equals(right, &mut self.state),
            _ => Ok(self.text_of(left)? == self.text_of(right)?),
        }
    }
}

/// Whether a comparison of numbers holds. What is not a number is neither less nor greater, and so
/// it is equal to everything.
pub(super) fn holds(operator: Operator, left: &Number, right: &Number) -> bool {
    compares(operator, left.compare(right).unwrap_or(Ordering::Equal))
}

/// Whether a comparison holds of two that are ordered so.
#[inline]
pub(super) fn compares(operator: Operator, ordering: Ordering) -> bool {
    match operator {
        Operator::Equal => ordering.is_eq(),
        Operator::NotEqual => ordering.is_ne(),
        Operator::Less => ordering.is_lt(),
        Operator::LessEqual => ordering.is_le(),
        Operator::Greater => ordering.is_gt(),
        Operator::GreaterEqual => ordering.is_ge(),
        _ => false,
    }
}
