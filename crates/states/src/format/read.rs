//! Reads JSON with its comments.

use super::not_json;
use crate::fault::Problem;

/// A value as it is written.
#[derive(Debug)]
pub(super) enum Value {
    Scalar(String),
    List(List),
}

/// The elements of an array or of an object.
#[derive(Debug)]
pub(super) struct List {
    pub(super) is_object: bool,
    pub(super) elements: Vec<Element>,
    /// Comments after the last element.
    pub(super) end: Vec<String>,
}

/// An item of an array or a member of an object.
#[derive(Debug)]
pub(super) struct Element {
    /// Comments on lines before it.
    pub(super) before: Vec<String>,
    /// Whether a blank line precedes it.
    pub(super) is_apart: bool,
    /// The name of a member, in quotes.
    pub(super) name: Option<String>,
    pub(super) value: Value,
    /// A comment after it on its line.
    pub(super) after: Option<String>,
}

/// A document: a value, and comments around it.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) before: Vec<String>,
    pub(super) value: Value,
    pub(super) after: Vec<String>,
}

pub(super) fn read(text: &str) -> Result<Document, Problem> {
    let mut reader = Reader { text, at: 0 };
    let mut before = Vec::new();
    reader.space(&mut before);
    let value = reader.value(&mut before)?;
    let mut after = Vec::new();
    reader.space(&mut after);
    match reader.peek() {
        None => Ok(Document { before, value, after }),
        Some(_) => Err(not_json(reader.at)),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self, token: char) -> bool {
        let found = self.peek() == Some(token);
        if found {
            self.at += token.len_utf8();
        }
        found
    }

    /// Skips blanks and collects comments. Returns the number of line breaks before the first one.
    fn space(&mut self, comments: &mut Vec<String>) -> usize {
        let mut lines = None;
        loop {
            let rest = self.rest();
            let blank =
                rest.len() - rest.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).len();
            let breaks = rest[..blank].matches('\n').count();
            lines.get_or_insert(breaks);
            self.at += blank;
            match self.comment() {
                Some(comment) => comments.push(comment),
                None => return lines.unwrap_or_default(),
            }
        }
    }

    /// Takes the comment that starts here.
    fn comment(&mut self) -> Option<String> {
        let rest = self.rest();
        let length = if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if rest.starts_with("//") || rest.starts_with('#') {
            rest.find('\n').unwrap_or(rest.len())
        } else {
            return None;
        };
        let comment = rest[..length].trim_end().to_owned();
        self.at += length;
        Some(comment)
    }

    /// A comment on the rest of this line.
    fn comment_on_line(&mut self) -> Option<String> {
        let rest = self.rest();
        let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let start = self.at;
        self.at += blank;
        let comment = self.comment().filter(|comment| !comment.contains('\n'));
        let ends_line = self.rest().trim_start_matches([' ', '\t', '\r']).starts_with('\n');
        match comment {
            Some(comment) if ends_line || self.rest().trim().is_empty() => Some(comment),
            _ => {
                self.at = start;
                None
            }
        }
    }

    /// A value. Comments inside it that have no other place are added to `comments`.
    fn value(&mut self, comments: &mut Vec<String>) -> Result<Value, Problem> {
        match self.peek() {
            Some('{') => self.list(true).map(Value::List),
            Some('[') => self.list(false).map(Value::List),
            Some('"') => self.string().map(Value::Scalar),
            Some('/' | '#') => {
                self.space(comments);
                self.value(comments)
            }
            Some('$') if self.rest().starts_with("${") => {
                let end = self.rest().find('}').ok_or_else(|| not_json(self.at))?;
                Ok(Value::Scalar(self.taken(end + 1)))
            }
            _ => {
                let rest = self.rest();
                let ends = |c: char| c.is_whitespace() || ",:{}[]\"'/#".contains(c);
                let end = rest.find(ends).unwrap_or(rest.len());
                let text = &rest[..end];
                match serde_json::from_str::<serde_json::Value>(text) {
                    Ok(_) => Ok(Value::Scalar(self.taken(end))),
                    Err(_) => Err(not_json(self.at)),
                }
            }
        }
    }

    fn taken(&mut self, length: usize) -> String {
        let text = self.rest().get(..length).unwrap_or_default().to_owned();
        self.at += length;
        text
    }

    /// A string in double quotes, as it is written.
    fn string(&mut self) -> Result<String, Problem> {
        let mut is_escaped = true;
        let end = self.rest().char_indices().find(|(_, c)| {
            let ends = *c == '"' && !is_escaped;
            is_escaped = if is_escaped { false } else { *c == '\\' };
            ends
        });
        match end {
            Some((end, _)) => Ok(self.taken(end + 1)),
            None => Err(not_json(self.at)),
        }
    }

    fn list(&mut self, is_object: bool) -> Result<List, Problem> {
        let close = if is_object { '}' } else { ']' };
        self.at += 1;
        let mut elements: Vec<Element> = Vec::new();
        loop {
            let mut before = Vec::new();
            let lines = self.space(&mut before);
            if self.take(close) {
                return Ok(List { is_object, elements, end: before });
            }
            let name = match is_object {
                true if self.peek() == Some('"') => Some(self.string()?),
                true => return Err(not_json(self.at)),
                false => None,
            };
            if is_object {
                self.space(&mut before);
                if !self.take(':') {
                    return Err(not_json(self.at));
                }
                self.space(&mut before);
            }
            let value = self.value(&mut before)?;
            let is_apart = lines > 1 && !elements.is_empty();
            let mut after = self.comment_on_line();
            let mut between = Vec::new();
            self.space(&mut between);
            let is_followed = self.take(',');
            if is_followed {
                after = after.or_else(|| self.comment_on_line());
                before.append(&mut between);
            }
            elements.push(Element { before, is_apart, name, value, after });
            if self.take(close) {
                return Ok(List { is_object, elements, end: between });
            }
            if !is_followed {
                return Err(not_json(self.at));
            }
        }
    }
}
