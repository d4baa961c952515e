//! Selects values by paths.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::{Path, Root, Segment, Selector};

/// The roots of paths.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Roots<'a> {
    pub(crate) input: &'a Json,
    pub(crate) context: &'a Json,
    pub(crate) variables: &'a HashMap<String, Json>,
}

impl<'a> Roots<'a> {
    pub(super) fn of(&self, root: &Root) -> Option<&'a Json> {
        match root {
            Root::Input => Some(self.input),
            Root::Context => Some(self.context),
            Root::Variable(name) => self.variables.get(name),
            Root::Placeholder => None,
        }
    }
}

/// The remaining steps of an evaluation: one for each visited value, and for each byte of a result.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Budget(usize);

/// Sixteen times the largest payload.
const BUDGET: usize = 4 << 20;

/// The maximal nesting of values, as of JSON texts that are read.
const DEPTH: usize = 128;

impl Default for Budget {
    fn default() -> Self {
        Self(BUDGET)
    }
}

impl Budget {
    pub(crate) fn spend(&mut self, amount: usize) -> Result<(), SelectError> {
        self.0 = self.0.checked_sub(amount).ok_or(SelectError::TooMuch)?;
        Ok(())
    }

    /// Counts the memory of a value.
    pub(crate) fn spend_value(&mut self, value: &Json) -> Result<(), SelectError> {
        self.spend_nested(value, DEPTH)
    }

    fn spend_nested(&mut self, value: &Json, depth: usize) -> Result<(), SelectError> {
        let depth = depth.checked_sub(1).ok_or(SelectError::TooMuch)?;
        self.spend(1)?;
        match value {
            Json::String(text) => self.spend(text.len()),
            Json::Array(items) => items.iter().try_for_each(|item| self.spend_nested(item, depth)),
            Json::Object(members) => members.iter().try_for_each(|(name, value)| {
                self.spend(name.len())?;
                self.spend_nested(value, depth)
            }),
            _ => Ok(()),
        }
    }
}

/// Why a path selects nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SelectError {
    #[error("the path `{0}` finds nothing")]
    Missing(String),
    #[error("the placeholder in `{0}` has no value")]
    Placeholder(String),
    #[error("the evaluation takes too much time or memory")]
    TooMuch,
}

impl Path {
    /// The value that the path selects: one value if it denotes one place, otherwise a list.
    pub(crate) fn select(
        &self,
        roots: &Roots<'_>,
        budget: &mut Budget,
    ) -> Result<Json, SelectError> {
        if self.root == Root::Placeholder {
            return Err(SelectError::Placeholder(self.text.clone()));
        }
        let missing = || SelectError::Missing(self.text.clone());
        let root = roots.of(&self.root).ok_or_else(missing)?;
        let found = select(root, &self.segments, roots, budget)?;
        if self.is_definite() {
            let value = found.first().ok_or_else(missing)?;
            budget.spend_value(value)?;
            return Ok((*value).clone());
        }
        for value in &found {
            budget.spend_value(value)?;
        }
        Ok(Json::Array(found.into_iter().cloned().collect()))
    }
}

pub(super) fn select<'a>(
    root: &'a Json,
    segments: &[Segment],
    roots: &Roots<'_>,
    budget: &mut Budget,
) -> Result<Vec<&'a Json>, SelectError> {
    let mut current = vec![root];
    for segment in segments {
        let mut next = Vec::new();
        for value in current {
            match segment {
                Segment::Child(selector) => pick(value, selector, roots, budget, &mut next)?,
                Segment::Descendant(selector) => {
                    let mut stack = vec![value];
                    while let Some(value) = stack.pop() {
                        budget.spend(1)?;
                        pick(value, selector, roots, budget, &mut next)?;
                        match value {
                            Json::Array(items) => stack.extend(items.iter().rev()),
                            Json::Object(members) => {
                                let values: Vec<_> = members.values().collect();
                                stack.extend(values.into_iter().rev());
                            }
                            _ => {}
                        }
                    }
                }
            }
        }
        current = next;
    }
    Ok(current)
}

/// Adds to `found` what `selector` picks of `value`.
fn pick<'a>(
    value: &'a Json,
    selector: &Selector,
    roots: &Roots<'_>,
    budget: &mut Budget,
    found: &mut Vec<&'a Json>,
) -> Result<(), SelectError> {
    let before = found.len();
    match (selector, value) {
        (Selector::Names(names), Json::Object(members)) => {
            found.extend(names.iter().filter_map(|name| members.get(name)));
        }
        (Selector::Indices(indices), Json::Array(items)) => {
            found.extend(indices.iter().filter_map(|index| items.get(place(*index, items.len())?)));
        }
        (Selector::Slice { start, end, step }, Json::Array(items)) => {
            let bound = |bound: Option<i64>, default| match bound {
                None => default,
                Some(at) if at < 0 => place(at, items.len()).unwrap_or(0),
                Some(at) => usize::try_from(at).unwrap_or(usize::MAX).min(items.len()),
            };
            let (start, end) = (bound(*start, 0), bound(*end, items.len()));
            let step = usize::try_from(step.unwrap_or(1)).unwrap_or(usize::MAX).max(1);
            found.extend(items.get(start..end).unwrap_or_default().iter().step_by(step));
        }
        (Selector::All, Json::Array(items)) => found.extend(items),
        (Selector::All, Json::Object(members)) => found.extend(members.values()),
        (Selector::Filter(filter), Json::Array(items)) => {
            for item in items {
                budget.spend(1)?;
                if filter.holds(item, roots, budget)? {
                    found.push(item);
                }
            }
        }
        (Selector::Filter(filter), Json::Object(_)) if filter.holds(value, roots, budget)? => {
            found.push(value);
        }
        _ => {}
    }
    budget.spend(found.len() - before + 1)
}

/// The place that `index` denotes in `length` items; negative ones count from the end.
fn place(index: i64, length: usize) -> Option<usize> {
    match usize::try_from(index) {
        Ok(index) => Some(index),
        Err(_) => length.checked_sub(usize::try_from(index.unsigned_abs()).ok()?),
    }
}
