//! Numbers with their Java type.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use num_bigint::BigInt;
use num_traits::{FromPrimitive, ToPrimitive};

/// A number as Java has it.
#[derive(Debug, Clone)]
#[repr(u64)]
pub enum Number {
    /// `Integer`.
    Int(i32),
    /// `Long`.
    Long(i64),
    /// `BigInteger`: what integer arithmetic overflows into.
    Big(Arc<BigInt>),
    /// `Double`.
    Double(f64),
}

impl Number {
    /// The smallest of `Integer`, `Long` and `BigInteger` that holds `n`.
    pub fn integer(n: i128) -> Self {
        if let Ok(n) = i32::try_from(n) {
            Self::Int(n)
        } else if let Ok(n) = i64::try_from(n) {
            Self::Long(n)
        } else {
            Self::Big(Arc::new(n.into()))
        }
    }

    /// The integer that `digits` (decimal, perhaps after a `-`) are, in the smallest type that
    /// holds it; nothing if they are something else.
    pub(crate) fn parse_integer(digits: &str) -> Option<Self> {
        match digits.parse::<i128>() {
            Ok(n) => Some(Self::integer(n)),
            Err(_) => Some(Self::Big(Arc::new(digits.parse().ok()?))),
        }
    }

    /// `Number.doubleValue()`.
    pub fn to_f64(&self) -> f64 {
        match self {
            Self::Int(n) => f64::from(*n),
            Self::Long(n) => *n as f64,
            Self::Big(n) => n.to_f64().unwrap_or(f64::NAN),
            Self::Double(n) => *n,
        }
    }

    /// `Number.longValue()`: a double loses its fraction and is clamped to a long, a
    /// big integer keeps its lowest 64 bits.
    pub fn to_i64(&self) -> i64 {
        match self {
            Self::Int(n) => i64::from(*n),
            Self::Long(n) => *n,
            Self::Big(n) => {
                let digits = n.iter_u64_digits().next().unwrap_or(0) as i64;
                if n.sign() == num_bigint::Sign::Minus { digits.wrapping_neg() } else { digits }
            }
            Self::Double(n) => *n as i64,
        }
    }

    /// `Number.intValue()`.
    pub fn to_i32(&self) -> i32 {
        match self {
            Self::Double(n) => *n as i32,
            other => other.to_i64() as i32,
        }
    }

    /// The `int` argument of a Java method: only of an `Integer`.
    pub fn as_int(&self) -> Option<i32> {
        match self {
            Self::Int(n) => Some(*n),
            _ => None,
        }
    }

    /// The number as a big integer; a double loses its fraction.
    pub(crate) fn to_big(&self) -> BigInt {
        match self {
            Self::Big(n) => n.as_ref().clone(),
            other => other.to_i64().into(),
        }
    }

    /// Whether it is zero, in any type.
    pub fn is_zero(&self) -> bool {
        match self {
            Self::Int(n) => *n == 0,
            Self::Long(n) => *n == 0,
            Self::Big(n) => n.sign() == num_bigint::Sign::NoSign,
            Self::Double(n) => *n == 0.0,
        }
    }

    /// Compares numbers of any types by value. `None` if one is not a number.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Big(a), Self::Double(b)) => compare_exactly(a, *b),
            (Self::Double(a), Self::Big(b)) => compare_exactly(b, *a).map(Ordering::reverse),
            (Self::Double(_), _) | (_, Self::Double(_)) => {
                self.to_f64().partial_cmp(&other.to_f64())
            }
            (Self::Big(_), _) | (_, Self::Big(_)) => Some(self.to_big().cmp(&other.to_big())),
            _ => Some(self.to_i64().cmp(&other.to_i64())),
        }
    }

    /// Java's `equals`: the same type and the same value.
    pub fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::Long(a), Self::Long(b)) => a == b,
            (Self::Big(a), Self::Big(b)) => a == b,
            (Self::Double(a), Self::Double(b)) => {
                a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan())
            }
            _ => false,
        }
    }

    /// The approximate number of steps for printing it: each digit of a big integer is computed
    /// from the rest.
    pub(crate) fn printing_steps(&self) -> usize {
        match self {
            Self::Big(n) => {
                let words = n.bits() as usize / 64;
                words.saturating_mul(words) / 16
            }
            _ => 0,
        }
    }

    /// Whether it is one of the integer types.
    pub fn is_integer(&self) -> bool {
        !matches!(self, Self::Double(_))
    }

    /// The simple name of the Java class.
    pub fn class_name(&self) -> &'static str {
        match self {
            Self::Int(_) => "Integer",
            Self::Long(_) => "Long",
            Self::Big(_) => "BigInteger",
            Self::Double(_) => "Double",
        }
    }
}

/// Compares an integer with a double that may have more digits than doubles do. Nothing if the
/// double is not a number.
fn compare_exactly(integer: &BigInt, double: f64) -> Option<Ordering> {
    match BigInt::from_f64(double) {
        Some(whole) => match integer.cmp(&whole) {
            Ordering::Equal => 0.0.partial_cmp(&double.fract()),
            unequal => Some(unequal),
        },
        None => 0.0.partial_cmp(&double),
    }
}

/// Java's `toString()`.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(n) => n.fmt(f),
            Self::Long(n) => n.fmt(f),
            Self::Big(n) => n.fmt(f),
            Self::Double(n) => write_double(*n, f),
        }
    }
}

/// `Double.toString`: plain between 10^-3 and 10^7, otherwise with an exponent; always with a digit
/// after the point.
fn write_double(n: f64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if n.is_nan() {
        return f.write_str("NaN");
    }
    if n.is_infinite() {
        return f.write_str(if n > 0.0 { "Infinity" } else { "-Infinity" });
    }
    let size = n.abs();
    if size == 0.0 || (1e-3..1e7).contains(&size) {
        return write!(f, "{n:?}");
    }
    let mut text = format!("{n:e}");
    if text.trim_start_matches('-').as_bytes().get(1) == Some(&b'e') {
        // Of two digits, Java prints those closest to the number, even if one would do.
        let closest = format!("{n:.1e}");
        if closest.parse() == Ok(n) {
            text = closest;
        }
    }
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let point = if digits.contains('.') { "" } else { ".0" };
    write!(f, "{digits}{point}E{exponent}")
}
