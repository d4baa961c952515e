//! String literals: what is in them, and the templates that some are.

use super::{Origin, Parsed, Parser};
use crate::syntax::ast::{Expression, Interpolated};
use crate::syntax::problem::Problem;

impl Parser<'_, '_> {
    pub(super) fn string_literal(&mut self) -> Parsed<Expression> {
        let index = self.next;
        self.next += 1;
        let image = self.image(index);
        let content = image.get(1..image.len().saturating_sub(1)).unwrap_or_default();
        let double = image.starts_with('"');
        let mut text = content.to_owned();
        if double {
            text = unescape(content).ok_or_else(|| {
                Problem::syntax("`\\u` without four hexadecimal digits", self.token_span(index))
                    .label("in this string")
                    .help("write `\\u0041`, or use `'` to quote a string with a `\\u` in it")
            })?;
        }
        text = single_quotes(&text, if double { '"' } else { '\'' });
        if !(double && image.contains(['$', '#'])) {
            return Ok(Expression::String(text.into()));
        }
        let (start, end) = self.token_span(index);
        let origin = match self.origin {
            Origin::Derived(..) => self.origin,
            _ if text == content => Origin::String(start + 1),
            _ => Origin::Derived(start, end),
        };
        self.nested(|parser| parser.interpolated(&text, origin))
    }

    fn interpolated(&mut self, text: &str, origin: Origin) -> Parsed<Expression> {
        let padded = !text.contains("##");
        let text = if padded { format!("{text} ") } else { text.to_owned() };
        let mut problems = Vec::new();
        let mut parser = Parser::new(&text, &mut *self.names, origin, self.depth);
        let block = parser.template(&mut problems);
        match problems.into_iter().next() {
            Some(problem) => {
                let quotes = "a string between `\"` is a template of its own; \
                              quote it with `'` if it is meant as plain text";
                Err(problem.or_help(quotes))
            }
            None => Ok(Expression::Interpolated(Box::new(Interpolated { block, padded }))),
        }
    }
}

/// Replaces `\uXXXX`; nothing if one of them has no four digits.
fn unescape(text: &str) -> Option<String> {
    if !text.contains("\\u") {
        return Some(text.to_owned());
    }
    let mut units = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("\\u") {
        units.extend(rest[..at].encode_utf16());
        let digits = rest.get(at + 2..at + 6)?;
        units.push(u16::from_str_radix(digits, 16).ok()?);
        rest = rest.get(at + 6..)?;
    }
    units.extend(rest.encode_utf16());
    Some(String::from_utf16_lossy(&units))
}

/// Makes one of two quotes in a row.
fn single_quotes(text: &str, quote: char) -> String {
    let mut single = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        single.push(c);
        if c == quote && characters.peek() == Some(&quote) {
            characters.next();
        }
    }
    single
}
