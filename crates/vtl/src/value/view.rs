//! `keySet()`, `values()` and `entrySet()`: live views of a map.

use std::rc::Rc;

use super::{Key, Map, Value};

/// Which part of a map a [`View`] shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewKind {
    /// `keySet()`, a `Set`.
    Keys,
    /// `values()`, a `Collection`.
    Values,
    /// `entrySet()`, a `Set`.
    Entries,
}

/// A live view of a map: what is removed from it is removed from the map.
#[derive(Debug, Clone)]
pub struct View {
    /// The map.
    pub map: Map,
    /// The kind of the view.
    pub kind: ViewKind,
}

impl View {
    /// The number of elements.
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// Whether there are no elements.
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// A copy of the elements.
    pub fn to_vec(&self) -> Vec<Value> {
        let entries = self.map.borrow();
        match self.kind {
            ViewKind::Keys => entries.keys().map(Key::to_value).collect(),
            ViewKind::Values => entries.values().cloned().collect(),
            ViewKind::Entries => entries
                .keys()
                .map(|key| Value::Entry(Rc::new(Entry { map: self.map.clone(), key: key.clone() })))
                .collect(),
        }
    }

    pub(crate) fn class_name(&self) -> &'static str {
        match self.kind {
            ViewKind::Values => "Collection",
            ViewKind::Keys | ViewKind::Entries => "Set",
        }
    }
}

/// One entry of a map.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The map that it is of.
    pub map: Map,
    /// Its key.
    pub key: Key,
}

impl Entry {
    /// Its value: null once it has been removed from the map.
    pub fn value(&self) -> Value {
        self.map.get_key(&self.key).unwrap_or_default()
    }
}
