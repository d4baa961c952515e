//! Functions of arrays.

use std::collections::HashSet;

use serde_json::Value as Json;

use super::CallError;
use crate::path::Budget;

/// The most items that `States.ArrayRange` makes.
const RANGE: i64 = 1000;

fn items(value: &Json) -> Result<&Vec<Json>, CallError> {
    value.as_array().ok_or_else(|| CallError::Failed("the first argument is not an array".into()))
}

/// The argument as an integer, rounded to the nearest; halves are rounded up, as in Java.
pub(super) fn integer(value: &Json, what: &str) -> Result<i64, CallError> {
    if let Some(integer) = value.as_i64() {
        return Ok(integer);
    }
    let failed = || CallError::Failed(format!("{what} is not a number"));
    let number = (value.as_f64().ok_or_else(failed)? + 0.5).floor();
    // The cast saturates, and no range that large passes what follows.
    if number.is_finite() { Ok(number as i64) } else { Err(failed()) }
}

pub(super) fn partition(array: &Json, size: &Json) -> Result<Json, CallError> {
    let size = usize::try_from(integer(size, "the size")?).unwrap_or(0);
    if size == 0 {
        return Err(CallError::Failed("the size is not greater than zero".into()));
    }
    Ok(items(array)?.chunks(size).map(<[Json]>::to_vec).collect::<Vec<_>>().into())
}

pub(super) fn contains(array: &Json, value: &Json) -> Result<Json, CallError> {
    Ok(items(array)?.contains(value).into())
}

pub(super) fn range(first: &Json, last: &Json, step: &Json) -> Result<Json, CallError> {
    let (first, last) = (integer(first, "the first")?, integer(last, "the last")?);
    let step = integer(step, "the step")?;
    if step == 0 {
        return Err(CallError::Failed("the step is zero".into()));
    }
    let mut range = Vec::new();
    let mut at = Some(first);
    while let Some(value) = at.filter(|at| if step > 0 { *at <= last } else { *at >= last }) {
        if range.len() as i64 >= RANGE {
            return Err(CallError::Failed(format!("the range has more than {RANGE} items")));
        }
        range.push(Json::from(value));
        at = value.checked_add(step);
    }
    Ok(range.into())
}

pub(super) fn item(array: &Json, index: &Json) -> Result<Json, CallError> {
    let index = integer(index, "the index")?;
    usize::try_from(index)
        .ok()
        .zip(array.as_array())
        .and_then(|(index, items)| items.get(index))
        .cloned()
        .ok_or_else(|| CallError::Failed(format!("the array has no item {index}")))
}

pub(super) fn length(array: &Json) -> Result<Json, CallError> {
    Ok(items(array)?.len().into())
}

/// The items without those that are equal to one before.
pub(super) fn unique(array: &Json, budget: &mut Budget) -> Result<Json, CallError> {
    let mut seen = HashSet::new();
    let mut kept = Vec::new();
    for item in items(array)? {
        budget.spend_value(item)?;
        if seen.insert(item) {
            kept.push(item.clone());
        }
    }
    Ok(kept.into())
}
