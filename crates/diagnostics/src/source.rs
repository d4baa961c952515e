//! Texts, and locations in them.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use serde::Serialize;

/// A text of the author's (a schema, the settings, a template), with its path.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path as the author gave it, with `/` between its parts.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// The offsets of all lines except the first. Computed once, for any number of diagnostics.
    line_starts: OnceLock<Vec<usize>>,
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path && self.text == other.text
    }
}

impl Eq for Source {}

impl Source {
    /// A source of the given path and text, to be shared by diagnostics.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { path: path.into(), text: text.into(), line_starts: OnceLock::new() })
    }

    /// The line and column of a byte offset.
    ///
    /// An offset past the end, or inside a character, counts as the nearest one before it.
    pub fn position(&self, offset: usize) -> Position {
        let before = &self.text.as_bytes()[..offset.min(self.text.len())];
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start <= before.len());
        let line_start = if line == 0 { 0 } else { starts[line - 1] };
        let is_first_byte = |byte: &&u8| (**byte as i8) >= -0x40;
        let column = 1 + before[line_start..].iter().filter(is_first_byte).count();
        Position { line: line + 1, column }
    }

    /// The bytes of the lines that a range is on, with so many lines before and after them.
    pub fn lines_around(&self, range: Range<usize>, before: usize, after: usize) -> Range<usize> {
        let starts = self.line_starts();
        let line_of = |offset| starts.partition_point(|&start| start <= offset);
        // The first line has no entry.
        let first = line_of(range.start).saturating_sub(before);
        let start = first.checked_sub(1).map_or(0, |index| starts[index]);
        let end = starts.get(line_of(range.end) + after).copied().unwrap_or(self.text.len());
        start..end
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            self.text.match_indices('\n').map(|(line_end, _)| line_end + 1).collect()
        })
    }
}

/// A line and a column. Both count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// Bytes of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The text.
    pub source: Arc<Source>,
    /// The bytes; they begin and end between characters.
    pub range: Range<usize>,
}

impl Location {
    /// A location. A range that is not within the text, or cuts a character, is corrected.
    pub fn new(source: &Arc<Source>, range: Range<usize>) -> Self {
        let text = &source.text;
        let mut start = range.start.min(text.len());
        let mut end = range.end.clamp(start, text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        while !text.is_char_boundary(end) {
            end += 1;
        }
        Self { source: Arc::clone(source), range: start..end }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
        let position = |offset| source.position(offset).to_string();
        assert_eq!(
            [position(0), position(3), position(5), position(500)],
            ["1:1", "1:3", "2:1", "2:2"]
        );
    }

    proptest! {
        #[test]
        fn any_range_becomes_a_location(text in "[aä\n𝄞]{0,9}", start in 0..50usize, end in 0..50usize) {
            let source = Source::new("a", text.as_str());
            let Location { range, .. } = Location::new(&source, start..end);
            prop_assert!(text.get(range.clone()).is_some());
            prop_assert!(source.position(range.start) <= source.position(range.end));
        }
    }
}
