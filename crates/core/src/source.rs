//! Locations in the author's files, schema files among them.

use std::ops::Range;
use std::sync::Arc;

use apollo_compiler::ast::Document;
use apollo_compiler::parser::{FileId, SourceSpan};
use burgeon_diagnostics::Location;
pub use burgeon_diagnostics::Source;
use indexmap::IndexMap;

use crate::outline::Outline;

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
pub struct Sources(IndexMap<FileId, SchemaFile>);

/// A schema file.
#[derive(Debug, Clone)]
struct SchemaFile {
    source: Arc<Source>,
    outline: Arc<Outline>,
}

impl Sources {
    /// Adds the file that a document was parsed from.
    pub fn add(&mut self, parsed: &Document) {
        let outline = Arc::new(Outline::new(parsed));
        for (id, file) in parsed.sources.iter() {
            self.0.entry(*id).or_insert_with(|| {
                let path = file.path().to_string_lossy().replace('\\', "/");
                let source = Source::new(path, file.source_text());
                SchemaFile { source, outline: Arc::clone(&outline) }
            });
        }
    }

    /// Adds a file of which a document holds a part: it was parsed from another text with the same
    /// offsets.
    pub fn add_part(&mut self, parsed: &Document, source: &Arc<Source>) {
        let outline = Arc::new(Outline::new(parsed));
        for (id, _) in parsed.sources.iter() {
            self.0.entry(*id).or_insert_with(|| SchemaFile {
                source: Arc::clone(source),
                outline: Arc::clone(&outline),
            });
        }
    }

    /// Adds the files of another set.
    pub fn absorb(&mut self, other: Sources) {
        self.0.extend(other.0);
    }

    /// The schema coordinate of the definition that a place is in; `None` outside the schema.
    pub fn coordinate(&self, place: &SourceLocation) -> Option<String> {
        let SourceLocation::Schema(span) = place else { return None };
        let SchemaFile { source, outline } = self.0.get(&span.file_id())?;
        outline.enclosing(&source.text, &(span.offset()..span.end_offset()))
    }

    /// The text and bytes of a place; `None` for a span of a file that is not among these.
    pub fn resolve(&self, place: &SourceLocation) -> Option<Location> {
        match place {
            SourceLocation::Schema(span) => {
                let SchemaFile { source, .. } = self.0.get(&span.file_id())?;
                Some(Location::new(source, span.offset()..span.end_offset()))
            }
            SourceLocation::Text(source, range) => Some(Location::new(source, range.clone())),
        }
    }
}
