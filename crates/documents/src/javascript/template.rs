//! Template literals, whose text is a document if they are marked.

use super::Scanner;
use crate::Document;

/// The maximal nesting of templates; deeper ones are not searched.
const DEPTH: usize = 50;

impl Scanner<'_> {
    pub(super) fn template(&mut self, is_document: bool, depth: usize) {
        self.bump();
        let mut document = Document::starting(self.path, self.at);
        // Interpolated expressions may contain documents, which come first.
        while let Some(c) = self.peek() {
            let start = self.at;
            match c {
                '`' => {
                    self.bump();
                    break;
                }
                '\\' => {
                    let value = self.escape();
                    document.push_escape(&value, start..self.at);
                }
                '$' if self.starts_with("${") && depth < DEPTH => {
                    self.at += 2;
                    self.code(Some('}'), depth + 1);
                    self.bump();
                    document.push_interpolation(&self.code[start..self.at]);
                }
                c => {
                    self.bump();
                    document.text.push(c);
                }
            }
        }
        if is_document {
            self.documents.push(document);
        }
    }

    /// The value of an escape.
    fn escape(&mut self) -> String {
        self.bump();
        let Some(c) = self.peek() else { return String::new() };
        self.bump();
        match c {
            'n' => "\n".to_owned(),
            't' => "\t".to_owned(),
            'r' => "\r".to_owned(),
            'b' | 'f' | 'v' | '0' => " ".to_owned(),
            '\n' => String::new(),
            'x' => self.code_point(2),
            'u' if self.starts_with("{") => {
                self.bump();
                let rest = &self.code[self.at..];
                let value = self.code_point(rest.find('}').unwrap_or(0));
                self.bump();
                value
            }
            'u' => self.code_point(4),
            other => other.to_string(),
        }
    }

    /// The character that so many hexadecimal digits name; half of a pair is a space.
    fn code_point(&mut self, digits: usize) -> String {
        let found = self.code[self.at..].get(..digits);
        let Some(found) = found.filter(|text| text.bytes().all(|b| b.is_ascii_hexdigit())) else {
            return String::new();
        };
        self.at += digits;
        let point = u32::from_str_radix(found, 16).ok().and_then(char::from_u32);
        point.unwrap_or(' ').to_string()
    }
}
