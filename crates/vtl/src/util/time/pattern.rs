//! The patterns of `java.time.format.DateTimeFormatter`, such as `yyyy-MM-dd'T'HH:mm:ss[XXX]`.

use super::field::{Field, Style};

/// One thing that a pattern prints or reads.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// This very text.
    Literal(char),
    /// A number.
    Number(Number),
    /// The last two digits of a year from 2000 to 2099.
    TwoDigitYear(Field),
    /// A text.
    Text(Field, Style),
    /// The digits of the fraction of a second, at least and at most so many.
    Fraction { min: usize, max: usize, point: bool },
    /// A distance from UTC.
    Offset(OffsetStyle),
    /// A distance from UTC after `GMT`: `GMT+8` or, in full, `GMT+08:00`.
    GmtOffset { full: bool },
    /// The name of the zone, as the template wrote it.
    ZoneId,
    /// The name of the zone's time: `PDT`.
    ZoneName,
    /// The next item, filled up with spaces on the left.
    Padded(usize, Box<Item>),
    /// Items that may be absent.
    Optional(Vec<Item>),
}

/// The format of a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    pub field: Field,
    /// The least and the greatest number of digits.
    pub min: usize,
    pub max: usize,
    pub sign: Sign,
    /// The number of following digits that belong to other numbers.
    pub reserved: usize,
}

/// When a number has a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// If it is negative.
    Normal,
    /// Never: it cannot be negative.
    Never,
    /// If it is negative, or has more digits than the pattern's minimum.
    ExceedsPad,
}

/// The format of an offset from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OffsetStyle {
    /// Minutes are left out if they are 0.
    pub short: bool,
    /// Parts have a colon between them.
    pub colon: bool,
    /// Seconds are written if they are not 0.
    pub seconds: bool,
    /// The text of a zero offset.
    pub zero: &'static str,
}

/// The maximal nesting of optional sections.
const MAX_DEPTH: usize = 32;

/// The items of a pattern, or what is wrong with it.
pub fn compile(pattern: &str) -> Result<Vec<Item>, String> {
    let chars: Vec<char> = pattern.chars().collect();
    let mut sections: Vec<Vec<Item>> = vec![Vec::new()];
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let run = chars[at..].iter().take_while(|d| **d == c).count();
        match c {
            'p' => {
                let Some(&padded) = chars.get(at + run).filter(|d| d.is_ascii_alphabetic()) else {
                    return Err("pad letter `p` is followed by no other letter".into());
                };
                let count = chars[at + run..].iter().take_while(|d| **d == padded).count();
                let item = letter(padded, count)?;
                push(&mut sections, Item::Padded(run, Box::new(item)));
                at += run + count;
            }
            'a'..='z' | 'A'..='Z' => {
                push(&mut sections, letter(c, run)?);
                at += run;
            }
            '\'' => at = quoted(&chars, at, &mut sections)?,
            '[' if sections.len() > MAX_DEPTH => {
                return Err(format!("sections nest more than {MAX_DEPTH} deep"));
            }
            '[' => {
                sections.push(Vec::new());
                at += 1;
            }
            ']' => {
                let section = sections.pop().filter(|_| !sections.is_empty());
                let section = section.ok_or("`]` without `[`")?;
                push(&mut sections, Item::Optional(section));
                at += 1;
            }
            '{' | '}' | '#' => return Err(format!("`{c}` is reserved")),
            c => {
                push(&mut sections, Item::Literal(c));
                at += 1;
            }
        }
    }
    // A section that is not closed ends with the pattern.
    while let Some(section) = sections.pop() {
        if sections.is_empty() {
            return Ok(section);
        }
        push(&mut sections, Item::Optional(section));
    }
    Ok(Vec::new())
}

/// Reads a quoted text from `at` on; `''` is a quote. Returns its end.
fn quoted(chars: &[char], at: usize, sections: &mut [Vec<Item>]) -> Result<usize, String> {
    let mut end = at + 1;
    loop {
        match (chars.get(end), chars.get(end + 1)) {
            (Some('\''), Some('\'')) if end > at + 1 => {
                push(sections, Item::Literal('\''));
                end += 2;
            }
            (Some('\''), _) => {
                if end == at + 1 {
                    push(sections, Item::Literal('\''));
                }
                return Ok(end + 1);
            }
            (Some(&c), _) => {
                push(sections, Item::Literal(c));
                end += 1;
            }
            (None, _) => return Err("a quote is not closed".into()),
        }
    }
}

/// Adds an item to the innermost section. Numbers of a fixed width take their digits from the
/// previous number: in `yyyyMMdd`, the year has all digits but the last four.
fn push(sections: &mut [Vec<Item>], item: Item) {
    let Some(section) = sections.last_mut() else {
        return;
    };
    if let Some(digits) = width(&item)
        && let Some(Item::Number(first)) = section.iter_mut().rfind(|i| width(i).is_none())
    {
        first.reserved += digits;
    }
    section.push(item);
}

/// The number of digits of an item that always has as many.
fn width(item: &Item) -> Option<usize> {
    match item {
        Item::Number(n) if n.min == n.max && n.sign == Sign::Never => Some(n.min),
        Item::TwoDigitYear(_) => Some(2),
        Item::Fraction { min, max, .. } if min == max => Some(*min),
        _ => None,
    }
}

/// The item for a letter that is repeated `count` times.
fn letter(c: char, count: usize) -> Result<Item, String> {
    let style = match count {
        1..=3 => Style::Short,
        4 => Style::Full,
        _ => Style::Narrow,
    };
    let item = match (c, count) {
        ('G', 1..=5) => Item::Text(Field::Era, style),
        ('u', _) => year(Field::Year, count)?,
        ('y', _) => year(Field::YearOfEra, count)?,
        ('Y', _) => year(Field::WeekBasedYear, count)?,
        ('D', 1) => number(Field::DayOfYear, 1, 19, Sign::Normal),
        ('D', 2..=3) => number(Field::DayOfYear, count, 3, Sign::Never),
        ('M' | 'L', 1..=2) => one_or_two(Field::Month, count),
        ('M' | 'L', 3..=5) => Item::Text(Field::Month, style),
        ('Q' | 'q', 1..=2) => one_or_two(Field::Quarter, count),
        ('Q' | 'q', 3..=5) => Item::Text(Field::Quarter, style),
        ('w', 1..=2) => one_or_two(Field::WeekOfWeekBasedYear, count),
        ('W', 1) => number(Field::WeekOfMonth, 1, 1, Sign::Never),
        ('E', 1..=5) | ('e' | 'c', 3..=5) => Item::Text(Field::DayOfWeek, style),
        ('e', 1..=2) | ('c', 1) => number(Field::LocalDayOfWeek, count, count, Sign::Never),
        ('F', 1) => number(Field::AlignedDayOfWeekInMonth, 1, 19, Sign::Normal),
        ('a', 1) => Item::Text(Field::AmPm, style),
        ('d', 1..=2) => one_or_two(Field::Day, count),
        ('h', 1..=2) => one_or_two(Field::ClockHourOfAmPm, count),
        ('K', 1..=2) => one_or_two(Field::HourOfAmPm, count),
        ('k', 1..=2) => one_or_two(Field::ClockHourOfDay, count),
        ('H', 1..=2) => one_or_two(Field::HourOfDay, count),
        ('m', 1..=2) => one_or_two(Field::Minute, count),
        ('s', 1..=2) => one_or_two(Field::Second, count),
        ('S', 1..=9) => Item::Fraction { min: count, max: count, point: false },
        ('A', 1..=19) => number(Field::MilliOfDay, count, 19, Sign::Never),
        ('n', 1..=19) => number(Field::NanoOfSecond, count, 19, Sign::Never),
        ('N', 1..=19) => number(Field::NanoOfDay, count, 19, Sign::Never),
        ('V', 2) => Item::ZoneId,
        ('z', 1..=3) => Item::ZoneName,
        ('z', 4) => return Err("names of zones in full (`zzzz`) are not supported".into()),
        ('O', 1) => Item::GmtOffset { full: false },
        ('O' | 'Z', 4) => Item::GmtOffset { full: true },
        ('Z', 1..=3) => Item::Offset(offset(2, "+0000")),
        ('Z', 5) => Item::Offset(offset(5, "Z")),
        ('X', 1..=5) => Item::Offset(offset(count, "Z")),
        ('x', 1) => Item::Offset(offset(1, "+00")),
        ('x', 2 | 4) => Item::Offset(offset(count, "+0000")),
        ('x', 3 | 5) => Item::Offset(offset(count, "+00:00")),
        _ if "GDMLQqwWEecFadhKkHmsSAnNVzOZXx".contains(c) => {
            return Err(format!("{count} letters `{c}` have no meaning"));
        }
        _ => return Err(format!("letter `{c}` has no meaning")),
    };
    Ok(item)
}

fn year(field: Field, count: usize) -> Result<Item, String> {
    match count {
        2 => Ok(Item::TwoDigitYear(field)),
        1 | 3 => Ok(number(field, count, 19, Sign::Normal)),
        4..=19 => Ok(number(field, count, 19, Sign::ExceedsPad)),
        _ => Err("a year has more than 19 digits".into()),
    }
}

fn one_or_two(field: Field, count: usize) -> Item {
    match count {
        1 => number(field, 1, 19, Sign::Normal),
        _ => number(field, 2, 2, Sign::Never),
    }
}

fn number(field: Field, min: usize, max: usize, sign: Sign) -> Item {
    Item::Number(Number { field, min, max, sign, reserved: 0 })
}

fn offset(count: usize, zero: &'static str) -> OffsetStyle {
    let colon = matches!(count, 3 | 5);
    OffsetStyle { short: count == 1, colon, seconds: count > 3, zero }
}
