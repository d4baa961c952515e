//! Locations in the author's files, schema files among them.

use std::ops::Range;
use std::sync::Arc;

use apollo_compiler::parser::{FileId, SourceMap, SourceSpan};
use burgeon_diagnostics::Location;
pub use burgeon_diagnostics::Source;
use indexmap::IndexMap;

/// A location in one of the author's files.
#[derive(Debug, Clone, PartialEq)]
pub enum SourceLocation {
    /// In a schema file, by the span of a node.
    Schema(SourceSpan),
    /// In any other text, by its bytes.
    Text(Arc<Source>, Range<usize>),
}

impl SourceLocation {
    /// Whether the other location is this one or within it.
    pub fn encloses(&self, other: &SourceLocation) -> bool {
        match (self, other) {
            (SourceLocation::Schema(this), SourceLocation::Schema(that)) => {
                this.file_id() == that.file_id()
                    && this.offset() <= that.offset()
                    && that.end_offset() <= this.end_offset()
            }
            (SourceLocation::Text(this, range), SourceLocation::Text(that, within)) => {
                this == that && range.start <= within.start && within.end <= range.end
            }
            _ => false,
        }
    }
}

impl From<SourceSpan> for SourceLocation {
    fn from(span: SourceSpan) -> Self {
        Self::Schema(span)
    }
}

impl From<&SourceLocation> for SourceLocation {
    fn from(place: &SourceLocation) -> Self {
        place.clone()
    }
}

impl From<Location> for SourceLocation {
    fn from(location: Location) -> Self {
        Self::Text(location.source, location.range)
    }
}

/// The schema files that were read, by the id that spans carry.
#[derive(Debug, Clone, Default)]
pub struct Sources(IndexMap<FileId, Arc<Source>>);

impl Sources {
    /// Adds the files that the parser has read since.
    pub fn extend(&mut self, parsed: &SourceMap) {
        for (id, file) in parsed.iter() {
            self.0.entry(*id).or_insert_with(|| {
                Source::new(file.path().to_string_lossy().replace('\\', "/"), file.source_text())
            });
        }
    }

    /// Adds the ids of a file that was parsed from a modified text.
    pub fn hold(&mut self, parsed: &SourceMap, source: &Arc<Source>) {
        for (id, _) in parsed.iter() {
            self.0.entry(*id).or_insert_with(|| source.clone());
        }
    }

    /// Adds the files of another set.
    pub fn absorb(&mut self, other: Sources) {
        self.0.extend(other.0);
    }

    /// The text and bytes of a place; `None` for a span of a file that is not among these.
    pub fn resolve(&self, place: &SourceLocation) -> Option<Location> {
        match place {
            SourceLocation::Schema(span) => {
                let source = self.0.get(&span.file_id())?;
                Some(Location::new(source, span.offset()..span.end_offset()))
            }
            SourceLocation::Text(source, range) => Some(Location::new(source, range.clone())),
        }
    }
}
