//! Merging the settings of an environment into the general ones.
//!
//! Sections are merged key by key; lists and scalars replace; `null` restores the default of a key.

use super::codes;
use super::tree::{Entry, Node, Value};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// The tree of a file and an overlay.
pub(super) fn merge(base: Node, overlay: Node) -> Node {
    match (base.value, overlay.value) {
        // A file without a key.
        (value, Value::Null) => Node { value, at: base.at },
        (Value::Null, value) => Node { value: with_resets(value), at: overlay.at },
        (Value::Map(base_entries), Value::Map(entries)) => {
            Node { value: Value::Map(merge_entries(base_entries, entries)), at: base.at }
        }
        (_, value) => Node { value: with_resets(value), at: overlay.at },
    }
}

fn merge_entries(mut base: Vec<Entry>, overlay: Vec<Entry>) -> Vec<Entry> {
    for (key, at, node) in overlay {
        let present = base.iter().position(|(present, ..)| *present == key);
        let merged = match (present.map(|position| base.remove(position)), node.value) {
            (_, Value::Null) => Node { value: Value::Reset, at: node.at },
            (Some((_, _, earlier)), value) => merge(earlier, Node { value, at: node.at }),
            (None, value) => Node { value: with_resets(value), at: node.at },
        };
        let entry = (key, at, merged);
        match present {
            Some(position) => base.insert(position, entry),
            None => base.push(entry),
        }
    }
    base
}

/// The value of an overlay that has nothing to be merged into.
fn with_resets(value: Value) -> Value {
    match value {
        Value::Map(entries) => Value::Map(merge_entries(vec![], entries)),
        other => other,
    }
}

/// Reports keys that are repeated in a section, and keeps the first of them.
pub(super) fn report_repeated_keys(node: &mut Node, found: &mut Diagnostics) {
    let mut path = vec![];
    visit(node, &mut path, found);
}

fn visit(node: &mut Node, path: &mut Vec<String>, found: &mut Diagnostics) {
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| visit(item, path, found)),
        Value::Map(entries) => {
            let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
            for (key, at, mut value) in std::mem::take(entries) {
                if kept.iter().any(|(earlier, ..)| *earlier == key) {
                    let section = match path.is_empty() {
                        true => "the settings file".to_owned(),
                        false => format!("the section `{}`", path.join(".")),
                    };
                    let message = format!("duplicate key `{key}` in {section}");
                    let fault = Diagnostic::error(&codes::REPEATED_KEY, message);
                    found.push(fault.at(at, "the second").help("keep one of them"));
                    continue;
                }
                path.push(key.clone());
                visit(&mut value, path, found);
                path.pop();
                kept.push((key, at, value));
            }
            *entries = kept;
        }
        _ => {}
    }
}
