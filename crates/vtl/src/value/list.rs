//! `ArrayList`: shared and mutable.

use std::cell::{Ref, RefCell};
use std::rc::Rc;

use super::Value;
use super::release::drop_deep;

/// A shared, mutable list. Clones refer to the same list.
#[derive(Clone, Default)]
pub struct List(Rc<Elements>);

#[derive(Default)]
struct Elements(RefCell<Vec<Value>>);

impl Drop for Elements {
    fn drop(&mut self) {
        let elements = self.0.get_mut();
        if elements.iter().any(Value::is_container) {
            drop_deep(std::mem::take(elements), |mut elements, values| {
                values.append(&mut elements)
            });
        }
    }
}

impl List {
    /// A new, empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of elements.
    pub fn len(&self) -> usize {
        self.0.0.borrow().len()
    }

    /// Whether there are no elements.
    pub fn is_empty(&self) -> bool {
        self.0.0.borrow().is_empty()
    }

    /// The element at `index`, counting from 0.
    pub fn get(&self, index: usize) -> Option<Value> {
        self.0.0.borrow().get(index).cloned()
    }

    /// Adds an element at the end.
    pub fn push(&self, element: Value) {
        self.0.0.borrow_mut().push(element);
    }

    /// Adds elements at the end.
    pub fn extend(&self, elements: Vec<Value>) {
        self.0.0.borrow_mut().extend(elements);
    }

    /// Inserts an element before the one at `index`. False if `index` is past the end.
    pub fn insert(&self, index: usize, element: Value) -> bool {
        let mut elements = self.0.0.borrow_mut();
        let fits = index <= elements.len();
        if fits {
            elements.insert(index, element);
        }
        fits
    }

    /// Replaces the element at `index` and returns the former one.
    pub fn set(&self, index: usize, element: Value) -> Option<Value> {
        self.0.0.borrow_mut().get_mut(index).map(|slot| std::mem::replace(slot, element))
    }

    /// Removes the element at `index`.
    pub fn remove(&self, index: usize) -> Option<Value> {
        let mut elements = self.0.0.borrow_mut();
        (index < elements.len()).then(|| elements.remove(index))
    }

    /// Replaces all elements and answers the former ones.
    pub fn replace(&self, elements: Vec<Value>) -> Vec<Value> {
        self.0.0.replace(elements)
    }

    /// A copy of the elements.
    pub fn to_vec(&self) -> Vec<Value> {
        self.0.0.borrow().clone()
    }

    /// A borrow of the elements. Drop it before this list can change.
    pub fn borrow(&self) -> Ref<'_, Vec<Value>> {
        self.0.0.borrow()
    }

    pub(super) fn is_unique(&self) -> bool {
        Rc::strong_count(&self.0) == 1
    }

    /// Whether both are one and the same list, not only equal ones.
    pub fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl From<Vec<Value>> for List {
    fn from(elements: Vec<Value>) -> Self {
        Self(Rc::new(Elements(RefCell::new(elements))))
    }
}

impl FromIterator<Value> for List {
    fn from_iter<I: IntoIterator<Item = Value>>(elements: I) -> Self {
        Vec::from_iter(elements).into()
    }
}

/// Shows the length only: a list may contain itself.
impl std::fmt::Debug for List {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "List({})", self.len())
    }
}
