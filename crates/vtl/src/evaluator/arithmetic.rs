//! `+`, `-`, `*`, `/` and `%`, with Velocity's types: the wider of the two, and as wide as the
//! result needs.

use std::sync::Arc;

use num_bigint::{BigInt, Sign};

use super::{Evaluated, Evaluator};
use crate::state::Interrupt;
use crate::syntax::ast::Operator;
use crate::value::{Number, Value};

impl Evaluator<'_, '_> {
    /// The result of an operation on numbers; null if it divides by zero.
    pub(super) fn compute(
        &mut self,
        operator: Operator,
        left: &Number,
        right: &Number,
    ) -> Evaluated<Value> {
        let divides = matches!(operator, Operator::Divide | Operator::Modulus);
        if divides && right.is_zero() {
            return Ok(Value::Null);
        }
        let number = match (left, right) {
            (Number::Double(_), _) | (_, Number::Double(_)) => {
                Number::Double(double(operator, left.to_f64(), right.to_f64()))
            }
            (Number::Big(_), _) | (_, Number::Big(_)) => self.big(operator, left, right)?,
            _ => {
                let wide = matches!(left, Number::Long(_)) || matches!(right, Number::Long(_));
                long(operator, left.to_i64(), right.to_i64(), wide)
            }
        };
        Ok(number.into())
    }

    fn big(&mut self, operator: Operator, left: &Number, right: &Number) -> Evaluated<Number> {
        let (left, right) = (left.to_big(), right.to_big());
        let words = (left.bits() + right.bits()) as usize / 64 + 1;
        self.state.allocate(words * 8)?;
        if matches!(operator, Operator::Multiply | Operator::Divide | Operator::Modulus) {
            self.state.step(words.saturating_mul(words))?;
        }
        let result = match operator {
            Operator::Add => left + right,
            Operator::Subtract => left - right,
            Operator::Multiply => left * right,
            Operator::Divide => left / right,
            _ if right.sign() == Sign::Minus => {
                return Err(Interrupt::exception("BigInteger: modulus not positive"));
            }
            _ => {
                let remainder: BigInt = &left % &right;
                if remainder.sign() == Sign::Minus { remainder + right } else { remainder }
            }
        };
        Ok(Number::Big(Arc::new(result)))
    }
}

fn double(operator: Operator, left: f64, right: f64) -> f64 {
    match operator {
        Operator::Add => left + right,
        Operator::Subtract => left - right,
        Operator::Multiply => left * right,
        Operator::Divide => left / right,
        _ => left % right,
    }
}

/// An operation on two integers, comparisons included; null if it divides by zero. The result is a
/// long if it does not fit an integer.
#[inline]
pub(super) fn integers(operator: Operator, left: i32, right: i32) -> Value {
    let (left, right) = (i64::from(left), i64::from(right));
    let result = match operator {
        Operator::Equal => return (left == right).into(),
        Operator::NotEqual => return (left != right).into(),
        Operator::Less => return (left < right).into(),
        Operator::LessEqual => return (left <= right).into(),
        Operator::Greater => return (left > right).into(),
        Operator::GreaterEqual => return (left >= right).into(),
        Operator::Divide | Operator::Modulus if right == 0 => return Value::Null,
        Operator::Add => left + right,
        Operator::Subtract => left - right,
        Operator::Multiply => left * right,
        Operator::Divide => left / right,
        Operator::Modulus => left % right,
    };
    match i32::try_from(result) {
        Ok(integer) => integer.into(),
        Err(_) => result.into(),
    }
}

/// Two integers that fit a long; the result is at least a long if `wide`, and a big integer if it
/// does not fit one.
fn long(operator: Operator, left: i64, right: i64, wide: bool) -> Number {
    let (left, right) = (i128::from(left), i128::from(right));
    let result = match operator {
        Operator::Add => left + right,
        Operator::Subtract => left - right,
        Operator::Multiply => left * right,
        // As in Java, the smallest long divided by -1 is itself.
        Operator::Divide => i128::from((left / right) as i64),
        _ => left % right,
    };
    match Number::integer(result) {
        Number::Int(n) if wide => Number::Long(n.into()),
        number => number,
    }
}
