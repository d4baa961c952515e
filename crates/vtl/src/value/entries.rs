//! The entries of a map.
//!
//! Most maps of a template are small, and are gone through faster than they are hashed.

use indexmap::IndexMap;

use super::{Key, Value};

/// The number of entries above which they are hashed.
const SMALL: usize = 16;

type Hashed = IndexMap<Key, Value, foldhash::fast::RandomState>;

/// The entries of a [`Map`](super::Map), in the order of insertion.
#[derive(Clone)]
pub struct Entries(Storage);

#[derive(Clone)]
enum Storage {
    Small(Vec<(Key, Value)>),
    Hashed(Hashed),
}

impl Entries {
    /// No entries, with room for `capacity` of them.
    pub fn with_capacity(capacity: usize) -> Self {
        Self(if capacity <= SMALL {
            Storage::Small(Vec::with_capacity(capacity))
        } else {
            Storage::Hashed(Hashed::with_capacity_and_hasher(capacity, Default::default()))
        })
    }

    /// Entries with distinct keys.
    pub(crate) fn of_distinct(entries: Vec<(Key, Value)>) -> Self {
        Self(if entries.len() <= SMALL {
            Storage::Small(entries)
        } else {
            Storage::Hashed(entries.into_iter().collect())
        })
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        match &self.0 {
            Storage::Small(entries) => entries.len(),
            Storage::Hashed(entries) => entries.len(),
        }
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value under the string `key`.
    #[inline]
    pub fn get_str(&self, key: &str) -> Option<&Value> {
        match &self.0 {
            Storage::Small(entries) => {
                entries.iter().find(|(k, _)| k.as_str() == Some(key)).map(|(_, value)| value)
            }
            Storage::Hashed(entries) => entries.get(&Text(key)),
        }
    }

    /// The value under `key`.
    pub fn get(&self, key: &Key) -> Option<&Value> {
        match &self.0 {
            Storage::Small(entries) => {
                entries.iter().find(|(k, _)| k == key).map(|(_, value)| value)
            }
            Storage::Hashed(entries) => entries.get(key),
        }
    }

    /// Whether there is an entry under `key`.
    pub fn contains_key(&self, key: &Key) -> bool {
        self.get(key).is_some()
    }

    /// The position of the entry under `key`.
    pub fn get_index_of(&self, key: &Key) -> Option<usize> {
        match &self.0 {
            Storage::Small(entries) => entries.iter().position(|(k, _)| k == key),
            Storage::Hashed(entries) => entries.get_index_of(key),
        }
    }

    /// Inserts a value and returns the former value of the key. An existing key
    /// keeps its place.
    pub fn insert(&mut self, key: Key, value: Value) -> Option<Value> {
        match &mut self.0 {
            Storage::Small(entries) => {
                if let Some((_, slot)) = entries.iter_mut().find(|(k, _)| *k == key) {
                    return Some(std::mem::replace(slot, value));
                }
                entries.push((key, value));
                if entries.len() > SMALL {
                    self.0 = Storage::Hashed(std::mem::take(entries).into_iter().collect());
                }
                None
            }
            Storage::Hashed(entries) => entries.insert(key, value),
        }
    }

    /// Removes the entry under `key`.
    pub fn remove(&mut self, key: &Key) -> Option<Value> {
        self.get_index_of(key).and_then(|index| self.remove_index(index))
    }

    /// Removes the entry at a position.
    pub fn remove_index(&mut self, index: usize) -> Option<Value> {
        match &mut self.0 {
            Storage::Small(entries) => (index < entries.len()).then(|| entries.remove(index).1),
            Storage::Hashed(entries) => entries.shift_remove_index(index).map(|(_, value)| value),
        }
    }

    /// Removes the entries for which `keep` is false.
    pub fn retain(&mut self, mut keep: impl FnMut(&Key, &Value) -> bool) {
        match &mut self.0 {
            Storage::Small(entries) => entries.retain(|(key, value)| keep(key, value)),
            Storage::Hashed(entries) => entries.retain(|key, value| keep(key, value)),
        }
    }

    /// The entries.
    pub fn iter(&self) -> Iter<'_> {
        match &self.0 {
            Storage::Small(entries) => Iter::Small(entries.iter()),
            Storage::Hashed(entries) => Iter::Hashed(entries.iter()),
        }
    }

    /// The keys.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        self.iter().map(|(key, _)| key)
    }

    /// The values.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        self.iter().map(|(_, value)| value)
    }
}

impl Default for Entries {
    fn default() -> Self {
        Self(Storage::Small(Vec::new()))
    }
}

impl FromIterator<(Key, Value)> for Entries {
    fn from_iter<I: IntoIterator<Item = (Key, Value)>>(entries: I) -> Self {
        let entries = entries.into_iter();
        let mut collected = Self::with_capacity(entries.size_hint().0);
        collected.extend(entries);
        collected
    }
}

impl Extend<(Key, Value)> for Entries {
    fn extend<I: IntoIterator<Item = (Key, Value)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

/// The entries of an [`Entries`], in order.
#[derive(Debug, Clone)]
pub enum Iter<'a> {
    /// The iterator of a small map.
    Small(std::slice::Iter<'a, (Key, Value)>),
    /// The iterator of a hashed map.
    Hashed(indexmap::map::Iter<'a, Key, Value>),
}

impl<'a> Iterator for Iter<'a> {
    type Item = (&'a Key, &'a Value);

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Small(entries) => entries.next().map(|(key, value)| (key, value)),
            Self::Hashed(entries) => entries.next(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Self::Small(entries) => entries.size_hint(),
            Self::Hashed(entries) => entries.size_hint(),
        }
    }
}

impl ExactSizeIterator for Iter<'_> {}

impl<'a> IntoIterator for &'a Entries {
    type Item = (&'a Key, &'a Value);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

/// The entries of an [`Entries`], in order and by value.
#[derive(Debug)]
pub enum IntoIter {
    /// The iterator of a small map.
    Small(std::vec::IntoIter<(Key, Value)>),
    /// The iterator of a hashed map.
    Hashed(indexmap::map::IntoIter<Key, Value>),
}

impl Iterator for IntoIter {
    type Item = (Key, Value);

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Small(entries) => entries.next(),
            Self::Hashed(entries) => entries.next(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Self::Small(entries) => entries.size_hint(),
            Self::Hashed(entries) => entries.size_hint(),
        }
    }
}

impl IntoIterator for Entries {
    type Item = (Key, Value);
    type IntoIter = IntoIter;

    fn into_iter(self) -> IntoIter {
        match self.0 {
            Storage::Small(entries) => IntoIter::Small(entries.into_iter()),
            Storage::Hashed(entries) => IntoIter::Hashed(entries.into_iter()),
        }
    }
}

/// A string to look a [`Key::String`] up by, without making a key of it.
#[derive(Hash)]
struct Text<'a>(&'a str);

impl indexmap::Equivalent<Key> for Text<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        key.as_str() == Some(self.0)
    }
}
