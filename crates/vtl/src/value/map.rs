//! `LinkedHashMap`: shared, mutable, in the order of insertion.

use std::cell::{Ref, RefCell};
use std::rc::Rc;

use super::release::{drop_deep, unpack};
use super::{Entries, Key, Value};

/// A shared, mutable map in the order of insertion. Clones refer to the same map.
#[derive(Clone, Default)]
pub struct Map(Rc<Cell>);

#[derive(Default)]
struct Cell(RefCell<Entries>);

impl Drop for Cell {
    fn drop(&mut self) {
        let entries = self.0.get_mut();
        let nested = entries.iter().any(|(k, v)| v.is_container() || matches!(k, Key::Other(_)));
        if nested {
            drop_deep(std::mem::take(entries), unpack);
        }
    }
}

impl Map {
    /// A new, empty map.
    pub fn new() -> Self {
        Self::default()
    }

    /// A new, empty map with room for `capacity` entries.
    pub fn with_capacity(capacity: usize) -> Self {
        Self::from(Entries::with_capacity(capacity))
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.0.0.borrow().len()
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.0.0.borrow().is_empty()
    }

    /// The value under the string `key`.
    #[inline]
    pub fn get(&self, key: &str) -> Option<Value> {
        self.0.0.borrow().get_str(key).cloned()
    }

    /// The value under a key of any type.
    pub fn get_key(&self, key: &Key) -> Option<Value> {
        self.0.0.borrow().get(key).cloned()
    }

    /// Whether there is an entry under the string `key`, be its value null.
    pub fn contains(&self, key: &str) -> bool {
        self.0.0.borrow().get_str(key).is_some()
    }

    /// Whether there is an entry under a key of any type, be its value null.
    pub fn contains_key(&self, key: &Key) -> bool {
        self.0.0.borrow().contains_key(key)
    }

    /// Inserts a value and returns the former value of the key. An existing key
    /// keeps its place.
    pub fn insert(&self, key: impl Into<Key>, value: impl Into<Value>) -> Option<Value> {
        self.0.0.borrow_mut().insert(key.into(), value.into())
    }

    /// Removes the entry under the string `key`.
    pub fn remove(&self, key: &str) -> Option<Value> {
        self.0.0.borrow_mut().remove(&Key::from(key))
    }

    /// Removes the entry under a key of any type.
    pub fn remove_key(&self, key: &Key) -> Option<Value> {
        self.0.0.borrow_mut().remove(key)
    }

    /// Removes the entry at a position.
    pub(crate) fn remove_index(&self, index: usize) -> Option<Value> {
        self.0.0.borrow_mut().remove_index(index)
    }

    /// Removes the entries for which `keep` is false. `keep` must not use this map.
    pub fn retain(&self, mut keep: impl FnMut(&Key, &Value) -> bool) {
        self.0.0.borrow_mut().retain(|key, value| keep(key, value));
    }

    /// Replaces all entries and answers the former ones.
    pub fn replace(&self, entries: Entries) -> Entries {
        self.0.0.replace(entries)
    }

    /// A new map with the same entries.
    pub fn copy(&self) -> Self {
        Self::from(self.0.0.borrow().clone())
    }

    /// A borrow of the entries. Drop it before this map can change.
    pub fn borrow(&self) -> Ref<'_, Entries> {
        self.0.0.borrow()
    }

    pub(super) fn is_unique(&self) -> bool {
        Rc::strong_count(&self.0) == 1
    }

    /// Whether both are one and the same map, not only equal ones.
    pub fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl From<Entries> for Map {
    fn from(entries: Entries) -> Self {
        Self(Rc::new(Cell(RefCell::new(entries))))
    }
}

impl<K: Into<Key>, V: Into<Value>> FromIterator<(K, V)> for Map {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        entries.into_iter().map(|(k, v)| (k.into(), v.into())).collect::<Entries>().into()
    }
}

/// Shows the number of entries only: a map may contain itself.
impl std::fmt::Debug for Map {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Map({})", self.len())
    }
}
