//! The elements of a loop.

use std::rc::Rc;
use std::vec::IntoIter;

use super::{Evaluated, Evaluator};
use crate::state::Interrupt;
use crate::syntax::ast::Expression;
use crate::value::{Cursor, List, Map, Value};

/// The elements of a loop, from the next one on.
///
/// Like Java's iterators, they fail if the list or map changes in between.
pub(super) enum Elements {
    /// A list of so many elements, and the index of the next one.
    List(List, usize, usize),
    /// The elements of a view of a map, with the number of its entries.
    Map(Map, usize, IntoIter<Value>),
    /// The rest of an iterator.
    Iterator(Rc<Cursor>),
    /// A range, which need not be made a list to go over it.
    Range { next: i64, last: i64, step: i64 },
}

impl Elements {
    fn of(value: &Value) -> Option<Self> {
        let values = |map: &Map| {
            let values: Vec<_> = map.borrow().values().cloned().collect();
            Self::Map(map.clone(), map.len(), values.into_iter())
        };
        match value {
            Value::List(list) => Some(Self::List(list.clone(), list.len(), 0)),
            Value::View(view) => {
                Some(Self::Map(view.map.clone(), view.len(), view.to_vec().into_iter()))
            }
            Value::Map(map) => Some(values(map)),
            Value::Scope(scope) => Some(values(scope.storage())),
            Value::Iterator(cursor) => Some(Self::Iterator(Rc::clone(cursor))),
            _ => None,
        }
    }

    fn range(first: i64, last: i64) -> Self {
        Self::Range { next: first, last, step: if first >= last { -1 } else { 1 } }
    }

    pub(super) fn has_next(&self) -> bool {
        match self {
            Self::List(list, _, next) => *next < list.len(),
            Self::Map(_, _, rest) => rest.len() > 0,
            Self::Iterator(cursor) => cursor.has_next(),
            Self::Range { next, last, step } => (*last - *next) * *step >= 0,
        }
    }

    /// The next element, like Java's iterators.
    pub(super) fn next(&mut self) -> Evaluated<Option<Value>> {
        match self {
            Self::List(list, length, next) => {
                if *next == list.len() {
                    return Ok(None);
                }
                if *length != list.len() {
                    return Err(changed("list"));
                }
                *next += 1;
                Ok(list.get(*next - 1))
            }
            Self::Map(map, length, rest) => match rest.next() {
                Some(_) if *length != map.len() => Err(changed("map")),
                next => Ok(next),
            },
            Self::Iterator(cursor) => match cursor.has_next() {
                true => cursor.next(),
                false => Ok(None),
            },
            Self::Range { next, last, step } => {
                let value = Value::from(*next as i32);
                let more = (*last - *next) * *step >= 0;
                *next += *step;
                Ok(more.then_some(value))
            }
        }
    }
}

fn changed(what: &str) -> Interrupt {
    Interrupt::exception(format!(
        "the {what} gains or loses elements while a `#foreach` goes over it"
    ))
}

impl Evaluator<'_, '_> {
    /// The elements of a loop; `None` if the value is not iterable.
    pub(super) fn elements(&mut self, list: &Expression) -> Evaluated<Option<Elements>> {
        if let Expression::Range(bounds) = list {
            let bounds = self.range_bounds(bounds)?;
            return Ok(bounds.map(|(first, last)| Elements::range(first, last)));
        }
        let elements = Elements::of(&self.value(list)?);
        if let Some(Elements::Map(_, length, _)) = &elements {
            self.state.allocate(length * size_of::<Value>())?;
        }
        Ok(elements)
    }

    /// The bounds of a range, if both are numbers.
    pub(super) fn range_bounds(
        &mut self,
        bounds: &(Expression, Expression),
    ) -> Evaluated<Option<(i64, i64)>> {
        let first = self.value(&bounds.0)?;
        let last = self.value(&bounds.1)?;
        Ok(match (first.as_number(), last.as_number()) {
            (Some(first), Some(last)) => Some((first.to_i32().into(), last.to_i32().into())),
            _ => None,
        })
    }
}
