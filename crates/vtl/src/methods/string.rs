//! `java.lang.String`.

use std::cmp::Ordering;

use ecow::EcoString;

use super::parameter::{int, null, text};
use super::{Answer, utf16};
use crate::state::{Interrupt, State};
use crate::value::Value;

mod format;
mod replace;
mod split;

pub(super) fn call(s: &EcoString, name: &str, args: &[Value], state: &mut State<'_>) -> Answer {
    state.step(1 + s.len() / 64)?;
    match (name, args) {
        ("length", []) => Ok((utf16::length(s) as i32).into()),
        ("isEmpty", []) => Ok(s.is_empty().into()),
        ("isBlank", []) => Ok(s.chars().all(is_whitespace).into()),
        ("charAt", [index]) => char_at(s, int(index)?),
        ("codePointAt", [index]) => {
            let index = int(index)?;
            let offset = utf16::offset(s, usize::try_from(index).unwrap_or(usize::MAX));
            let found = s.get(offset..).and_then(|rest| rest.chars().next());
            found.map(|c| Value::from(c as i32)).ok_or_else(|| out_of_range(index, index, s))
        }
        ("substring" | "subSequence", [from, to]) => substring(s, int(from)?, int(to)?, state),
        ("substring", [from]) => substring(s, int(from)?, utf16::length(s) as i32, state),
        ("concat", [other]) => {
            let other = text(other)?;
            state.allocate(s.len() + other.len())?;
            Ok(format!("{s}{other}").into())
        }
        ("repeat", [count]) => repeat(s, int(count)?, state),
        ("trim", []) => state.string(s.trim_matches(|c| c <= ' ')),
        ("strip", []) => state.string(s.trim_matches(is_whitespace)),
        ("stripLeading", []) => state.string(s.trim_start_matches(is_whitespace)),
        ("stripTrailing", []) => state.string(s.trim_end_matches(is_whitespace)),
        ("toLowerCase", []) if s.is_ascii() => state.string(&s.to_ascii_lowercase()),
        ("toLowerCase", []) => state.string(&s.to_lowercase()),
        ("toUpperCase", []) if s.is_ascii() => state.string(&s.to_ascii_uppercase()),
        ("toUpperCase", []) => state.string(&s.to_uppercase()),
        ("intern", []) => Ok(Value::String(s.clone())),
        ("matches", [pattern]) => state.matches(text(pattern)?, s).map(Value::Bool),
        ("replace", [from, to]) => replace::literal(s, text(from)?, text(to)?, state),
        ("replaceAll", [pattern, with]) => {
            replace::regex(s, text(pattern)?, text(with)?, usize::MAX, state)
        }
        ("replaceFirst", [pattern, with]) => {
            replace::regex(s, text(pattern)?, text(with)?, 1, state)
        }
        ("split", [pattern]) => split::split(s, text(pattern)?, 0, state),
        ("split", [pattern, limit]) => split::split(s, text(pattern)?, int(limit)?, state),
        ("toCharArray", []) => {
            state.allocate(s.len() * 48)?;
            Ok(s.chars().map(|c| Value::from(c.to_string())).collect::<Vec<_>>().into())
        }
        ("format", [pattern, args @ ..]) => format::format(text(pattern)?, args, state),
        ("join", [delimiter, rest @ ..]) => join(text(delimiter)?, rest, state),
        ("valueOf" | "copyValueOf", [value]) => value.to_text(state).map(Value::from),
        _ => compare(s, name, args),
    }
}

/// Methods that read the text and return another type.
fn compare(s: &str, name: &str, args: &[Value]) -> Answer {
    Ok(match (name, args) {
        ("equalsIgnoreCase", [Value::Null]) => false.into(),
        ("equalsIgnoreCase", [other]) => (fold(s) == fold(text(other)?)).into(),
        ("compareTo", [Value::String(other)]) => difference(s, other).into(),
        ("compareTo", [_]) => {
            return Err(Interrupt::exception("a text can be compared to another one only"));
        }
        ("compareToIgnoreCase", [other]) => difference(&fold(s), &fold(text(other)?)).into(),
        ("contentEquals", [other]) => (s == text(other)?).into(),
        ("contains", [other]) => s.contains(text(other)?).into(),
        ("startsWith", [prefix]) => s.starts_with(text(prefix)?).into(),
        ("startsWith", [prefix, from]) => {
            let (prefix, from) = (text(prefix)?, int(from)?);
            let units = utf16::length(s);
            let rest = usize::try_from(from).ok().and_then(|from| utf16::slice(s, from, units));
            rest.is_some_and(|rest| rest.starts_with(prefix)).into()
        }
        ("regionMatches", [from, other, other_from, length]) => {
            region_matches(s, int(from)?, text(other)?, int(other_from)?, int(length)?).into()
        }
        ("regionMatches", [ignore_case, from, other, other_from, length]) => {
            let ignore_case = ignore_case.as_bool().ok_or(Interrupt::NoSuchMethod)?;
            let (s, other) = match ignore_case {
                true => (fold(s), fold(text(other)?)),
                false => (s.to_owned(), text(other)?.to_owned()),
            };
            region_matches(&s, int(from)?, &other, int(other_from)?, int(length)?).into()
        }
        ("endsWith", [suffix]) => s.ends_with(text(suffix)?).into(),
        ("indexOf", [what]) => index_of(s, what, 0)?,
        ("indexOf", [what, from]) => index_of(s, what, int(from)?)?,
        ("lastIndexOf", [what]) => last_index_of(s, what, i32::MAX)?,
        ("lastIndexOf", [what, from]) => last_index_of(s, what, int(from)?)?,
        _ => return Err(Interrupt::NoSuchMethod),
    })
}

/// Whether so many units from one index are those of another text from another index.
fn region_matches(s: &str, from: i32, other: &str, other_from: i32, length: i32) -> bool {
    let region = |text: &str, from: i32| {
        let from = usize::try_from(from).ok()?;
        let units: Vec<u16> = text.encode_utf16().collect();
        // A negative length is that of no units.
        let end = from.checked_add(usize::try_from(length).unwrap_or(0))?;
        units.get(from..end).map(<[u16]>::to_vec)
    };
    let (a, b) = (region(s, from), region(other, other_from));
    a.is_some() && a == b
}

/// `Character.isWhitespace`: no no-break spaces.
fn is_whitespace(c: char) -> bool {
    match c {
        '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{85}' => false,
        '\u{1c}'..='\u{1f}' => true,
        c => c.is_whitespace(),
    }
}

/// Java's case folding: character by character.
fn fold(s: &str) -> String {
    s.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect()
}

/// The difference of the first units that differ, or of the lengths.
fn difference(a: &str, b: &str) -> i32 {
    for (x, y) in a.encode_utf16().zip(b.encode_utf16()) {
        if x.cmp(&y) != Ordering::Equal {
            return i32::from(x) - i32::from(y);
        }
    }
    utf16::length(a) as i32 - utf16::length(b) as i32
}

fn out_of_range(from: i32, to: i32, s: &str) -> Interrupt {
    Interrupt::exception(format!("begin {from}, end {to}, length {}", utf16::length(s)))
}

fn char_at(s: &str, index: i32) -> Answer {
    let found = usize::try_from(index).ok().and_then(|i| utf16::slice(s, i, i + 1));
    found
        .map(Value::from)
        .ok_or_else(|| Interrupt::exception(format!("String index out of range: {index}")))
}

fn substring(s: &str, from: i32, to: i32, state: &mut State<'_>) -> Answer {
    let range = usize::try_from(from).ok().zip(usize::try_from(to).ok());
    let part = range.filter(|(from, to)| from <= to).and_then(|(f, t)| utf16::slice(s, f, t));
    match part {
        Some(part) => {
            state.allocate(part.len() + 32)?;
            Ok(part.into())
        }
        None => Err(out_of_range(from, to, s)),
    }
}

fn repeat(s: &str, count: i32, state: &mut State<'_>) -> Answer {
    let count = usize::try_from(count)
        .map_err(|_| Interrupt::exception(format!("count is negative: {count}")))?;
    state.allocate(s.len().saturating_mul(count))?;
    Ok(s.repeat(count).into())
}

/// `String.join`, which Velocity finds through any text.
fn join(delimiter: &str, rest: &[Value], state: &mut State<'_>) -> Answer {
    let elements = match rest {
        [one] => one.elements().unwrap_or_else(|| vec![one.clone()]),
        many => many.to_vec(),
    };
    let mut joined = String::new();
    state.step(elements.len() / 8)?;
    for (index, element) in elements.iter().enumerate() {
        if index > 0 {
            state.allocate(delimiter.len())?;
            joined.push_str(delimiter);
        }
        match element {
            Value::String(part) => {
                state.allocate(part.len())?;
                joined.push_str(part);
            }
            Value::Null => joined.push_str("null"),
            _ => return Err(Interrupt::exception("only texts can be joined")),
        }
    }
    Ok(joined.into())
}

/// The searched text: a string, or the code point of an integer.
fn needle(what: &Value) -> Result<String, Interrupt> {
    match what {
        Value::String(text) => Ok(text.as_str().to_owned()),
        Value::Null => Err(null()),
        other => {
            let code = int(other)?;
            let found = u32::try_from(code).ok().and_then(char::from_u32);
            // No text contains an invalid character.
            Ok(found.map_or_else(|| "\u{0}\u{fffd}".to_owned(), String::from))
        }
    }
}

fn index_of(s: &str, what: &Value, from: i32) -> Answer {
    let needle = needle(what)?;
    let start = utf16::offset(s, usize::try_from(from).unwrap_or(0));
    let found = s.get(start..).and_then(|rest| rest.find(&needle));
    Ok(Value::from(found.map_or(-1, |at| utf16::units_before(s, start + at) as i32)))
}

fn last_index_of(s: &str, what: &Value, from: i32) -> Answer {
    let needle = needle(what)?;
    let Ok(from) = usize::try_from(from) else {
        return Ok((-1).into());
    };
    let end = (utf16::offset(s, from).saturating_add(needle.len())).min(s.len());
    let end = (end..=s.len()).find(|end| s.is_char_boundary(*end)).unwrap_or(s.len());
    let found = s.get(..end).and_then(|before| before.rfind(&needle));
    Ok(Value::from(found.map_or(-1, |at| utf16::units_before(s, at) as i32)))
}
