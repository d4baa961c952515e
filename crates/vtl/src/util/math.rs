//! `$util.math`: rounding, bounds and chance.

use super::arguments::{mismatch, number};
use crate::state::{Interrupt, State};
use crate::utility::{Function, Namespace};
use crate::value::{Number, Value};

/// `$util.math`.
pub static MATH: Namespace = Namespace {
    name: "util.math",
    page: Some("math-helpers-in-util-math"),
    functions: &[
        Function::new("roundNum", 1..=1, "the integer nearest to a number", round_num),
        Function::new("minVal", 2..=2, "the lesser of two numbers, as a double", min_val),
        Function::new("maxVal", 2..=2, "the greater of two numbers, as a double", max_val),
        Function::new("randomDouble", 0..=0, "a random number from 0 to 1", random_double),
        Function::new(
            "randomWithinRange",
            2..=2,
            "a random integer between two, which it may be too",
            random_within_range,
        ),
    ],
    children: &[],
};

/// Halves are rounded up.
fn round_num(_: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let rounded = match number(args, 0)? {
        Number::Double(n) => Number::integer(i128::from((n + 0.5).floor() as i64)),
        integer => integer.clone(),
    };
    Ok(rounded.into())
}

fn min_val(_: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let (a, b) = (number(args, 0)?.to_f64(), number(args, 1)?.to_f64());
    Ok(if a.is_nan() { a } else { a.min(b) }.into())
}

fn max_val(_: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let (a, b) = (number(args, 0)?.to_f64(), number(args, 1)?.to_f64());
    Ok(if a.is_nan() { a } else { a.max(b) }.into())
}

fn random_double(state: &mut State<'_>, _: &[Value]) -> Result<Value, Interrupt> {
    Ok(((state.host.random_bits() >> 11) as f64 / (1_u64 << 53) as f64).into())
}

fn random_within_range(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let (low, high) = (integer(args, 0)?, integer(args, 1)?);
    if low > high {
        return Err(Interrupt::exception(format!("the range from {low} to {high} is empty")));
    }
    let offset = (state.host.random_bits() as u128).wrapping_mul((high - low + 1) as u128) >> 64;
    Ok(Number::integer(low + offset as i128).into())
}

fn integer(args: &[Value], index: usize) -> Result<i128, Interrupt> {
    match number(args, index)? {
        Number::Int(n) => Ok(i128::from(*n)),
        Number::Long(n) => Ok(i128::from(*n)),
        _ => Err(mismatch(args, index, "an Integer")),
    }
}
