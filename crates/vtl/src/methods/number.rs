//! `java.lang.Integer`, `Long`, `Double` and `java.math.BigInteger`.

use std::cmp::Ordering;
use std::sync::Arc;

use super::Answer;
use super::sort::compare_numbers;
use crate::state::{Interrupt, State};
use crate::value::{Number, Value};

pub(super) fn call(n: &Number, name: &str, args: &[Value], state: &mut State<'_>) -> Answer {
    state.step(1)?;
    Ok(match (name, args) {
        ("intValue", []) => n.to_i32().into(),
        ("longValue", []) => n.to_i64().into(),
        ("doubleValue", []) => n.to_f64().into(),
        ("floatValue", []) => f64::from(n.to_f64() as f32).into(),
        ("shortValue", []) => i32::from(n.to_i32() as i16).into(),
        ("byteValue", []) => i32::from(n.to_i32() as i8).into(),
        ("compareTo", [Value::Number(other)]) if n.class_name() == other.class_name() => {
            order(compare_numbers(n, other))
        }
        ("compareTo", [_]) => {
            return Err(Interrupt::exception("only numbers of one type can be compared"));
        }
        _ => match n {
            Number::Int(_) => int(name, args)?,
            Number::Long(_) => long(name, args)?,
            Number::Double(n) => double(*n, name, args)?,
            Number::Big(_) => big(n, name, args, state)?,
        },
    })
}

pub(super) fn property(n: &Number, name: &str) -> Answer {
    match (n, name) {
        (Number::Double(n), "naN" | "NaN") => Ok(n.is_nan().into()),
        (Number::Double(n), "infinite" | "Infinite") => Ok(n.is_infinite().into()),
        _ => Err(Interrupt::NoSuchMethod),
    }
}

fn order(ordering: Ordering) -> Value {
    Value::from(ordering as i32)
}

/// The static methods of `Integer`, which Velocity finds through any integer.
fn int(name: &str, args: &[Value]) -> Answer {
    Ok(match (name, args) {
        ("parseInt" | "valueOf", [Value::String(text)]) => parse::<i32>(text, 10)?.into(),
        ("parseInt" | "valueOf", [Value::String(text), radix]) => {
            i32::try_from(parse_radix(text, super::parameter::int(radix)?)?)
                .map_err(|_| not_a_number(text))?
                .into()
        }
        ("valueOf", [Value::Number(Number::Int(n))]) => (*n).into(),
        ("toString", [Value::Number(Number::Int(n))]) => n.to_string().into(),
        ("toHexString", [Value::Number(Number::Int(n))]) => format!("{n:x}").into(),
        ("toOctalString", [Value::Number(Number::Int(n))]) => format!("{n:o}").into(),
        ("toBinaryString", [Value::Number(Number::Int(n))]) => format!("{n:b}").into(),
        ("signum", [Value::Number(Number::Int(n))]) => n.signum().into(),
        (_, [Value::Number(Number::Int(a)), Value::Number(Number::Int(b))]) => match name {
            "max" => (*a.max(b)).into(),
            "min" => (*a.min(b)).into(),
            "sum" => a.wrapping_add(*b).into(),
            "compare" => order(a.cmp(b)),
            _ => return Err(Interrupt::NoSuchMethod),
        },
        _ => return Err(Interrupt::NoSuchMethod),
    })
}

/// The static methods of `Long`.
fn long(name: &str, args: &[Value]) -> Answer {
    let long = |value: &Value| match value {
        Value::Number(n @ (Number::Int(_) | Number::Long(_))) => Ok(n.to_i64()),
        _ => Err(Interrupt::NoSuchMethod),
    };
    Ok(match (name, args) {
        ("parseLong" | "valueOf", [Value::String(text)]) => parse::<i64>(text, 10)?.into(),
        ("parseLong" | "valueOf", [Value::String(text), radix]) => {
            parse_radix(text, super::parameter::int(radix)?)?.into()
        }
        ("valueOf", [n]) => long(n)?.into(),
        ("toString", [n]) => long(n)?.to_string().into(),
        ("toHexString", [n]) => format!("{:x}", long(n)?).into(),
        ("toBinaryString", [n]) => format!("{:b}", long(n)?).into(),
        ("signum", [n]) => (long(n)?.signum() as i32).into(),
        ("max", [a, b]) => long(a)?.max(long(b)?).into(),
        ("min", [a, b]) => long(a)?.min(long(b)?).into(),
        ("sum", [a, b]) => long(a)?.wrapping_add(long(b)?).into(),
        ("compare", [a, b]) => order(long(a)?.cmp(&long(b)?)),
        _ => return Err(Interrupt::NoSuchMethod),
    })
}

/// The static methods of `Double`, and its instance methods.
fn double(n: f64, name: &str, args: &[Value]) -> Answer {
    let double = |value: &Value| match value {
        Value::Number(n) if !matches!(n, Number::Big(_)) => Ok(n.to_f64()),
        _ => Err(Interrupt::NoSuchMethod),
    };
    Ok(match (name, args) {
        ("isNaN", []) => n.is_nan().into(),
        ("isInfinite", []) => n.is_infinite().into(),
        ("isNaN", [n]) => double(n)?.is_nan().into(),
        ("isInfinite", [n]) => double(n)?.is_infinite().into(),
        ("isFinite", [n]) => double(n)?.is_finite().into(),
        ("parseDouble" | "valueOf", [Value::String(text)]) => parse_double(text)?.into(),
        ("valueOf", [n]) => double(n)?.into(),
        ("toString", [n]) => Number::Double(double(n)?).to_string().into(),
        ("max", [a, b]) => double(a)?.max(double(b)?).into(),
        ("min", [a, b]) => double(a)?.min(double(b)?).into(),
        ("sum", [a, b]) => (double(a)? + double(b)?).into(),
        ("compare", [a, b]) => {
            order(compare_numbers(&Number::Double(double(a)?), &Number::Double(double(b)?)))
        }
        _ => return Err(Interrupt::NoSuchMethod),
    })
}

fn big(n: &Number, name: &str, args: &[Value], state: &mut State<'_>) -> Answer {
    let Number::Big(big) = n else {
        return Err(Interrupt::NoSuchMethod);
    };
    let words = big.bits() as usize / 64 + 1;
    let number = match (name, args) {
        ("negate", []) => -big.as_ref(),
        ("abs", []) => big.magnitude().clone().into(),
        ("signum", []) => return Ok(Value::from(big.sign() as i32 - 1)),
        (_, [Value::Number(Number::Big(other))]) => {
            let others = other.bits() as usize / 64 + 1;
            state.allocate((words + others) * 8)?;
            match name {
                "add" => big.as_ref() + other.as_ref(),
                "subtract" => big.as_ref() - other.as_ref(),
                "multiply" => {
                    state.step(words.saturating_mul(others))?;
                    big.as_ref() * other.as_ref()
                }
                "max" => big.as_ref().max(other.as_ref()).clone(),
                "min" => big.as_ref().min(other.as_ref()).clone(),
                _ => return Err(Interrupt::NoSuchMethod),
            }
        }
        _ => return Err(Interrupt::NoSuchMethod),
    };
    Ok(Number::Big(Arc::new(number)).into())
}

fn not_a_number(text: &str) -> Interrupt {
    Interrupt::exception(format!("For input string: \"{text}\""))
}

/// Decimal digits after an optional sign.
fn parse<T: TryFrom<i64>>(text: &str, radix: i32) -> Result<T, Interrupt> {
    T::try_from(parse_radix(text, radix)?).map_err(|_| not_a_number(text))
}

fn parse_radix(text: &str, radix: i32) -> Result<i64, Interrupt> {
    let radix = u32::try_from(radix).ok().filter(|radix| (2..=36).contains(radix));
    let radix = radix.ok_or_else(|| Interrupt::exception("a radix is between 2 and 36"))?;
    i64::from_str_radix(text, radix).map_err(|_| not_a_number(text))
}

/// `Double.parseDouble`: surrounding white space is allowed, and a `d` or `f` at the end.
fn parse_double(text: &str) -> Result<f64, Interrupt> {
    let trimmed = text.trim_matches(|c| c <= ' ');
    let digits = trimmed.strip_suffix(['d', 'D', 'f', 'F']).unwrap_or(trimmed);
    let named = digits.trim_start_matches(['+', '-']);
    let valid = matches!(named, "NaN" | "Infinity")
        || named.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let parsed = if valid { digits.parse().ok() } else { None };
    parsed.ok_or_else(|| not_a_number(text))
}
