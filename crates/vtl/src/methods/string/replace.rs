//! `replace`, `replaceAll` and `replaceFirst`.

use fancy_regex::Captures;

use crate::methods::Answer;
use crate::state::{Interrupt, State};
use crate::value::Value;

impl State<'_> {
    /// Replaces the first `count` matches of a Java regular expression in a text. In `with`, `$1` and
    /// `${name}` are groups.
    ///
    /// # Errors
    /// The pattern is not a regular expression, `with` names a group that it does not have, or matching
    /// takes too many steps.
    pub fn replace(
        &mut self,
        text: &str,
        pattern: &str,
        with: &str,
        count: usize,
    ) -> Result<Value, Interrupt> {
        regex(text, pattern, with, count, self)
    }
}

/// Replaces every `from` by `to`.
pub(super) fn literal(s: &str, from: &str, to: &str, state: &mut State<'_>) -> Answer {
    let count = if to.len() > from.len() { s.matches(from).count() } else { 0 };
    let growth = count.saturating_mul(to.len().saturating_sub(from.len()));
    state.allocate(s.len().saturating_add(growth))?;
    Ok(s.replace(from, to).into())
}

/// Replaces the first `count` matches of a regular expression.
pub(super) fn regex(
    s: &str,
    pattern: &str,
    with: &str,
    count: usize,
    state: &mut State<'_>,
) -> Answer {
    let pattern = state.regex(pattern)?;
    let mut result = String::new();
    let mut copied = 0;
    let mut from = 0;
    for _ in 0..count {
        let Some(captures) = pattern.captures(s, from, state)? else {
            break;
        };
        let Some(found) = captures.get(0).map(|found| found.range()) else {
            break;
        };
        state.allocate(found.start - copied + with.len())?;
        result.push_str(s.get(copied..found.start).unwrap_or_default());
        expand(with, &captures, &mut result, state)?;
        copied = found.end;
        from = match s.get(found.end..).and_then(|rest| rest.chars().next()) {
            _ if !found.is_empty() => found.end,
            Some(next) => found.end + next.len_utf8(),
            None => break,
        };
    }
    let rest = s.get(copied..).unwrap_or_default();
    state.allocate(rest.len())?;
    result.push_str(rest);
    Ok(Value::from(result))
}

/// Writes what replaces a match: `$1` and `${name}` are groups, `\` makes plain what follows.
fn expand(
    with: &str,
    captures: &Captures<'_, str>,
    out: &mut String,
    state: &mut State<'_>,
) -> Result<(), Interrupt> {
    let mut rest = with.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.next() {
                Some(next) => out.push(next),
                None => return Err(Interrupt::exception("character to be escaped is missing")),
            },
            '$' => {
                let group = group(&mut rest, captures)?;
                state.allocate(group.len())?;
                out.push_str(group);
            }
            c => out.push(c),
        }
    }
    Ok(())
}

/// The group that is named after a `$`. As many digits count as there are groups for.
fn group<'t>(
    rest: &mut std::str::Chars<'_>,
    captures: &Captures<'t, str>,
) -> Result<&'t str, Interrupt> {
    let text = rest.as_str();
    if let Some(named) = text.strip_prefix('{') {
        let Some((name, after)) = named.split_once('}') else {
            return Err(Interrupt::exception("named capturing group is missing trailing '}'"));
        };
        let advance = text.len() - after.len();
        *rest = text[advance..].chars();
        let known = captures.name(name).is_some();
        if !known {
            return Err(Interrupt::exception(format!("No group with name {{{name}}}")));
        }
        return Ok(captures.name(name).map_or("", |found| found.as_str()));
    }
    let mut digits = text.chars().map_while(|c| c.to_digit(10));
    let Some(first) = digits.next() else {
        return Err(Interrupt::exception("Illegal group reference"));
    };
    let mut index = first as usize;
    let mut used = 1;
    if index >= captures.len() {
        return Err(Interrupt::exception(format!("No group {index}")));
    }
    for digit in digits {
        let wider = index * 10 + digit as usize;
        if wider >= captures.len() {
            break;
        }
        index = wider;
        used += 1;
    }
    *rest = text[used..].chars();
    Ok(captures.get(index).map_or("", |found| found.as_str()))
}
