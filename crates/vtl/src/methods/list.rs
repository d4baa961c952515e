//! `java.util.ArrayList`.

use std::rc::Rc;

use super::Answer;
use super::parameter::{collection, int, nothing};
use super::sort::sort;
use crate::state::{Interrupt, State};
use crate::value::{Cursor, Entries, Key, List, Value};

pub(super) fn call(list: &List, name: &str, args: &[Value], state: &mut State<'_>) -> Answer {
    Ok(match (name, args) {
        ("get", [index]) => {
            let index = int(index)?;
            element(list, index)?
        }
        ("size", []) => (list.len() as i32).into(),
        ("isEmpty", []) => list.is_empty().into(),
        ("add", [value]) => {
            state.allocate(size_of::<Value>())?;
            state.holds(&list.clone().into(), value);
            list.push(value.clone());
            true.into()
        }
        ("add", [index, value]) => {
            let index = int(index)?;
            insert(list, index, vec![value.clone()], state)?;
            nothing()
        }
        ("set", [index, value]) => {
            let index = int(index)?;
            let previous = element(list, index)?;
            state.holds(&list.clone().into(), value);
            list.set(index as usize, value.clone());
            previous
        }
        ("addAll", [elements]) => {
            let elements = collection(elements)?;
            let changed = !elements.is_empty();
            insert(list, list.len() as i32, elements, state)?;
            changed.into()
        }
        ("addAll", [index, elements]) => {
            let (index, elements) = (int(index)?, collection(elements)?);
            let changed = !elements.is_empty();
            insert(list, index, elements, state)?;
            changed.into()
        }
        ("remove", [index @ Value::Number(_)]) if int(index).is_ok() => {
            let index = int(index)?;
            element(list, index)?;
            state.step(list.len() / 64)?;
            list.remove(index as usize).unwrap_or_default()
        }
        ("remove", [value]) => match find(list, value, state)? {
            Some(index) => list.remove(index).is_some().into(),
            None => false.into(),
        },
        ("removeAll", [elements]) => keep(list, elements, false, state)?,
        ("retainAll", [elements]) => keep(list, elements, true, state)?,
        ("clear", []) => {
            drop(list.replace(Vec::new()));
            nothing()
        }
        ("contains", [value]) => find(list, value, state)?.is_some().into(),
        ("containsAll", [elements]) => {
            for value in collection(elements)? {
                if find(list, &value, state)?.is_none() {
                    return Ok(false.into());
                }
            }
            true.into()
        }
        ("indexOf", [value]) => place(find(list, value, state)?),
        ("lastIndexOf", [value]) => {
            for (index, element) in list.borrow().iter().enumerate().rev() {
                if element.equals(value, state)? {
                    return Ok(place(Some(index)));
                }
            }
            place(None)
        }
        ("subList", [from, to]) => sub_list(list, int(from)?, int(to)?, state)?,
        ("sort", [Value::Null]) => sort(list, state)?,
        ("iterator", []) => Value::Iterator(Rc::new(Cursor::over_list(list))),
        ("toArray" | "clone", []) => state.list(list.to_vec())?,
        _ => return Err(Interrupt::NoSuchMethod),
    })
}

fn place(index: Option<usize>) -> Value {
    Value::from(index.map_or(-1, |index| index as i32))
}

fn element(list: &List, index: i32) -> Answer {
    let found = usize::try_from(index).ok().and_then(|i| list.get(i));
    found.ok_or_else(|| Interrupt::exception(out_of_bounds(index, list.len())))
}

/// Java's message for an index out of bounds.
pub(crate) fn out_of_bounds(index: i32, length: usize) -> String {
    format!("Index {index} out of bounds for length {length}")
}

fn insert(
    list: &List,
    index: i32,
    elements: Vec<Value>,
    state: &mut State<'_>,
) -> Result<(), Interrupt> {
    let length = list.len();
    let Some(index) = usize::try_from(index).ok().filter(|index| *index <= length) else {
        return Err(Interrupt::exception(format!("Index: {index}, Size: {length}")));
    };
    state.allocate(elements.len() * size_of::<Value>())?;
    for element in &elements {
        state.holds(&list.clone().into(), element);
    }
    if index == length {
        list.extend(elements);
    } else {
        state.step(length / 64)?;
        let mut all = list.replace(Vec::new());
        all.splice(index..index, elements);
        list.replace(all);
    }
    Ok(())
}

fn sub_list(list: &List, from: i32, to: i32, state: &mut State<'_>) -> Answer {
    let length = list.len();
    let range = usize::try_from(from).ok().zip(usize::try_from(to).ok());
    let part = range.and_then(|(from, to)| list.borrow().get(from..to).map(<[_]>::to_vec));
    match part {
        Some(part) => state.list(part),
        None => Err(Interrupt::exception(format!(
            "the list has no elements from {from} to {to}: its length is {length}"
        ))),
    }
}

fn find(list: &List, value: &Value, state: &mut State<'_>) -> Result<Option<usize>, Interrupt> {
    position(&list.borrow(), value, state)
}

/// The position of the first element that equals `value`.
pub(super) fn position(
    elements: &[Value],
    value: &Value,
    state: &mut State<'_>,
) -> Result<Option<usize>, Interrupt> {
    for (index, element) in elements.iter().enumerate() {
        if element.equals(value, state)? {
            return Ok(Some(index));
        }
    }
    Ok(None)
}

/// Keeps the elements that are (or are not) in a collection; whether that changed anything.
fn keep(list: &List, elements: &Value, among: bool, state: &mut State<'_>) -> Answer {
    let mut keys = Entries::default();
    for element in collection(elements)? {
        state.step(1)?;
        keys.insert(Key::of(&element, state)?, Value::Null);
    }
    let before = list.to_vec();
    let length = before.len();
    let mut kept = Vec::with_capacity(length);
    for element in before {
        state.step(1)?;
        if keys.contains_key(&Key::of(&element, state)?) == among {
            kept.push(element);
        }
    }
    let changed = kept.len() != length;
    drop(list.replace(kept));
    Ok(changed.into())
}
