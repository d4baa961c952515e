//! Decimals, rounded as Java rounds them: half up, from the shortest digits that denote the number.

/// `123.450`, with so many decimals.
pub(super) fn fixed(n: f64, precision: usize) -> String {
    let (digits, exponent) = shortest(n);
    // How many of the digits are before the decimal point, and in all.
    let whole = exponent + 1;
    let kept = whole.saturating_add(isize::try_from(precision).unwrap_or(isize::MAX));
    let (mut digits, whole) = match usize::try_from(kept) {
        Ok(kept) => {
            let (digits, has_grown) = rounded(&digits, kept);
            (digits, whole + isize::from(has_grown))
        }
        Err(_) => (vec![], whole),
    };
    // Zeros before the first digit, and after the last one.
    let missing = usize::try_from(1 - whole).unwrap_or(0);
    digits.splice(0..0, std::iter::repeat_n(0, missing));
    let whole = usize::try_from(whole.max(1)).unwrap_or(1);
    digits.resize(whole + precision, 0);
    let text = text(&digits);
    match precision {
        0 => text,
        _ => format!("{}.{}", &text[..whole], &text[whole..]),
    }
}

/// `1.234500e+02`, with so many decimals.
pub(super) fn scientific(n: f64, precision: usize) -> String {
    let (digits, exponent) = shortest(n);
    let (mut digits, has_grown) = rounded(&digits, precision + 1);
    let exponent = exponent + isize::from(has_grown);
    digits.resize(precision + 1, 0);
    let text = text(&digits);
    let point = if precision == 0 { "" } else { "." };
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{}{point}{}e{sign}{:02}", &text[..1], &text[1..], exponent.abs())
}

/// The shortest digits that denote a number, and the exponent of the first one.
fn shortest(n: f64) -> (Vec<u8>, isize) {
    let text = format!("{n:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = mantissa.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
    (digits, exponent.parse().unwrap_or(0))
}

/// The first digits, rounded half up; whether there is one more of them before the first.
fn rounded(digits: &[u8], kept: usize) -> (Vec<u8>, bool) {
    let Some(next) = digits.get(kept) else {
        return (digits.to_vec(), false);
    };
    let mut digits = digits[..kept].to_vec();
    if *next < 5 {
        return (digits, false);
    }
    for digit in digits.iter_mut().rev() {
        if *digit < 9 {
            *digit += 1;
            return (digits, false);
        }
        *digit = 0;
    }
    digits.insert(0, 1);
    (digits, true)
}

fn text(digits: &[u8]) -> String {
    digits.iter().map(|digit| char::from(b'0' + digit)).collect()
}

#[cfg(test)]
mod tests {
    use super::{fixed, scientific};

    #[test]
    fn decimals_are_rounded_half_up() {
        let cases = [
            (1.005, 2, "1.01"),
            (0.5, 0, "1"),
            (0.4, 0, "0"),
            (1.5, 0, "2"),
            (99.99, 1, "100.0"),
            (0.001, 2, "0.00"),
            (0.005, 2, "0.01"),
            (0.0, 3, "0.000"),
            (1e21, 1, "1000000000000000000000.0"),
            (1e-9, 6, "0.000000"),
            (123.456, 6, "123.456000"),
            (9.96e-3, 3, "0.010"),
        ];
        for (n, precision, expected) in cases {
            assert_eq!(fixed(n, precision), expected);
        }
    }

    #[test]
    fn scientific_notation_has_two_digits_of_exponent() {
        let cases = [
            (12345.678, 2, "1.23e+04"),
            (0.0, 1, "0.0e+00"),
            (9.99, 1, "1.0e+01"),
            (1.5e-7, 0, "2e-07"),
            (1e300, 3, "1.000e+300"),
        ];
        for (n, precision, expected) in cases {
            assert_eq!(scientific(n, precision), expected);
        }
    }
}
