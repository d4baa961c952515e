//! The grammar of calls.

use serde_json::Value as Json;

use super::{Argument, Function, Intrinsic};
use crate::path::{Path, PathError};

/// The maximal nesting of calls, as in Step Functions.
const DEPTH: usize = 10;

pub(super) fn parse(text: &str) -> Result<Intrinsic, PathError> {
    let mut parser = Parser { text, at: 0 };
    parser.space();
    let call = parser.call(1)?;
    parser.space();
    if parser.rest().is_empty() { Ok(call) } else { parser.fail("nothing may follow the call") }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn fail<T>(&self, message: impl Into<String>) -> Result<T, PathError> {
        Err(PathError { message: message.into(), offset: self.at })
    }

    fn space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn take(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    fn call(&mut self, depth: usize) -> Result<Intrinsic, PathError> {
        if depth > DEPTH {
            return self.fail(format!("calls nest deeper than {DEPTH} levels"));
        }
        let start = self.at;
        if !self.take("States.") {
            return self.fail("an intrinsic function such as `States.Format` is expected here");
        }
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        let Some(function) = Function::named(&name) else {
            self.at = start;
            return self.fail(format!("unknown intrinsic function `States.{name}`"));
        };
        self.at += end;
        self.space();
        if !self.take("(") {
            return self.fail("`(` is expected here");
        }
        let arguments = self.arguments(depth)?;
        let (least, most) = function.arity();
        if !(least..=most).contains(&arguments.len()) {
            self.at = start;
            let expected = match (least, most) {
                (1, 1) => "1 argument".to_owned(),
                (least, most) if least == most => format!("{least} arguments"),
                (least, 1000) => format!("{least} or more arguments"),
                (least, most) => format!("{least} to {most} arguments"),
            };
            let found = arguments.len();
            return self.fail(format!("`States.{name}` takes {expected}, not {found}"));
        }
        Ok(Intrinsic { function, arguments })
    }

    /// The arguments after `(`, and `)`.
    fn arguments(&mut self, depth: usize) -> Result<Vec<Argument>, PathError> {
        let mut arguments = Vec::new();
        self.space();
        if self.take(")") {
            return Ok(arguments);
        }
        loop {
            self.space();
            arguments.push(self.argument(depth)?);
            self.space();
            if self.take(")") {
                return Ok(arguments);
            }
            if !self.take(",") {
                return self.fail("`,` or `)` is expected here");
            }
        }
    }

    fn argument(&mut self, depth: usize) -> Result<Argument, PathError> {
        match self.rest().chars().next() {
            Some('$') => {
                let end = path_end(self.rest());
                let text = &self.rest()[..end];
                let path = Path::parse(text).map_err(|mut error| {
                    error.offset += self.at;
                    error
                })?;
                self.at += end;
                Ok(Argument::Path(path))
            }
            Some('\'') => Ok(Argument::Literal(self.string()?.into())),
            Some('S') => Ok(Argument::Call(self.call(depth + 1)?)),
            _ => {
                let rest = self.rest();
                let ends = |c: char| c.is_whitespace() || c == ',' || c == ')';
                let end = rest.find(ends).unwrap_or(rest.len());
                match serde_json::from_str::<Json>(&rest[..end]) {
                    Ok(value) if !value.is_string() => {
                        self.at += end;
                        Ok(Argument::Literal(value))
                    }
                    _ => self.fail(
                        "a path, a string in single quotes, a number or a call is expected here",
                    ),
                }
            }
        }
    }

    /// A string in single quotes. The escapes of braces stay for `States.Format`.
    fn string(&mut self) -> Result<String, PathError> {
        let mut text = String::new();
        let rest = self.text.get(self.at + 1..).unwrap_or("");
        let mut characters = rest.char_indices();
        while let Some((offset, c)) = characters.next() {
            match c {
                '\'' => {
                    self.at += offset + 2;
                    return Ok(text);
                }
                '\\' => match characters.next() {
                    Some((_, c @ ('\'' | '\\'))) if c == '\'' => text.push(c),
                    Some((_, c)) => text.extend(['\\', c]),
                    None => break,
                },
                c => text.push(c),
            }
        }
        self.fail("the string does not end")
    }
}

/// The end of the path at the start of `text`: a comma or parenthesis outside brackets.
fn path_end(text: &str) -> usize {
    let (mut brackets, mut quote, mut escaped) = (0usize, None, false);
    for (offset, c) in text.char_indices() {
        match (c, quote) {
            _ if escaped => escaped = false,
            ('\\', Some(_)) => escaped = true,
            (c, Some(open)) => quote = (c != open).then_some(open),
            ('\'' | '"', None) if brackets > 0 => quote = Some(c),
            ('[', None) => brackets += 1,
            (']', None) => brackets = brackets.saturating_sub(1),
            (',' | ')', None) if brackets == 0 => return offset,
            (c, None) if brackets == 0 && c.is_whitespace() => return offset,
            _ => {}
        }
    }
    text.len()
}
