//! `java.util.Set` and `Collection`, as `keySet()`, `values()` and `entrySet()` answer them.

use std::rc::Rc;

use super::Answer;
use super::parameter::{collection, nothing};
use crate::state::{Interrupt, State};
use crate::value::{Cursor, Entries, Key, Value, View, ViewKind};

pub(super) fn call(view: &View, name: &str, args: &[Value], state: &mut State<'_>) -> Answer {
    state.step(view.len() / 8)?;
    Ok(match (name, args) {
        ("size", []) => (view.len() as i32).into(),
        ("isEmpty", []) => view.is_empty().into(),
        ("contains", [element]) => contains(view, element, state)?.into(),
        ("containsAll", [elements]) => {
            for element in collection(elements)? {
                if !contains(view, &element, state)? {
                    return Ok(false.into());
                }
            }
            true.into()
        }
        ("remove", [element]) => match position(view, element, state)? {
            Some(index) => view.map.remove_index(index).is_some().into(),
            None => false.into(),
        },
        ("removeAll", [elements]) => keep(view, elements, false, state)?,
        ("retainAll", [elements]) => keep(view, elements, true, state)?,
        ("clear", []) => {
            drop(view.map.replace(Entries::default()));
            nothing()
        }
        ("add" | "addAll", [_]) => {
            return Err(Interrupt::exception("nothing can be added to a view of a map"));
        }
        ("iterator", []) => Value::Iterator(Rc::new(Cursor::over_view(view))),
        ("toArray", []) => state.list(view.to_vec())?,
        _ => return Err(Interrupt::NoSuchMethod),
    })
}

fn contains(view: &View, element: &Value, state: &mut State<'_>) -> Result<bool, Interrupt> {
    match view.kind {
        ViewKind::Keys => Ok(view.map.contains_key(&Key::of(element, state)?)),
        _ => Ok(position(view, element, state)?.is_some()),
    }
}

/// The position in the map of the first entry that the view shows as `element`.
fn position(
    view: &View,
    element: &Value,
    state: &mut State<'_>,
) -> Result<Option<usize>, Interrupt> {
    match (view.kind, element) {
        (ViewKind::Keys, _) => {
            let key = Key::of(element, state)?;
            Ok(view.map.borrow().get_index_of(&key))
        }
        (ViewKind::Values, _) => {
            for (index, value) in view.map.borrow().values().enumerate() {
                if value.equals(element, state)? {
                    return Ok(Some(index));
                }
            }
            Ok(None)
        }
        (ViewKind::Entries, Value::Entry(entry)) => {
            let entries = view.map.borrow();
            let (Some(index), Some(value)) =
                (entries.get_index_of(&entry.key), entries.get(&entry.key))
            else {
                return Ok(None);
            };
            Ok(value.equals(&entry.value(), state)?.then_some(index))
        }
        (ViewKind::Entries, _) => Ok(None),
    }
}

/// Keeps the elements that are (or are not) among `elements`; whether that changed anything.
fn keep(view: &View, elements: &Value, among: bool, state: &mut State<'_>) -> Answer {
    let elements = collection(elements)?;
    let before = view.len();
    let mut kept = Entries::default();
    let entries = view.map.borrow().clone();
    state.allocate(entries.len() * 64)?;
    let chosen: Option<Entries> = match view.kind {
        ViewKind::Keys => {
            let mut keys = Entries::default();
            for element in &elements {
                state.step(1)?;
                keys.insert(Key::of(element, state)?, Value::Null);
            }
            Some(keys)
        }
        _ => None,
    };
    for (key, value) in entries {
        let found = match &chosen {
            Some(keys) => keys.contains_key(&key),
            None => {
                let shown = match view.kind {
                    ViewKind::Values => value.clone(),
                    _ => Value::Entry(Rc::new(crate::value::Entry {
                        map: view.map.clone(),
                        key: key.clone(),
                    })),
                };
                super::list::position(&elements, &shown, state)?.is_some()
            }
        };
        if found == among {
            kept.insert(key, value);
        }
    }
    let changed = kept.len() != before;
    drop(view.map.replace(kept));
    Ok(changed.into())
}
