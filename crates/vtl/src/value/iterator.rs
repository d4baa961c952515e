//! The result of `iterator()`.

use std::cell::Cell;
use std::rc::Rc;

use super::{Entry, List, Map, Value, View, ViewKind};
use crate::state::Interrupt;

/// A `java.util.Iterator` over a list or a view of a map. It fails, as Java's do, if elements are
/// added or removed in another way.
#[derive(Debug)]
pub struct Cursor {
    collection: Collection,
    /// The index of the next element.
    next: Cell<usize>,
    /// The number of elements that the iterator expects.
    length: Cell<usize>,
    /// Whether the element before the next one can be removed.
    can_remove: Cell<bool>,
}

#[derive(Debug)]
enum Collection {
    List(List),
    View(View),
}

impl Cursor {
    /// An iterator over a list.
    pub fn over_list(list: &List) -> Self {
        Self::new(Collection::List(list.clone()), list.len())
    }

    /// An iterator over a view of a map.
    pub fn over_view(view: &View) -> Self {
        Self::new(Collection::View(view.clone()), view.len())
    }

    fn new(collection: Collection, length: usize) -> Self {
        let (next, can_remove) = (Cell::new(0), Cell::new(false));
        Self { collection, next, length: Cell::new(length), can_remove }
    }

    /// Whether there is a next element.
    pub fn has_next(&self) -> bool {
        self.next.get() != self.collection.len()
    }

    /// The next element; `None` after the last one.
    ///
    /// # Errors
    /// The collection has gained or lost elements in another way.
    pub fn next(&self) -> Result<Option<Value>, Interrupt> {
        self.check_unchanged()?;
        let index = self.next.get();
        let element = self.collection.get(index);
        if element.is_some() {
            self.next.set(index + 1);
            self.can_remove.set(true);
        }
        Ok(element)
    }

    /// Removes the element that [`Cursor::next`] returned last; false if there is none.
    ///
    /// # Errors
    /// The collection has gained or lost elements in another way.
    pub fn remove(&self) -> Result<bool, Interrupt> {
        if !self.can_remove.replace(false) {
            return Ok(false);
        }
        self.check_unchanged()?;
        let index = self.next.get() - 1;
        self.collection.remove(index);
        self.next.set(index);
        self.length.set(self.length.get() - 1);
        Ok(true)
    }

    /// The collection that it is over.
    pub(crate) fn collection(&self) -> Value {
        match &self.collection {
            Collection::List(list) => Value::List(list.clone()),
            Collection::View(view) => Value::View(view.clone()),
        }
    }

    fn check_unchanged(&self) -> Result<(), Interrupt> {
        match self.length.get() == self.collection.len() {
            true => Ok(()),
            false => Err(Interrupt::exception(
                "the collection gained or lost elements while an iterator goes over it",
            )),
        }
    }
}

impl Collection {
    fn len(&self) -> usize {
        match self {
            Self::List(list) => list.len(),
            Self::View(view) => view.len(),
        }
    }

    fn get(&self, index: usize) -> Option<Value> {
        match self {
            Self::List(list) => list.get(index),
            Self::View(View { map, kind }) => element_of_view(map, *kind, index),
        }
    }

    fn remove(&self, index: usize) {
        match self {
            Self::List(list) => drop(list.remove(index)),
            Self::View(view) => drop(view.map.remove_index(index)),
        }
    }
}

fn element_of_view(map: &Map, kind: ViewKind, index: usize) -> Option<Value> {
    let entries = map.borrow();
    let (key, value) = entries.iter().nth(index)?;
    Some(match kind {
        ViewKind::Keys => key.to_value(),
        ViewKind::Values => value.clone(),
        ViewKind::Entries => Value::Entry(Rc::new(Entry { map: map.clone(), key: key.clone() })),
    })
}
