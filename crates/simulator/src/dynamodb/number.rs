//! DynamoDB's numbers: decimals of up to 38 significant digits.

use std::fmt;
use std::str::FromStr;

use bigdecimal::BigDecimal;
use serde_json::Value as Json;

use super::invalid_value::InvalidValue;

/// Significant digits that DynamoDB keeps of a number.
const DIGITS: u64 = 38;
/// The exponents of the largest and the smallest magnitude in DynamoDB.
const EXPONENTS: std::ops::RangeInclusive<i64> = -130..=125;

/// A number as DynamoDB stores it. Numbers of the same value are equal, however they were written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number(BigDecimal);

impl Number {
    fn checked(value: BigDecimal) -> Result<Self, InvalidValue> {
        let value = value.normalized();
        if value.digits() > DIGITS {
            return Err(InvalidValue::new(
                "Attempting to store more than 38 significant digits in a Number",
            ));
        }
        let (_, scale) = value.as_bigint_and_exponent();
        let exponent = value.digits() as i64 - 1 - scale;
        if value.sign() != bigdecimal::num_bigint::Sign::NoSign && !EXPONENTS.contains(&exponent) {
            let way = if exponent < 0 { "underflow" } else { "overflow" };
            return Err(InvalidValue::new(format!(
                "Number {way}. Attempting to store a number with magnitude outside the supported range"
            )));
        }
        Ok(Self(value))
    }

    /// The sum.
    ///
    /// # Errors
    /// The sum has more digits or a larger magnitude than DynamoDB allows.
    pub fn plus(&self, other: &Self) -> Result<Self, InvalidValue> {
        Self::checked(&self.0 + &other.0)
    }

    /// The difference.
    ///
    /// # Errors
    /// See [`Number::plus`].
    pub fn minus(&self, other: &Self) -> Result<Self, InvalidValue> {
        Self::checked(&self.0 - &other.0)
    }

    /// The number as JSON: exact where 64 bits hold it, else the nearest double.
    pub fn to_json(&self) -> Json {
        serde_json::from_str(&self.to_string()).unwrap_or(Json::Null)
    }

    /// The bytes that DynamoDB counts for this number: about one for two digits, and one more.
    pub fn size(&self) -> usize {
        (self.0.digits() as usize).div_ceil(2) + 1
    }
}

impl FromStr for Number {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let value = BigDecimal::from_str(text.trim()).map_err(|_| {
            InvalidValue::new(format!(
                "The parameter cannot be converted to a numeric value: {text}"
            ))
        })?;
        Self::checked(value)
    }
}

impl From<usize> for Number {
    fn from(count: usize) -> Self {
        Self(BigDecimal::from(count as u64).normalized())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_plain_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        text.parse().expect(text)
    }

    #[test]
    fn equal_values_are_equal_and_print_plainly() {
        assert_eq!(number("1.50"), number("15e-1"));
        assert_eq!(number("1e3").to_string(), "1000");
        assert_eq!(number("-0.00120").to_string(), "-0.0012");
        assert_eq!(number("0.0"), number("0"));
    }

    #[test]
    fn order_is_by_value_not_by_text() {
        assert!(number("9") < number("10"));
        assert!(number("-2") < number("-1.5"));
    }

    #[test]
    fn thirty_eight_digits_fit_and_thirty_nine_do_not() {
        assert!(Number::from_str(&"9".repeat(38)).is_ok());
        assert!(Number::from_str(&"9".repeat(39)).is_err());
        assert!(Number::from_str(&format!("1{}", "0".repeat(50))).is_ok());
    }

    #[test]
    fn magnitudes_are_bounded() {
        assert!(Number::from_str("9.99e125").is_ok());
        assert!(Number::from_str("1e126").is_err());
        assert!(Number::from_str("1e-130").is_ok());
        assert!(Number::from_str("1e-131").is_err());
    }

    #[test]
    fn sums_are_exact() {
        let sum = number("0.1").plus(&number("0.2")).expect("small");
        assert_eq!(sum.to_string(), "0.3");
        assert_eq!(sum.to_json(), serde_json::json!(0.3));
    }
}
