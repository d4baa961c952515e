//! Texts that the author wrote, and places in them.

use std::ops::Range;
use std::sync::Arc;

use apollo_compiler::parser::{FileId, SourceMap, SourceSpan};
use indexmap::IndexMap;

/// A text of the author's (a schema, the settings, a template), with the path it is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The path as the author gave it, with `/` between its parts.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// A source of the given path and text, ready to be shared by diagnostics.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { path: path.into(), text: text.into() })
    }

    /// Line and column (both from 1, the column in characters) of a byte offset.
    ///
    /// An offset past the end, or inside a character, counts as the nearest one before it.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let before = &self.text.as_bytes()[..offset.min(self.text.len())];
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
        let is_first_byte = |byte: &&u8| (**byte as i8) >= -0x40;
        (line, 1 + before[line_start..].iter().filter(is_first_byte).count())
    }
}

/// Where in the author's texts something stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// In a schema file, by the span that the parser gave its node.
    Schema(SourceSpan),
    /// In any other text, by its bytes.
    Text(Arc<Source>, Range<usize>),
}

impl From<SourceSpan> for Place {
    fn from(span: SourceSpan) -> Self {
        Self::Schema(span)
    }
}

/// The schema files that were read, by the id that spans carry.
#[derive(Debug, Clone, Default)]
pub struct Sources(IndexMap<FileId, Arc<Source>>);

impl Sources {
    /// Takes over the files that the parser has read since.
    pub fn extend(&mut self, parsed: &SourceMap) {
        for (id, file) in parsed.iter() {
            self.0.entry(*id).or_insert_with(|| {
                Source::new(file.path().to_string_lossy().replace('\\', "/"), file.source_text())
            });
        }
    }

    /// Takes over the files of another set.
    pub fn absorb(&mut self, other: Sources) {
        self.0.extend(other.0);
    }

    /// The text and bytes that a place stands for; `None` for a span of a file not read here.
    pub fn resolve(&self, place: &Place) -> Option<(Arc<Source>, Range<usize>)> {
        match place {
            Place::Schema(span) => {
                let source = self.0.get(&span.file_id())?;
                Some((source.clone(), span.offset()..span.end_offset()))
            }
            Place::Text(source, range) => Some((source.clone(), range.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn columns_count_characters_and_lines_from_one() {
        let source = Source::new("a.graphql", "ä b\nc");
        assert_eq!(source.line_column(0), (1, 1));
        assert_eq!(source.line_column(3), (1, 3));
        assert_eq!(source.line_column(5), (2, 1));
        assert_eq!(source.line_column(500), (2, 2));
    }
}
