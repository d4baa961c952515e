//! A document, and where it is in its file.

use std::ops::Range;
use std::path::{Path, PathBuf};

/// The language of a source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Language {
    /// GraphQL itself.
    GraphQl,
    /// JavaScript and TypeScript.
    JavaScript,
    /// Swift.
    Swift,
    /// Kotlin.
    Kotlin,
    /// Dart.
    Dart,
}

impl Language {
    /// The language of a file, by the end of its name.
    pub fn of_file(path: &Path) -> Option<Self> {
        Some(match path.extension()?.to_str()? {
            "graphql" | "gql" => Self::GraphQl,
            "js" | "jsx" | "mjs" | "cjs" | "ts" | "tsx" | "mts" | "cts" => Self::JavaScript,
            "swift" => Self::Swift,
            "kt" | "kts" => Self::Kotlin,
            "dart" => Self::Dart,
            _ => return None,
        })
    }
}

/// A GraphQL document in a source file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Document {
    /// The file.
    pub path: PathBuf,
    /// The document. Escapes of the language are resolved, and interpolated expressions are spaces.
    pub text: String,
    /// The ranges of `text` with spaces in place of interpolated expressions.
    pub interpolations: Vec<Range<usize>>,
    /// Offsets in `text` and in the file from which both go on together.
    runs: Vec<(usize, usize)>,
}

impl Document {
    /// A file that is a document.
    pub(crate) fn whole(path: &Path, code: &str) -> Self {
        let mut document = Self::starting(path, 0);
        document.text = code.to_owned();
        document
    }

    /// An empty document that begins at an offset of a file.
    pub(crate) fn starting(path: &Path, offset: usize) -> Self {
        Self {
            path: path.to_owned(),
            text: String::new(),
            interpolations: Vec::new(),
            runs: vec![(0, offset)],
        }
    }

    /// The byte of the file that a byte of `text` comes from.
    pub fn offset_in_file(&self, offset: usize) -> usize {
        let next = self.runs.partition_point(|(start, _)| *start <= offset);
        match next.checked_sub(1).and_then(|last| self.runs.get(last)) {
            Some((start, in_file)) => in_file + (offset - start),
            None => offset,
        }
    }

    /// Adds a text that is not in the file, such as the value of an escape; the file continues at
    /// an offset.
    pub(crate) fn push_escape(&mut self, value: &str, escape: Range<usize>) {
        // Each byte of the value comes from the escape's first.
        for (byte, _) in value.char_indices() {
            self.run(self.text.len() + byte, escape.start);
        }
        self.text.push_str(value);
        self.run(self.text.len(), escape.end);
    }

    /// Adds spaces for an expression; its line breaks are kept.
    pub(crate) fn push_interpolation(&mut self, expression: &str) {
        let start = self.text.len();
        let space = |byte: u8| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' };
        self.text.extend(expression.bytes().map(space));
        self.interpolations.push(start..self.text.len());
    }

    fn run(&mut self, start: usize, in_file: usize) {
        if self.runs.last().is_some_and(|(last, _)| *last == start) {
            self.runs.pop();
        }
        self.runs.push((start, in_file));
    }
}

/// Whether a text begins as an operation or a fragment does, and has a selection.
pub(crate) fn is_document(text: &str) -> bool {
    let start = text.trim_start();
    let keywords = ["query", "mutation", "subscription", "fragment"];
    let is_definition = keywords.iter().any(|keyword| {
        start.strip_prefix(keyword).is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_whitespace() || matches!(c, '{' | '(' | '@'))
        })
    });
    is_definition && start.contains('{')
}
