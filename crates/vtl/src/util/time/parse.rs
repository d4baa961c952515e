//! Parses a time by a pattern.

use super::field::{Field, Style};
use super::pattern::{Item, Number, OffsetStyle, Sign};
use super::zone::Zone;

/// The parsed fields, each at most once.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    fields: Vec<(Field, i64)>,
    /// The distance from UTC, in seconds.
    pub offset: Option<i32>,
    /// The zone.
    pub zone: Option<Zone>,
}

impl Parsed {
    /// The value that was read for a field.
    pub fn get(&self, field: Field) -> Option<i64> {
        self.fields.iter().find(|f| f.0 == field).map(|f| f.1)
    }

    fn put(&mut self, field: Field, value: i64) -> Option<()> {
        match self.get(field) {
            Some(known) => (known == value).then_some(()),
            None => {
                self.fields.push((field, value));
                Some(())
            }
        }
    }
}

/// Parses the entire `text`. `None` if it does not match `items`.
pub fn parse(items: &[Item], text: &str) -> Option<Parsed> {
    let mut reader = Reader { rest: text, parsed: Parsed::default() };
    reader.items(items)?;
    reader.rest.is_empty().then_some(reader.parsed)
}

#[derive(Clone)]
struct Reader<'t> {
    rest: &'t str,
    parsed: Parsed,
}

impl Reader<'_> {
    fn items(&mut self, items: &[Item]) -> Option<()> {
        items.iter().try_for_each(|item| self.item(item))
    }

    fn item(&mut self, item: &Item) -> Option<()> {
        match item {
            Item::Literal(c) => self.take(c.encode_utf8(&mut [0; 4])),
            Item::Number(number) => self.number(number),
            Item::TwoDigitYear(field) => {
                let value = self.digits(2, 2)?;
                self.parsed.put(*field, 2000 + value)
            }
            Item::Text(field, style) => self.text(*field, *style),
            Item::Fraction { min, max, point } => self.fraction(*min, *max, *point),
            Item::Offset(style) => self.offset(*style),
            Item::GmtOffset { full } => self.gmt_offset(*full),
            Item::ZoneId => self.zone(),
            Item::ZoneName => self.zone_name().or_else(|| self.zone()),
            Item::Padded(width, item) => self.padded(*width, item),
            Item::Optional(items) => {
                let before = self.clone();
                if self.items(items).is_none() {
                    *self = before;
                }
                Some(())
            }
        }
    }

    fn take(&mut self, text: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?;
        Some(())
    }

    /// The longest run of digits, at least `min` and at most `max` of them.
    fn digits(&mut self, min: usize, max: usize) -> Option<i64> {
        let count = self.rest.bytes().take(max).take_while(u8::is_ascii_digit).count();
        if count < min {
            return None;
        }
        let (digits, rest) = self.rest.split_at(count);
        self.rest = rest;
        digits.parse().ok()
    }

    fn number(&mut self, number: &Number) -> Option<()> {
        let signed = number.sign != Sign::Never;
        let negative = signed && self.take("-").is_some();
        let plus = number.sign == Sign::ExceedsPad && !negative && self.take("+").is_some();
        let run = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let run = run.min(number.max + number.reserved);
        let width = run.saturating_sub(number.reserved).max(number.min);
        let value = self.digits(number.min, width)?;
        let exceeds = width > number.min;
        if number.sign == Sign::ExceedsPad && !negative && exceeds != plus {
            return None;
        }
        if negative && value == 0 {
            return None;
        }
        self.parsed.put(number.field, if negative { -value } else { value })
    }

    fn text(&mut self, field: Field, style: Style) -> Option<()> {
        let texts = field.texts(style);
        let found = texts.iter().filter(|t| self.rest.starts_with(t.0.as_str()));
        let (text, value) = found.max_by_key(|t| t.0.len())?;
        self.rest = &self.rest[text.len()..];
        self.parsed.put(field, *value)
    }

    fn fraction(&mut self, min: usize, max: usize, point: bool) -> Option<()> {
        if point && self.take(".").is_none() {
            return (min == 0).then_some(());
        }
        let before = self.rest.len();
        if min == 0 && !self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            return Some(());
        }
        let value = self.digits(min, max)?;
        let scale = 9_u32.saturating_sub((before - self.rest.len()) as u32);
        self.parsed.put(Field::NanoOfSecond, value * 10_i64.pow(scale))
    }

    fn set_offset(&mut self, seconds: i32) -> Option<()> {
        if seconds.abs() > 18 * 3600 || self.parsed.offset.is_some_and(|o| o != seconds) {
            return None;
        }
        self.parsed.offset = Some(seconds);
        Some(())
    }

    fn sign(&mut self) -> Option<i32> {
        match self.take("-") {
            Some(()) => Some(-1),
            None => self.take("+").map(|()| 1),
        }
    }

    /// Two digits from 0 to 59, after a colon if there has to be one.
    fn sixty(&mut self, colon: bool) -> Option<i32> {
        let before = self.rest;
        if colon {
            self.take(":")?;
        }
        let value = self.digits(2, 2).filter(|v| *v < 60);
        if value.is_none() {
            self.rest = before;
        }
        value.map(|v| v as i32)
    }

    fn offset(&mut self, style: OffsetStyle) -> Option<()> {
        if self.take(style.zero).is_some() {
            return self.set_offset(0);
        }
        let sign = self.sign()?;
        let mut seconds = self.digits(2, 2)? as i32 * 3600;
        match self.sixty(style.colon) {
            Some(minutes) => seconds += minutes * 60,
            None if style.short => {}
            None => return None,
        }
        if style.seconds {
            seconds += self.sixty(style.colon).unwrap_or(0);
        }
        self.set_offset(sign * seconds)
    }

    fn gmt_offset(&mut self, full: bool) -> Option<()> {
        self.take("GMT")?;
        let Some(sign) = self.sign() else {
            return self.set_offset(0);
        };
        let mut seconds = self.digits(if full { 2 } else { 1 }, 2)? as i32 * 3600;
        match self.sixty(true) {
            Some(minutes) => seconds += minutes * 60 + self.sixty(true).unwrap_or(0),
            None if full => return None,
            None => {}
        }
        self.set_offset(sign * seconds)
    }

    /// The longest name of a zone at this position.
    fn zone(&mut self) -> Option<()> {
        let is_of_name = |b: &u8| b.is_ascii_alphanumeric() || b"/_+-:".contains(b);
        let length = self.rest.bytes().take(48).take_while(is_of_name).count();
        let (length, zone) =
            (1..=length).rev().find_map(|n| Some((n, Zone::named(&self.rest[..n])?)))?;
        self.rest = &self.rest[length..];
        self.parsed.zone = Some(zone);
        Some(())
    }

    /// The abbreviations of North America, which RFC 822 names too.
    fn zone_name(&mut self) -> Option<()> {
        let regions = [
            (["EST", "EDT"], "America/New_York"),
            (["CST", "CDT"], "America/Chicago"),
            (["MST", "MDT"], "America/Denver"),
            (["PST", "PDT"], "America/Los_Angeles"),
        ];
        let (_, region) = regions
            .into_iter()
            .find(|(names, _)| names.iter().any(|n| self.rest.starts_with(n)))?;
        self.rest = &self.rest[3..];
        self.parsed.zone = Some(Zone::named(region)?);
        Some(())
    }

    fn padded(&mut self, width: usize, item: &Item) -> Option<()> {
        let end = self.rest.char_indices().map(|c| c.0).chain([self.rest.len()]).nth(width)?;
        let (field, rest) = self.rest.split_at(end);
        self.rest = field.trim_start_matches(' ');
        self.item(item)?;
        if !self.rest.is_empty() {
            return None;
        }
        self.rest = rest;
        Some(())
    }
}
