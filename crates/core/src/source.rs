//! Locations in the author's files, schema files among them.

use std::ops::Range;
use std::sync::Arc;

use apollo_compiler::parser::{FileId, SourceMap, SourceSpan};
use burgeon_diagnostics::Location;
pub use burgeon_diagnostics::Source;
use indexmap::IndexMap;

/// A location in one of the author's files.
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

impl From<&Place> for Place {
    fn from(place: &Place) -> Self {
        place.clone()
    }
}

impl From<Location> for Place {
    fn from(location: Location) -> Self {
        Self::Text(location.source, location.range)
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

    /// The text and bytes of a place; `None` for a span of a file that is not among these.
    pub fn resolve(&self, place: &Place) -> Option<Location> {
        match place {
            Place::Schema(span) => {
                let source = self.0.get(&span.file_id())?;
                Some(Location::new(source, span.offset()..span.end_offset()))
            }
            Place::Text(source, range) => Some(Location::new(source, range.clone())),
        }
    }
}
