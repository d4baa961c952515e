//! `String.format`.
//!
//! Source of truth: `java.util.Formatter` of Java 17.

use std::sync::Arc;

use crate::methods::Answer;
use crate::state::{Interrupt, State};
use crate::value::{Number, Value};

mod float;

/// A text with format specifiers, filled in with the arguments.
pub(super) fn format(pattern: &str, args: &[Value], state: &mut State<'_>) -> Answer {
    state.allocate(pattern.len())?;
    let mut out = String::with_capacity(pattern.len());
    let mut ordinary = 0;
    let mut last = None;
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let (specifier, behind) = Specifier::parse(after)?;
        rest = behind;
        let text = match specifier.conversion {
            '%' => specifier.pad("%".to_owned()),
            'n' => "\n".to_owned(),
            _ => {
                let index = match specifier.index {
                    Index::Ordinary => {
                        ordinary += 1;
                        Some(ordinary - 1)
                    }
                    Index::Previous => last,
                    Index::Explicit(index) => index.checked_sub(1),
                };
                let argument = index.and_then(|index| args.get(index));
                let argument = argument.ok_or_else(|| specifier.fault("has no argument"))?;
                last = index;
                state.allocate(specifier.room())?;
                specifier.format(argument, state)?
            }
        };
        state.allocate(text.len())?;
        out.push_str(&text);
    }
    out.push_str(rest);
    Ok(out.into())
}

/// Which argument a specifier formats.
enum Index {
    /// The next one, of those that ordinary specifiers format.
    Ordinary,
    /// The one of the specifier before, `<`.
    Previous,
    /// The one of this number, from 1.
    Explicit(usize),
}

/// `%[index$][flags][width][.precision]conversion`.
struct Specifier<'a> {
    text: &'a str,
    index: Index,
    flags: &'a str,
    width: Option<usize>,
    precision: Option<usize>,
    conversion: char,
}

impl<'a> Specifier<'a> {
    /// Reads a specifier after its `%`, and returns the rest.
    fn parse(after: &'a str) -> Result<(Self, &'a str), Interrupt> {
        let mut rest = after;
        let index = match digits(after) {
            Some((number, behind)) if behind.starts_with('$') => {
                rest = &behind[1..];
                Index::Explicit(number)
            }
            _ if after.starts_with('<') => {
                rest = &after[1..];
                Index::Previous
            }
            _ => Index::Ordinary,
        };
        let end = rest.find(|c| !"-#+ 0,(".contains(c)).unwrap_or(rest.len());
        let (flags, mut rest) = rest.split_at(end);
        let width = digits(rest).map(|(width, behind)| {
            rest = behind;
            width
        });
        let precision = rest.strip_prefix('.').and_then(digits).map(|(precision, behind)| {
            rest = behind;
            precision
        });
        let mut chars = rest.chars();
        let conversion = chars.next();
        let conversion = conversion.filter(|c| c.is_ascii_alphabetic() || *c == '%');
        let conversion = conversion.ok_or_else(|| {
            Interrupt::exception(format!("the format specifier `%{after}` has no conversion"))
        })?;
        let behind = chars.as_str();
        let text = &after[..after.len() - behind.len()];
        let specifier = Self { text, index, flags, width, precision, conversion };
        specifier.check()?;
        Ok((specifier, behind))
    }

    /// Refuses flags that exclude each other, or that the conversion does not have.
    fn check(&self) -> Result<(), Interrupt> {
        let allowed = match self.conversion {
            'd' => "-+ 0,(",
            'f' => "-+ 0,(#",
            'e' | 'E' => "-+ 0(#",
            'x' | 'X' | 'o' => "-#0",
            's' | 'S' | 'b' | 'B' | 'h' | 'H' | 'c' | 'C' | '%' => "-",
            'n' => "",
            't' | 'T' | 'g' | 'G' | 'a' | 'A' => {
                return Err(self.fault("is not supported"));
            }
            _ => return Err(self.fault("has an unknown conversion")),
        };
        let has_duplicate =
            self.flags.char_indices().any(|(at, flag)| self.flags[at + 1..].contains(flag));
        let excluded = self.has('-') && self.has('0') || self.has('+') && self.has(' ');
        if has_duplicate || excluded || !self.flags.chars().all(|flag| allowed.contains(flag)) {
            return Err(self.fault("has flags that do not go with it"));
        }
        if self.width.is_none() && (self.has('-') || self.has('0')) {
            return Err(self.fault("has no width"));
        }
        let has_no_precision =
            matches!(self.conversion, 'd' | 'x' | 'X' | 'o' | 'c' | 'C' | '%' | 'n');
        if self.precision.is_some() && has_no_precision {
            return Err(self.fault("cannot have a precision"));
        }
        Ok(())
    }

    fn has(&self, flag: char) -> bool {
        self.flags.contains(flag)
    }

    /// The maximal size of padding and decimals.
    fn room(&self) -> usize {
        self.width.unwrap_or(0).saturating_add(self.precision.unwrap_or(0))
    }

    fn fault(&self, what: &str) -> Interrupt {
        Interrupt::exception(format!("the format specifier `%{}` {what}", self.text))
    }

    fn format(&self, argument: &Value, state: &mut State<'_>) -> Result<String, Interrupt> {
        let text = match (self.conversion, argument) {
            ('b' | 'B', Value::Null) => "false".to_owned(),
            ('b' | 'B', Value::Bool(b)) => b.to_string(),
            ('b' | 'B', _) => "true".to_owned(),
            (_, Value::Null) => "null".to_owned(),
            ('s' | 'S', _) => argument.to_text(state)?,
            ('h' | 'H', _) => format!("{:x}", argument.hash_code(state)?),
            (_, Value::Number(number)) => {
                let text = self.number(number, state)?;
                return Ok(self.cased(text));
            }
            _ => return Err(self.wrong_type(argument)),
        };
        let precision = self.precision.unwrap_or(usize::MAX);
        Ok(self.cased(self.pad(text.chars().take(precision).collect())))
    }

    fn wrong_type(&self, argument: &Value) -> Interrupt {
        self.fault(&format!("does not take a `{}`", argument.class_name()))
    }

    /// Upper case if the conversion is.
    fn cased(&self, text: String) -> String {
        if self.conversion.is_ascii_uppercase() { text.to_uppercase() } else { text }
    }

    fn pad(&self, text: String) -> String {
        let missing = self.width.unwrap_or(0).saturating_sub(text.encode_utf16().count());
        let spaces = " ".repeat(missing);
        if self.has('-') { text + &spaces } else { spaces + &text }
    }

    fn number(&self, number: &Number, state: &mut State<'_>) -> Result<String, Interrupt> {
        let wrong_type = || self.wrong_type(&Value::Number(number.clone()));
        match (self.conversion, number) {
            ('d', Number::Double(_)) | ('x' | 'X' | 'o', Number::Double(_)) => Err(wrong_type()),
            ('d', _) => {
                state.step(number.printing_steps())?;
                let digits = number.to_string();
                let is_negative = digits.starts_with('-');
                Ok(self.signed(is_negative, digits.trim_start_matches('-').to_owned()))
            }
            ('x' | 'X' | 'o', _) => Ok(self.radix(number)),
            ('f' | 'e' | 'E', Number::Double(n)) if n.is_nan() => Ok(self.pad("NaN".to_owned())),
            ('f' | 'e' | 'E', Number::Double(n)) if n.is_infinite() => {
                Ok(self.signed(n.is_sign_negative(), "Infinity".to_owned()))
            }
            ('f' | 'e' | 'E', Number::Double(n)) => {
                let precision = self.precision.unwrap_or(6);
                let digits = match self.conversion {
                    'f' => float::fixed(n.abs(), precision),
                    _ => float::scientific(n.abs(), precision),
                };
                Ok(self.signed(n.is_sign_negative(), digits))
            }
            ('c' | 'C', Number::Int(code)) => {
                let found = u32::try_from(*code).ok().and_then(char::from_u32);
                let found = found.ok_or_else(|| self.fault("takes no such character"))?;
                Ok(self.pad(found.to_string()))
            }
            _ => Err(wrong_type()),
        }
    }

    /// Digits with sign, groups and padding.
    fn signed(&self, is_negative: bool, digits: String) -> String {
        let digits = if self.has(',') { grouped(&digits) } else { digits };
        let (before, behind) = match is_negative {
            true if self.has('(') => ("(", ")"),
            true => ("-", ""),
            false if self.has('+') => ("+", ""),
            false if self.has(' ') => (" ", ""),
            false => ("", ""),
        };
        self.zero_padded(before, &digits, behind)
    }

    fn zero_padded(&self, before: &str, digits: &str, behind: &str) -> String {
        let length = before.len() + digits.len() + behind.len();
        let is_finite = digits.starts_with(|c: char| c.is_ascii_hexdigit());
        let zeros = match self.has('0') && is_finite {
            true => self.width.unwrap_or(0).saturating_sub(length),
            false => 0,
        };
        self.pad(format!("{before}{}{digits}{behind}", "0".repeat(zeros)))
    }

    /// An integer in base 16 or 8: negative ones in the two's complement of their type.
    fn radix(&self, number: &Number) -> String {
        let is_octal = self.conversion == 'o';
        let (sign, digits) = match number {
            Number::Int(n) if is_octal => ("", format!("{n:o}")),
            Number::Int(n) => ("", format!("{n:x}")),
            Number::Big(n) => big_radix(n, if is_octal { 8 } else { 16 }),
            _ if is_octal => ("", format!("{:o}", number.to_i64())),
            _ => ("", format!("{:x}", number.to_i64())),
        };
        let prefix = match self.has('#') {
            true if is_octal => "0",
            true => "0x",
            false => "",
        };
        self.zero_padded(&format!("{sign}{prefix}"), &digits, "")
    }
}

fn big_radix(n: &Arc<num_bigint::BigInt>, radix: u32) -> (&'static str, String) {
    let sign = if n.sign() == num_bigint::Sign::Minus { "-" } else { "" };
    (sign, n.magnitude().to_str_radix(radix))
}

/// A number, and what follows it.
fn digits(text: &str) -> Option<(usize, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, behind) = text.split_at(end);
    // A width does not begin with zero, which is a flag.
    let number = digits.parse::<u32>().ok()?;
    Some((usize::try_from(number).ok()?, behind))
}

/// Digits with a comma before every third one from the decimal point.
fn grouped(digits: &str) -> String {
    let whole = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let mut grouped = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (at, digit) in digits.char_indices() {
        if at > 0 && at < whole && (whole - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
