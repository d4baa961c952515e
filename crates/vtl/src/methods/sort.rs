//! `java.util.List.sort`.

use std::cmp::Ordering;

use super::Answer;
use super::parameter::{nothing, null};
use crate::state::{Interrupt, State};
use crate::value::{List, Number, Value};

/// Sorts a list in the natural order of its elements, the only order that a template can name.
pub(super) fn sort(list: &List, state: &mut State<'_>) -> Answer {
    let mut elements = list.to_vec();
    check_comparable(&elements)?;
    let comparisons = elements.len().saturating_mul(elements.len().max(2).ilog2() as usize);
    state.step(comparisons / 8)?;
    elements.sort_by(natural_order);
    drop(list.replace(elements));
    Ok(nothing())
}

/// Fails unless all elements are of one type that has an order.
fn check_comparable(elements: &[Value]) -> Result<(), Interrupt> {
    let [first, _, ..] = elements else {
        return Ok(());
    };
    for element in elements {
        match element {
            Value::Null => return Err(null()),
            Value::String(_) | Value::Number(_) | Value::Bool(_)
                if element.class_name() == first.class_name() => {}
            _ => {
                let (a, b) = (first.class_name(), element.class_name());
                return Err(Interrupt::exception(format!("cannot compare `{a}` and `{b}`")));
            }
        }
    }
    Ok(())
}

fn natural_order(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::String(a), Value::String(b)) => a.encode_utf16().cmp(b.encode_utf16()),
        (Value::Number(a), Value::Number(b)) => compare_numbers(a, b),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        _ => Ordering::Equal,
    }
}

/// `compareTo`: of doubles, `NaN` is the greatest and `-0.0` less than `0.0`.
pub(super) fn compare_numbers(a: &Number, b: &Number) -> Ordering {
    match (a, b) {
        (Number::Double(a), Number::Double(b)) => match (a.is_nan(), b.is_nan()) {
            (false, false) => a.total_cmp(b),
            (a, b) => a.cmp(&b),
        },
        _ => a.compare(b).unwrap_or(Ordering::Equal),
    }
}
