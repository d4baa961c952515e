//! Documents in JavaScript and TypeScript: tagged templates, and templates after `/* GraphQL */`.

mod template;
#[cfg(test)]
mod tests;

use std::path::Path;

use crate::Document;

/// The tags of templates that are documents.
const TAGS: [&str; 2] = ["gql", "graphql"];

pub(crate) fn find(path: &Path, code: &str) -> Vec<Document> {
    let mut scanner = Scanner { path, code, at: 0, documents: Vec::new() };
    scanner.code(None, 0);
    scanner.documents
}

struct Scanner<'a> {
    path: &'a Path,
    code: &'a str,
    at: usize,
    documents: Vec<Document>,
}

/// The previous token, as far as the next character's meaning depends on it.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    /// A tag of documents, or their comment.
    Mark,
    /// A value, after which `/` divides.
    Value,
    /// An operator or a keyword, after which `/` begins a regular expression.
    Operator,
}

impl Scanner<'_> {
    /// Searches code, up to the `}` of an interpolation if `end` is one.
    fn code(&mut self, end: Option<char>, depth: usize) {
        let mut before = Before::Operator;
        let mut open = 0_usize;
        while let Some(c) = self.peek() {
            match c {
                '}' if end == Some('}') && open == 0 => return,
                '{' => {
                    open += 1;
                    self.bump();
                    before = Before::Operator;
                }
                '}' => {
                    open = open.saturating_sub(1);
                    self.bump();
                    before = Before::Operator;
                }
                '`' => {
                    self.template(before == Before::Mark, depth);
                    before = Before::Value;
                }
                '\'' | '"' => {
                    self.string(c);
                    before = Before::Value;
                }
                '/' => before = self.slash(before),
                // `gql(` and `gql<Type>` are marks as `gql` is.
                '(' if before == Before::Mark => self.bump(),
                '<' if before == Before::Mark => self.type_arguments(),
                c if c.is_whitespace() => self.bump(),
                c if is_word(c) => before = self.word(),
                c => {
                    self.bump();
                    before = if matches!(c, ')' | ']') { Before::Value } else { Before::Operator };
                }
            }
        }
    }

    fn peek(&self) -> Option<char> {
        self.code[self.at..].chars().next()
    }

    fn bump(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    fn starts_with(&self, text: &str) -> bool {
        self.code[self.at..].starts_with(text)
    }

    /// Skips to the end of a text, or to the end.
    fn skip_behind(&mut self, text: &str) {
        let rest = &self.code[self.at..];
        self.at += rest.find(text).map_or(rest.len(), |found| found + text.len());
    }

    fn word(&mut self) -> Before {
        let rest = &self.code[self.at..];
        let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let word = &rest[..length];
        self.at += length;
        match word {
            word if TAGS.contains(&word) => Before::Mark,
            "return" | "typeof" | "case" | "in" | "of" | "do" | "else" | "await" | "yield" => {
                Before::Operator
            }
            _ => Before::Value,
        }
    }

    /// A comment, a division or a regular expression.
    fn slash(&mut self, before: Before) -> Before {
        if self.starts_with("//") {
            self.skip_behind("\n");
            return before;
        }
        if self.starts_with("/*") {
            let start = self.at;
            self.at += 2;
            self.skip_behind("*/");
            let comment = self.code[start..self.at].trim_matches(['/', '*']).trim();
            return if comment.eq_ignore_ascii_case("graphql") { Before::Mark } else { before };
        }
        // Ends of JSX's tags.
        if self.code[..self.at].ends_with('<') || self.starts_with("/>") {
            self.bump();
            return Before::Operator;
        }
        self.bump();
        if before == Before::Operator {
            self.regular_expression();
            return Before::Value;
        }
        Before::Operator
    }

    /// Skips `<…>`, if it ends before the next template.
    fn type_arguments(&mut self) {
        let mut open = 0_usize;
        while let Some(c) = self.peek() {
            match c {
                '<' => open += 1,
                '>' => open = open.saturating_sub(1),
                '`' => return,
                _ => {}
            }
            self.bump();
            if open == 0 {
                return;
            }
        }
    }

    fn regular_expression(&mut self) {
        let mut in_class = false;
        while let Some(c) = self.peek() {
            match c {
                // It was not one; only the rest of the line is skipped.
                '\n' => return,
                '\\' => self.bump(),
                '[' => in_class = true,
                ']' => in_class = false,
                '/' if !in_class => return self.bump(),
                _ => {}
            }
            self.bump();
        }
    }

    fn string(&mut self, quote: char) {
        self.bump();
        while let Some(c) = self.peek() {
            self.bump();
            match c {
                '\\' => self.bump(),
                // An apostrophe in the text of JSX does not begin a string.
                '\n' => return,
                c if c == quote => return,
                _ => {}
            }
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}
