//! Additions to fields: directives, and fields that the first generation stored without showing
//! them.

use indexmap::IndexMap;

use crate::File;
use crate::edits::Edits;
use crate::layout;
use crate::layout::range;
use crate::types::{Type, Types};

/// The additions by type and field.
#[derive(Debug, Clone, Default)]
pub(crate) struct Additions(IndexMap<(String, String), Addition>);

#[derive(Debug, Clone, Default)]
struct Addition {
    /// The type of the field, where it is new.
    ty: String,
    is_required: bool,
    directives: Vec<String>,
}

impl Additions {
    /// Declares a field, unless the author did.
    pub(crate) fn declare(&mut self, of: &Type, field: &str, ty: &str, is_required: bool) {
        if of.field(field).is_none() {
            let addition = self.entry(of, field);
            ty.clone_into(&mut addition.ty);
            addition.is_required |= is_required;
        }
    }

    /// Adds a directive to a declared field.
    pub(crate) fn annotate(&mut self, of: &Type, field: &str, directive: String) {
        let addition = self.entry(of, field);
        if !addition.directives.contains(&directive) {
            addition.directives.push(directive);
        }
    }

    fn entry(&mut self, of: &Type, field: &str) -> &mut Addition {
        self.0.entry((of.name().to_owned(), field.to_owned())).or_default()
    }

    /// Writes them down.
    pub(crate) fn apply(self, files: &[File], types: &Types, edits: &mut [Edits]) {
        for ((ty, field), addition) in self.0 {
            let Some(of) = types.get(&ty) else { continue };
            let text = &files[of.file].source.text;
            let directives: String =
                addition.directives.iter().map(|one| format!(" {one}")).collect();
            match of.field(&field) {
                Some(declared) => {
                    edits[of.file].insert(range(declared).end, directives);
                }
                None => {
                    let required = if addition.is_required { "!" } else { "" };
                    let written = format!("{field}: {}{required}{directives}", addition.ty);
                    let (at, space) = behind_fields(text, &of);
                    edits[of.file].insert(at, space + &written);
                }
            }
        }
    }
}

/// The position of a further field, and the text before it.
fn behind_fields(text: &str, of: &Type) -> (usize, String) {
    let last = of.node.fields.last().map_or(0..0, range);
    let end = last.end;
    match (layout::line_end(text, end), layout::indent(text, last.start)) {
        (Some(line_end), indent) => {
            (line_end, format!("{}{}", layout::newline(text), indent.unwrap_or("  ")))
        }
        (None, _) => (end, " ".to_owned()),
    }
}
