//! The values of templates, with Java's semantics: lists and maps are shared and mutable, numbers
//! have a type.

mod deferred;
mod entries;
mod equality;
mod hash;
mod iterator;
pub mod json;
mod key;
mod list;
mod map;
mod number;
mod release;
mod scope;
mod text;
mod view;

use std::rc::Rc;

use ecow::EcoString;

pub use deferred::Deferred;
pub use entries::Entries;
pub use iterator::Cursor;
pub use key::{Key, OtherKey};
pub use list::List;
pub use map::Map;
pub use number::Number;
pub use scope::Scope;
pub use view::{Entry, View, ViewKind};

use crate::utility::Namespace;

/// A value as a template sees it.
///
/// Cloning is cheap and does as Java's assignment does: a list or map is shared, not copied.
#[derive(Debug, Default)]
// The tag takes a machine word, which aligns the payload when a value is moved.
#[repr(u64)]
pub enum Value {
    /// `null`; also what an undefined reference is.
    #[default]
    Null,
    /// A `Boolean`.
    Bool(bool),
    /// An `Integer`, `Long`, `BigInteger` or `Double`.
    Number(Number),
    /// A `String`. Short ones, which are frequent, use no memory outside of the value.
    String(EcoString),
    /// An `ArrayList`.
    List(List),
    /// A `LinkedHashMap`.
    Map(Map),
    /// The result of `keySet()`, `values()` and `entrySet()`: a live view of a map.
    View(View),
    /// One element of an `entrySet()`.
    Entry(Rc<Entry>),
    /// The result of `iterator()`.
    Iterator(Rc<Cursor>),
    /// `$util`, `$util.dynamodb`, `$extensions`, ….
    Utility(&'static Namespace),
    /// `$foreach`.
    Scope(Rc<Scope>),
    /// The value of `#define`.
    Deferred(Rc<Deferred>),
}

/// Written out to be inlined: most of what an evaluation does is to copy values.
impl Clone for Value {
    #[inline]
    fn clone(&self) -> Self {
        match self {
            Self::Null => Self::Null,
            Self::Bool(b) => Self::Bool(*b),
            Self::Number(Number::Int(n)) => Self::Number(Number::Int(*n)),
            Self::Number(number) => Self::Number(number.clone()),
            Self::String(text) => Self::String(text.clone()),
            Self::List(list) => Self::List(list.clone()),
            Self::Map(map) => Self::Map(map.clone()),
            Self::View(view) => Self::View(view.clone()),
            Self::Entry(entry) => Self::Entry(Rc::clone(entry)),
            Self::Iterator(cursor) => Self::Iterator(Rc::clone(cursor)),
            Self::Utility(namespace) => Self::Utility(namespace),
            Self::Scope(scope) => Self::Scope(Rc::clone(scope)),
            Self::Deferred(deferred) => Self::Deferred(Rc::clone(deferred)),
        }
    }
}

impl Value {
    /// The text of a string, if this is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text.as_str()),
            _ => None,
        }
    }

    /// The boolean, if this is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(b) => Some(*b),
            _ => None,
        }
    }

    /// The number, if this is one.
    pub fn as_number(&self) -> Option<&Number> {
        match self {
            Self::Number(n) => Some(n),
            _ => None,
        }
    }

    /// The list, if this is one.
    pub fn as_list(&self) -> Option<&List> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }

    /// The map, if this is one.
    pub fn as_map(&self) -> Option<&Map> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }

    /// Whether it holds other values.
    pub(crate) fn is_container(&self) -> bool {
        matches!(
            self,
            Self::List(_)
                | Self::Map(_)
                | Self::View(_)
                | Self::Entry(_)
                | Self::Scope(_)
                | Self::Iterator(_)
        )
    }

    /// Whether this is null.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The elements of a `java.util.Collection`: of a list, or of a view of a map. A copy: the
    /// collection may change while it is gone through.
    pub fn elements(&self) -> Option<Vec<Value>> {
        match self {
            Self::List(list) => Some(list.to_vec()),
            Self::View(view) => Some(view.to_vec()),
            _ => None,
        }
    }

    /// The simple name of the value's Java class, for messages: `String`, `Integer`, `Map`, ….
    pub fn class_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "Boolean",
            Self::Number(number) => number.class_name(),
            Self::String(_) => "String",
            Self::List(_) => "List",
            Self::Map(_) => "Map",
            Self::View(view) => view.class_name(),
            Self::Entry(_) => "Entry",
            Self::Iterator(_) => "Iterator",
            Self::Utility(namespace) => namespace.name,
            Self::Scope(_) => "Scope",
            Self::Deferred(_) => "Block",
        }
    }
}

impl From<bool> for Value {
    fn from(b: bool) -> Self {
        Self::Bool(b)
    }
}

impl From<i32> for Value {
    fn from(n: i32) -> Self {
        Self::Number(Number::Int(n))
    }
}

impl From<i64> for Value {
    fn from(n: i64) -> Self {
        Self::Number(Number::Long(n))
    }
}

impl From<f64> for Value {
    fn from(n: f64) -> Self {
        Self::Number(Number::Double(n))
    }
}

impl From<Number> for Value {
    fn from(n: Number) -> Self {
        Self::Number(n)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text.into())
    }
}

impl From<EcoString> for Value {
    fn from(text: EcoString) -> Self {
        Self::String(text)
    }
}

impl From<List> for Value {
    fn from(list: List) -> Self {
        Self::List(list)
    }
}

impl From<Vec<Value>> for Value {
    fn from(elements: Vec<Value>) -> Self {
        Self::List(elements.into())
    }
}

impl From<Map> for Value {
    fn from(map: Map) -> Self {
        Self::Map(map)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
