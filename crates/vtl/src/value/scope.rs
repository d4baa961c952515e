//! `$foreach`.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use super::{Map, Value};

/// The value of `$foreach`: the position of the loop, and a map for what the template stores
/// in it.
#[derive(Debug)]
pub struct Scope {
    index: Cell<i32>,
    has_next: Cell<bool>,
    parent: Option<Rc<Scope>>,
    replaced: Value,
    storage: OnceCell<Map>,
}

impl Scope {
    /// The scope of a loop that starts where `$foreach` was `previous`.
    pub(crate) fn new(previous: Value) -> Self {
        let (parent, replaced) = match previous {
            Value::Scope(parent) => (Some(parent), Value::Null),
            other => (None, other),
        };
        Self {
            index: Cell::new(-1),
            has_next: Cell::new(false),
            parent,
            replaced,
            storage: OnceCell::new(),
        }
    }

    pub(crate) fn advance(&self, has_next: bool) {
        self.index.set(self.index.get().saturating_add(1));
        self.has_next.set(has_next);
    }

    /// The number of elements before this one.
    pub fn index(&self) -> i32 {
        self.index.get()
    }

    /// Whether another element follows.
    pub fn has_next(&self) -> bool {
        self.has_next.get()
    }

    /// The scope of the loop around this one.
    pub fn parent(&self) -> Option<&Rc<Scope>> {
        self.parent.as_ref()
    }

    /// The map of the template's values.
    pub fn storage(&self) -> &Map {
        self.storage.get_or_init(Map::new)
    }

    /// The value of `$foreach` outside the outermost loop, or null.
    pub fn replaced(&self) -> Value {
        let mut scope = self;
        while let Some(parent) = &scope.parent {
            scope = parent;
        }
        scope.replaced.clone()
    }

    /// The scope of the outermost loop; nothing if that is this one.
    pub fn topmost(&self) -> Option<&Rc<Scope>> {
        let mut topmost = self.parent.as_ref()?;
        while let Some(parent) = &topmost.parent {
            topmost = parent;
        }
        Some(topmost)
    }

    /// The template's value under `key`, of this loop or an enclosing one.
    pub fn get(&self, key: &str) -> Value {
        let mut scope = self;
        loop {
            match (scope.storage.get().and_then(|s| s.get(key)), &scope.parent) {
                (Some(value), _) => return value,
                (None, Some(parent)) => scope = parent,
                (None, None) => return Value::Null,
            }
        }
    }
}
