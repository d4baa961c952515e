//! What a loop goes over.

use std::vec::IntoIter;

use super::{Evaluated, Evaluator};
use crate::state::Interrupt;
use crate::syntax::ast::Expression;
use crate::value::{List, Map, Value};

/// What a loop goes over, from the next element on.
pub(super) struct Elements {
    rest: Rest,
    source: Source,
    taken: usize,
}

enum Rest {
    Values(IntoIter<Value>),
    /// A range, which need not be made a list to go over it.
    Range {
        next: i64,
        last: i64,
        step: i64,
    },
}

/// Where the elements come from, with how many there were. Java's iterators fail if elements are
/// added or removed meanwhile.
enum Source {
    List(List, usize),
    Map(Map, usize),
    Other,
}

impl Elements {
    fn of(value: &Value) -> Option<Self> {
        let (values, source) = match value {
            Value::List(list) => (list.to_vec(), Source::List(list.clone(), list.len())),
            Value::View(view) => (view.to_vec(), Source::Map(view.map.clone(), view.len())),
            Value::Map(map) => Self::values(map),
            Value::Scope(scope) => Self::values(&scope.storage),
            _ => return None,
        };
        Some(Self { rest: Rest::Values(values.into_iter()), source, taken: 0 })
    }

    fn values(map: &Map) -> (Vec<Value>, Source) {
        (map.borrow().values().cloned().collect(), Source::Map(map.clone(), map.len()))
    }

    fn range(first: i64, last: i64) -> Self {
        let step = if first >= last { -1 } else { 1 };
        Self { rest: Rest::Range { next: first, last, step }, source: Source::Other, taken: 0 }
    }

    pub(super) fn has_next(&self) -> bool {
        match &self.rest {
            Rest::Values(values) => values.len() > 0,
            Rest::Range { next, last, step } => (*last - *next) * *step >= 0,
        }
    }

    /// The next element, as Java's iterators would give it.
    pub(super) fn next(&mut self) -> Evaluated<Option<Value>> {
        match &self.source {
            Source::List(list, length) if list.len() != *length => {
                return if self.taken == list.len() { Ok(None) } else { Err(changed("list")) };
            }
            Source::Map(map, length) if map.len() != *length && self.has_next() => {
                return Err(changed("map"));
            }
            _ => {}
        }
        self.taken += 1;
        Ok(match &mut self.rest {
            Rest::Values(values) => values.next(),
            Rest::Range { next, last, step } => {
                let value = Value::from(*next as i32);
                let more = (*last - *next) * *step >= 0;
                *next += *step;
                more.then_some(value)
            }
        })
    }
}

fn changed(what: &str) -> Interrupt {
    Interrupt::exception(format!(
        "the {what} gains or loses elements while a `#foreach` goes over it"
    ))
}

impl Evaluator<'_, '_> {
    /// What a loop goes over; nothing if it is not something to go over.
    pub(super) fn elements(&mut self, list: &Expression) -> Evaluated<Option<Elements>> {
        if let Expression::Range(bounds) = list {
            let bounds = self.range_bounds(bounds)?;
            return Ok(bounds.map(|(first, last)| Elements::range(first, last)));
        }
        let elements = Elements::of(&self.value(list)?);
        if let Some(Elements { rest: Rest::Values(values), .. }) = &elements {
            self.state.allocate(values.len() * size_of::<Value>())?;
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
