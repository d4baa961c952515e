//! Prints a time by a pattern.

use std::fmt::Write;

use jiff::Zoned;

use super::field::Field;
use super::pattern::{Item, Number, OffsetStyle, Sign};

/// Appends `time`, in the zone called `zone`, in the format of `items`.
///
/// # Errors
/// A value does not fit the pattern: it has more digits.
pub fn format(items: &[Item], time: &Zoned, zone: &str, out: &mut String) -> Result<(), String> {
    for item in items {
        match item {
            Item::Literal(c) => out.push(*c),
            Item::Number(number) => digits(number, number.field.of(time), out)?,
            Item::TwoDigitYear(field) => {
                write(out, format_args!("{:02}", field.of(time).rem_euclid(100)));
            }
            Item::Text(field, style) => {
                let value = field.of(time);
                let texts = field.texts(*style);
                out.push_str(texts.iter().find(|t| t.1 == value).map_or("", |t| t.0.as_str()));
            }
            Item::Fraction { min, max, point } => fraction(time, (*min, *max, *point), out),
            Item::Offset(style) => offset(*style, time.offset().seconds(), out),
            Item::GmtOffset { full } => gmt_offset(*full, time.offset().seconds(), out),
            Item::ZoneId => out.push_str(zone),
            Item::ZoneName => {
                let info = time.time_zone().to_offset_info(time.timestamp());
                let fixed = time.time_zone().to_fixed_offset().is_ok();
                out.push_str(if fixed { zone } else { info.abbreviation() });
            }
            Item::Padded(width, item) => {
                let mut inner = String::new();
                format(std::slice::from_ref(item), time, zone, &mut inner)?;
                let missing = width.checked_sub(inner.chars().count());
                let missing = missing.ok_or_else(|| format!("`{inner}` is wider than {width}"))?;
                out.extend(std::iter::repeat_n(' ', missing));
                out.push_str(&inner);
            }
            Item::Optional(items) => {
                // A section that cannot be printed is omitted entirely.
                let start = out.len();
                if format(items, time, zone, out).is_err() {
                    out.truncate(start);
                }
            }
        }
    }
    Ok(())
}

/// Writing to a string does not fail.
fn write(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).unwrap_or_default();
}

fn digits(number: &Number, value: i64, out: &mut String) -> Result<(), String> {
    let text = value.unsigned_abs().to_string();
    if text.len() > number.max {
        return Err(format!("{value} has more than {} digits", number.max));
    }
    match number.sign {
        _ if value < 0 => out.push('-'),
        Sign::ExceedsPad if text.len() > number.min => out.push('+'),
        _ => {}
    }
    write(out, format_args!("{text:0>0$}", number.min));
    Ok(())
}

fn fraction(time: &Zoned, (min, max, point): (usize, usize, bool), out: &mut String) {
    let nanos = format!("{:09}", Field::NanoOfSecond.of(time));
    let needed = nanos.trim_end_matches('0').len().clamp(min, max);
    if needed > 0 {
        out.push_str(if point { "." } else { "" });
        out.push_str(&nanos[..needed]);
    }
}

fn offset(style: OffsetStyle, seconds: i32, out: &mut String) {
    let size = seconds.abs();
    let (hours, minutes, rest) = (size / 3600, size / 60 % 60, size % 60);
    let colon = if style.colon { ":" } else { "" };
    let mut text = format!("{hours:02}");
    if !style.short || minutes > 0 {
        write(&mut text, format_args!("{colon}{minutes:02}"));
    }
    if style.seconds && rest > 0 {
        write(&mut text, format_args!("{colon}{rest:02}"));
    }
    if text.bytes().all(|b| matches!(b, b'0' | b':')) {
        out.push_str(style.zero);
    } else {
        out.push(if seconds < 0 { '-' } else { '+' });
        out.push_str(&text);
    }
}

fn gmt_offset(full: bool, seconds: i32, out: &mut String) {
    out.push_str("GMT");
    if seconds == 0 {
        return;
    }
    let (sign, size) = (if seconds < 0 { '-' } else { '+' }, seconds.abs());
    let (hours, minutes, rest) = (size / 3600, size / 60 % 60, size % 60);
    if full {
        write(out, format_args!("{sign}{hours:02}:{minutes:02}"));
    } else {
        write(out, format_args!("{sign}{hours}"));
        if minutes > 0 || rest > 0 {
            write(out, format_args!(":{minutes:02}"));
        }
    }
    if rest > 0 {
        write(out, format_args!(":{rest:02}"));
    }
}
