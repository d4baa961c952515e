//! The grammar of paths.

mod filter;

use super::{Path, PathError, Root, Segment, Selector};

/// Reads a path. Blanks around it do not count, as in Jayway's JsonPath, which AWS uses.
pub(super) fn parse(text: &str) -> Result<Path, PathError> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    parser.run(char::is_whitespace);
    let (root, segments) = parser.path()?;
    parser.run(char::is_whitespace);
    match parser.peek() {
        None => Ok(Path { text: text.to_owned(), root, segments }),
        Some(c) => parser.fail(format!("`{c}` is not expected here")),
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

type Parsed<T> = Result<T, PathError>;

impl Parser<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn fail<T>(&self, message: impl Into<String>) -> Parsed<T> {
        Err(PathError { message: message.into(), offset: self.at })
    }

    fn take(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    fn expect(&mut self, token: &str) -> Parsed<()> {
        if self.take(token) { Ok(()) } else { self.fail(format!("`{token}` is expected here")) }
    }

    fn space(&mut self) {
        self.run(|c| c == ' ');
    }

    /// Reads characters while they satisfy `of`.
    fn run(&mut self, of: impl Fn(char) -> bool) -> String {
        let rest = self.rest();
        let end = rest.find(|c| !of(c)).unwrap_or(rest.len());
        let taken = rest[..end].to_owned();
        self.at += end;
        taken
    }

    fn path(&mut self) -> Parsed<(Root, Vec<Segment>)> {
        if !self.take("$") {
            return self.fail("a path starts with `$`");
        }
        let root = if self.take("$") {
            Root::Context
        } else if self.peek().is_some_and(|c| c.is_alphabetic() || c == '_') {
            Root::Variable(self.run(|c| c.is_alphanumeric() || c == '_'))
        } else {
            Root::Input
        };
        Ok((root, self.segments()?))
    }

    fn segments(&mut self) -> Parsed<Vec<Segment>> {
        let mut segments = Vec::new();
        loop {
            if self.take("..") {
                let selector = match self.peek() {
                    Some('[') => self.bracket()?,
                    _ => self.dotted()?,
                };
                segments.push(Segment::Descendant(selector));
            } else if self.take(".") {
                // Jayway accepts a dot before a bracket.
                let selector = match self.peek() {
                    Some('[') => self.bracket()?,
                    _ => self.dotted()?,
                };
                segments.push(Segment::Child(selector));
            } else if self.peek() == Some('[') {
                segments.push(Segment::Child(self.bracket()?));
            } else {
                return Ok(segments);
            }
        }
    }

    fn dotted(&mut self) -> Parsed<Selector> {
        if self.take("*") {
            return Ok(Selector::All);
        }
        let ends =
            |c: char| c.is_whitespace() || c.is_control() || ".[]()'\",*?\\=<>!&|{}".contains(c);
        let name = self.run(|c| !ends(c));
        if name.is_empty() {
            return self.fail("the name of a member is expected here");
        }
        if self.peek() == Some('(') {
            return self.fail(format!("`{name}()` is a function, which paths do not have"));
        }
        Ok(Selector::Names(vec![name]))
    }

    fn bracket(&mut self) -> Parsed<Selector> {
        self.expect("[")?;
        self.space();
        let selector = match self.peek() {
            Some('*') => {
                self.at += 1;
                Selector::All
            }
            Some('\'' | '"') => {
                let mut names = vec![self.quoted()?];
                self.space();
                while self.take(",") {
                    self.space();
                    names.push(self.quoted()?);
                    self.space();
                }
                Selector::Names(names)
            }
            Some('?') => {
                self.at += 1;
                self.space();
                self.expect("(")?;
                let filter = self.any_of()?;
                self.expect(")")?;
                Selector::Filter(filter)
            }
            _ => self.indices()?,
        };
        self.space();
        self.expect("]")?;
        Ok(selector)
    }

    fn indices(&mut self) -> Parsed<Selector> {
        let first = self.integer()?;
        self.space();
        if self.take(":") {
            self.space();
            let end = self.integer()?;
            self.space();
            let step = if self.take(":") {
                self.space();
                self.integer()?
            } else {
                None
            };
            if step.is_some_and(|step| step < 1) {
                return self.fail("the step of a slice is at least 1");
            }
            return Ok(Selector::Slice { start: first, end, step });
        }
        let Some(first) = first else {
            return self.fail("an index, a quoted name, `*` or `?(` is expected here");
        };
        let mut indices = vec![first];
        while self.take(",") {
            self.space();
            match self.integer()? {
                Some(index) => indices.push(index),
                None => return self.fail("an index is expected here"),
            }
            self.space();
        }
        Ok(Selector::Indices(indices))
    }

    fn integer(&mut self) -> Parsed<Option<i64>> {
        let start = self.at;
        let sign = if self.take("-") { "-" } else { "" };
        let digits = self.run(|c| c.is_ascii_digit());
        if digits.is_empty() {
            self.at = start;
            return Ok(None);
        }
        match format!("{sign}{digits}").parse() {
            Ok(integer) => Ok(Some(integer)),
            Err(_) => self.fail("the index is too large"),
        }
    }

    fn quoted(&mut self) -> Parsed<String> {
        let quote = match self.peek() {
            Some(quote @ ('\'' | '"')) => quote,
            _ => return self.fail("a quoted name is expected here"),
        };
        self.at += 1;
        let mut text = String::new();
        let rest = self.rest().to_owned();
        let mut characters = rest.char_indices();
        while let Some((offset, c)) = characters.next() {
            match c {
                '\\' => match characters.next() {
                    Some((_, 'u')) => {
                        let code =
                            characters.as_str().get(..4).map(|hex| u32::from_str_radix(hex, 16));
                        let Some(Ok(code)) = code else {
                            return self.fail("`\\u` takes four hexadecimal digits");
                        };
                        text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                        characters.nth(3);
                    }
                    Some((_, c)) => text.push(escaped(c)),
                    None => break,
                },
                _ if c == quote => {
                    self.at += offset + 1;
                    return Ok(text);
                }
                _ => text.push(c),
            }
        }
        self.fail("the quote does not end")
    }
}

/// The character that a backslash and `c` denote.
fn escaped(c: char) -> char {
    match c {
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use serde_json::{Value as Json, json};

    use super::parse;
    use crate::path::{Budget, Roots};

    fn select(path: &str, input: &Json) -> Json {
        let variables = HashMap::new();
        let roots = Roots { input, context: &Json::Null, variables: &variables };
        parse(path).unwrap().select(&roots, &mut Budget::default()).unwrap()
    }

    #[test]
    fn a_dot_may_precede_a_bracket_and_blanks_surround_a_path() {
        let input = json!({"list": [{"n": 1}, {"n": 2}]});
        assert_eq!(select("$.list.[0].n", &input), json!(1));
        assert_eq!(select(" $.list.[?(@.n > 1)] ", &input), json!([{"n": 2}]));
        assert_eq!(select("$.['list'].[*].n\n", &input), json!([1, 2]));
    }

    #[test]
    fn filters_take_the_operators_of_jayway() {
        let input = json!([{"k": "red", "n": [1, 2]}, {"k": "blue", "n": []}]);
        let first = |filter: &str| {
            let path = format!("$[?({filter})].k");
            assert_eq!(select(&path, &input), json!(["red"]), "{path}");
        };
        first("@.k==red");
        first("@.k === 'red'");
        first("@.k !== 'blue'");
        first("@.n contains 2");
        first("@.k contains 'ed'");
        first("@.n size 2");
        first("@.n empty false");
        first("@.n subsetof [1, 2, 3] && @.n size 2");
        first("@.n anyof [2, 5]");
        first("@.k noneof ['blue'] && @.n anyof [1]");
        first("@.n all [1, 2]");
        first("@.k type 'string' && @.k in ['red']");
        first("@.k =~ /R.D/i");
    }

    #[test]
    fn escapes_in_bracketed_names_are_those_of_java() {
        let input = json!({"a\\b": 1, "c'd": 2, "e\nf": 3, "g": 4});
        assert_eq!(select(r"$['a\\b']", &input), json!(1));
        assert_eq!(select(r"$['c\'d']", &input), json!(2));
        assert_eq!(select(r"$['e\nf']", &input), json!(3));
        assert_eq!(select(r"$['\u0067']", &input), json!(4));
        assert!(parse(r"$['\u00']").is_err());
    }
}
