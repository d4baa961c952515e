//! Texts that the author wrote, and places in them.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use apollo_compiler::parser::{FileId, SourceMap, SourceSpan};
use indexmap::IndexMap;

/// A text of the author's (a schema, the settings, a template), with the path it is known by.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path as the author gave it, with `/` between its parts.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// Where each line but the first begins; found once, so that many diagnostics cost no more
    /// than one.
    line_starts: OnceLock<Vec<usize>>,
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path && self.text == other.text
    }
}

impl Eq for Source {}

impl Source {
    /// A source of the given path and text, ready to be shared by diagnostics.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { path: path.into(), text: text.into(), line_starts: OnceLock::new() })
    }

    /// Line and column (both from 1, the column in characters) of a byte offset.
    ///
    /// An offset past the end, or inside a character, counts as the nearest one before it.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let before = &self.text.as_bytes()[..offset.min(self.text.len())];
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start <= before.len());
        let line_start = if line == 0 { 0 } else { starts[line - 1] };
        let is_first_byte = |byte: &&u8| (**byte as i8) >= -0x40;
        (line + 1, 1 + before[line_start..].iter().filter(is_first_byte).count())
    }

    /// The bytes of the lines that a range stands on, with so many lines before and after them.
    pub fn lines_around(&self, range: Range<usize>, before: usize, after: usize) -> Range<usize> {
        let starts = self.line_starts();
        let line_of = |offset| starts.partition_point(|&start| start <= offset);
        // The first line begins where no other ends.
        let first = line_of(range.start).saturating_sub(before);
        let start = first.checked_sub(1).map_or(0, |index| starts[index]);
        let end = starts.get(line_of(range.end) + after).copied().unwrap_or(self.text.len());
        start..end
    }

    /// Where each line but the first begins.
    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            self.text.match_indices('\n').map(|(line_end, _)| line_end + 1).collect()
        })
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

impl Place {
    /// Whether the other place is this one or within it.
    pub fn encloses(&self, other: &Place) -> bool {
        match (self, other) {
            (Place::Schema(this), Place::Schema(that)) => {
                this.file_id() == that.file_id()
                    && this.offset() <= that.offset()
                    && that.end_offset() <= this.end_offset()
            }
            (Place::Text(this, range), Place::Text(that, within)) => {
                this == that && range.start <= within.start && within.end <= range.end
            }
            _ => false,
        }
    }
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

    /// Takes over the ids of a file that was parsed from another text than its own.
    pub fn hold(&mut self, parsed: &SourceMap, source: &Arc<Source>) {
        for (id, _) in parsed.iter() {
            self.0.entry(*id).or_insert_with(|| source.clone());
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
    fn lines_around_are_whole() {
        let source = Source::new("a.graphql", "a\nbc\nd\n\nef");
        let around = |range, before, after| &source.text[source.lines_around(range, before, after)];
        assert_eq!(around(0..1, 1, 0), "a\n");
        assert_eq!(around(2..3, 0, 0), "bc\n");
        assert_eq!(around(3..6, 1, 1), "a\nbc\nd\n\n");
        assert_eq!(around(8..9, 0, 7), "ef");
        assert_eq!(around(10..10, 9, 0), source.text);
    }

    #[test]
    fn columns_count_characters_and_lines_from_one() {
        let source = Source::new("a.graphql", "ä b\nc");
        assert_eq!(source.line_column(0), (1, 1));
        assert_eq!(source.line_column(3), (1, 3));
        assert_eq!(source.line_column(5), (2, 1));
        assert_eq!(source.line_column(500), (2, 2));
    }
}
