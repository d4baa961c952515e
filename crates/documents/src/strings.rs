//! Documents in the strings of Swift, Kotlin and Dart.

use std::ops::Range;
use std::path::Path;

use crate::document::is_document;
use crate::{Document, Language};

/// The strings of a file that begin with an operation or a fragment.
///
/// Escapes are kept as they are in raw strings and in those of three quotes, where documents hardly
/// have any; in others a backslash and what follows become one character.
pub(crate) fn find(path: &Path, code: &str, language: Language) -> Vec<Document> {
    let mut documents = Vec::new();
    let quotes = quotes(language);
    let mut at = 0;
    while let Some(c) = code[at..].chars().next() {
        let rest = &code[at..];
        let quote = quotes.iter().find(|quote| rest.starts_with(**quote));
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("/*") {
            at += rest.find("*/").map_or(rest.len(), |end| end + 2);
        } else if let Some(quote) = quote {
            let inner = inside(code, at + quote.len(), quote);
            at = (inner.end + quote.len()).min(code.len());
            // An unterminated string of one line ends with the line.
            while !code.is_char_boundary(at) {
                at += 1;
            }
            if is_document(&code[inner.clone()]) {
                documents.push(document(path, code, inner, quote.len() == 1));
            }
        } else {
            at += c.len_utf8();
        }
    }
    documents
}

/// The delimiters of strings, the longer first.
fn quotes(language: Language) -> &'static [&'static str] {
    match language {
        Language::Dart => &["\"\"\"", "'''", "\"", "'"],
        _ => &["\"\"\"", "\""],
    }
}

/// The range between the quotes; a string of one line ends with the line.
fn inside(code: &str, start: usize, quote: &str) -> Range<usize> {
    let rest = &code[start..];
    let mut is_escaped = false;
    for (at, c) in rest.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '\n' if quote.len() == 1 => return start..start + at,
            _ if rest[at..].starts_with(quote) => return start..start + at,
            _ => {}
        }
    }
    start..code.len()
}

fn document(path: &Path, code: &str, inner: Range<usize>, has_escapes: bool) -> Document {
    let mut document = Document::starting(path, inner.start);
    let mut characters = code[inner.clone()].char_indices();
    while let Some((at, c)) = characters.next() {
        let start = inner.start + at;
        match c {
            '\\' if has_escapes => {
                let Some((_, escaped)) = characters.next() else { break };
                let value = match escaped {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    other => other,
                };
                let end = start + 1 + escaped.len_utf8();
                document.push_escape(value.encode_utf8(&mut [0; 4]), start..end);
            }
            c => document.text.push(c),
        }
    }
    document
}

#[cfg(test)]
mod tests {

    #[test]
    fn strings_that_begin_as_documents_are_found() {
        let cases = [
            ("a.swift", "let a = \"\"\"\n  query A { a }\n  \"\"\"\nlet b = \"query of the day\""),
            ("a.kt", "// \"query X { x }\"\nval a = \"\"\"query A { a }\"\"\""),
            ("a.dart", "const a = '''\nquery A { a }''' + 'no' + \"it's\";"),
            ("a.kt", "val a = \"query A { a }\" + \"{ b }\""),
        ];
        for (path, code) in cases {
            let documents = crate::find(path.as_ref(), code);
            let texts: Vec<&str> = documents.iter().map(|document| document.text.trim()).collect();
            assert_eq!(texts, ["query A { a }"], "{code}");
            let a = documents[0].text.find("A {").unwrap();
            assert!(code[documents[0].offset_in_file(a)..].starts_with("A { a }"), "{code}");
        }
    }

    #[test]
    fn escapes_are_resolved_with_their_places() {
        let code = "val a = \"query A(\\$b: Int) {\\n a(c: \\\"é\\\") last }\"";
        let documents = crate::find("a.kt".as_ref(), code);
        assert_eq!(documents[0].text, "query A($b: Int) {\n a(c: \"é\") last }");
        let last = documents[0].text.find("last").unwrap();
        assert!(code[documents[0].offset_in_file(last)..].starts_with("last"));
    }

    #[test]
    fn an_unclosed_string_ends_with_its_line() {
        let code = "a = \"query A { a }\nb = \"mutation B { b }\"";
        let documents = crate::find("a.kt".as_ref(), code);
        let texts: Vec<&str> = documents.iter().map(|document| document.text.as_str()).collect();
        assert_eq!(texts, ["query A { a }", "mutation B { b }"]);
    }
}
