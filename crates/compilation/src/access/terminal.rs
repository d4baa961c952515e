//! The table for a terminal.

use burgeon_core::api::Caller;
use indexmap::IndexMap;

use super::{Access, AccessTable, TypeAccess};

/// Columns that a line is indented by, a level.
const STEP: usize = 2;

/// Columns that a text has at least, however narrow the terminal.
const NARROWEST: usize = 24;

impl AccessTable {
    /// Renders the table as text with a line width: for each type its callers, and the access of each.
    /// Longer words get separate lines.
    pub fn to_text(&self, columns: usize) -> String {
        let mut lines = Lines { columns, text: String::new() };
        for (position, ty) in self.types.iter().enumerate() {
            if position > 0 {
                lines.text.push('\n');
            }
            lines.add(0, ty.name.as_str());
            lines.add_type(ty);
        }
        lines.text
    }
}

struct Lines {
    columns: usize,
    text: String,
}

impl Lines {
    fn add_type(&mut self, ty: &TypeAccess) {
        let callers = ty.callers();
        for caller in &callers {
            self.add(1, &caller.to_string());
            rights(ty, caller).iter().for_each(|right| self.add(2, right));
        }
        if callers.is_empty() {
            self.add(1, "no caller");
        }
        for relation in &ty.relations {
            let followed =
                format!("{} can be followed by readers of {}", relation.field, relation.to);
            self.add(1, &followed);
        }
    }

    /// Adds a text, broken between its words where it is too wide.
    fn add(&mut self, level: usize, text: &str) {
        let room = self.columns.saturating_sub(level * STEP).max(NARROWEST);
        let mut line = String::new();
        for word in text.split(' ') {
            // What continues a text is indented a level more.
            let room = if line.starts_with(' ') { room - STEP } else { room };
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > room {
                self.end(level, &line);
                line = " ".repeat(STEP) + word;
                continue;
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        self.end(level, &line);
    }

    fn end(&mut self, level: usize, line: &str) {
        self.text += &" ".repeat(level * STEP);
        self.text += line.trim_end();
        self.text.push('\n');
    }
}

/// The access of a caller, with the operations on the same fields together.
fn rights(ty: &TypeAccess, caller: &Caller) -> Vec<String> {
    let mut found: IndexMap<Option<String>, Vec<&str>> = IndexMap::new();
    for operation in &ty.operations {
        let Some(Access { fields, .. }) = operation.access(caller) else { continue };
        let fields = (!fields.is_all()).then(|| fields.to_text(ToString::to_string));
        found.entry(fields).or_default().push(operation.name());
    }
    let line = |(fields, names): (Option<String>, Vec<&str>)| match fields {
        None => names.join(", "),
        Some(fields) => format!("{}: {fields}", names.join(", ")),
    };
    found.into_iter().map(line).collect()
}
