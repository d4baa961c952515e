//! Java's `equals`.

use std::fmt::Write;

use super::{Key, Value, View, ViewKind};
use crate::state::{Interrupt, State};

impl Value {
    /// Java's `equals`: the same type, and the same elements of lists and maps.
    ///
    /// # Errors
    /// See [`Value::to_json`].
    pub fn equals(&self, other: &Self, state: &mut State<'_>) -> Result<bool, Interrupt> {
        equal(self, other, state, 0)
    }

    /// A text that equal values, and only they, have in common.
    pub(super) fn identity(&self, state: &mut State<'_>) -> Result<String, Interrupt> {
        let mut text = String::new();
        identify(self, &mut text, state, 0)?;
        Ok(text)
    }
}

fn equal(a: &Value, b: &Value, state: &mut State<'_>, depth: usize) -> Result<bool, Interrupt> {
    state.step(1)?;
    if depth > state.limits.depth {
        return Err(too_deep());
    }
    Ok(match (a, b) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Number(a), Value::Number(b)) => a.equals(b),
        (Value::String(a), Value::String(b)) => {
            state.step(a.len().min(b.len()) / 64)?;
            a == b
        }
        (Value::List(a), Value::List(b)) => {
            if a.is(b) {
                return Ok(true);
            }
            let (a, b) = (a.borrow(), b.borrow());
            if a.len() != b.len() {
                return Ok(false);
            }
            for (a, b) in a.iter().zip(b.iter()) {
                if !equal(a, b, state, depth + 1)? {
                    return Ok(false);
                }
            }
            true
        }
        (Value::Map(a), Value::Map(b)) => {
            if a.is(b) {
                return Ok(true);
            }
            let (a, b) = (a.borrow(), b.borrow());
            if a.len() != b.len() {
                return Ok(false);
            }
            for (key, a) in a.iter() {
                let Some(b) = b.get(key) else {
                    return Ok(false);
                };
                if !equal(a, b, state, depth + 1)? {
                    return Ok(false);
                }
            }
            true
        }
        (Value::View(a), Value::View(b)) => equal_views(a, b, state, depth)?,
        (Value::Entry(a), Value::Entry(b)) => {
            a.key == b.key && equal(&a.value(), &b.value(), state, depth + 1)?
        }
        (Value::Utility(a), Value::Utility(b)) => std::ptr::eq(*a, *b),
        (Value::Scope(a), Value::Scope(b)) => std::rc::Rc::ptr_eq(a, b),
        (Value::Iterator(a), Value::Iterator(b)) => std::rc::Rc::ptr_eq(a, b),
        _ => false,
    })
}

/// Sets by their elements; `values()` is equal to itself alone.
fn equal_views(a: &View, b: &View, state: &mut State<'_>, depth: usize) -> Result<bool, Interrupt> {
    if a.map.is(&b.map) && a.kind == b.kind {
        return Ok(true);
    }
    match (a.kind, b.kind) {
        (ViewKind::Keys, ViewKind::Keys) => {
            state.step(a.len() / 8)?;
            let (a, b) = (a.map.borrow(), b.map.borrow());
            Ok(a.len() == b.len() && a.keys().all(|key| b.contains_key(key)))
        }
        (ViewKind::Entries, ViewKind::Entries) => {
            equal(&Value::Map(a.map.clone()), &Value::Map(b.map.clone()), state, depth)
        }
        _ => Ok(false),
    }
}

fn identify(
    value: &Value,
    out: &mut String,
    state: &mut State<'_>,
    depth: usize,
) -> Result<(), Interrupt> {
    state.step(1)?;
    if depth > state.limits.depth {
        return Err(too_deep());
    }
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(b) => write!(out, "{b}").unwrap_or_default(),
        Value::Number(n) => {
            state.step(n.printing_steps())?;
            write!(out, "{} {n}", n.class_name()).unwrap_or_default();
        }
        Value::String(text) => {
            state.allocate(text.len())?;
            write!(out, "String {} {text}", text.len()).unwrap_or_default();
        }
        Value::List(list) => {
            out.push('[');
            for element in list.borrow().iter() {
                identify(element, out, state, depth + 1)?;
                out.push(',');
            }
            out.push(']');
        }
        Value::Map(map) => identify_entries(&map.borrow(), out, state, depth)?,
        Value::View(view) if view.kind == ViewKind::Keys => {
            let mut keys = Vec::new();
            for key in view.map.borrow().keys() {
                keys.push(identity_of_key(key, state)?);
            }
            keys.sort_unstable();
            write!(out, "({})", keys.join(",")).unwrap_or_default();
        }
        Value::View(view) if view.kind == ViewKind::Entries => {
            out.push_str("entries ");
            identify_entries(&view.map.borrow(), out, state, depth)?;
        }
        Value::Entry(entry) => {
            out.push_str(&identity_of_key(&entry.key, state)?);
            out.push('=');
            identify(&entry.value(), out, state, depth + 1)?;
        }
        Value::View(_)
        | Value::Scope(_)
        | Value::Iterator(_)
        | Value::Deferred(_)
        | Value::Utility(_) => {
            out.push_str(value.class_name());
        }
    }
    Ok(())
}

fn identify_entries(
    entries: &super::Entries,
    out: &mut String,
    state: &mut State<'_>,
    depth: usize,
) -> Result<(), Interrupt> {
    let mut identities = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        let mut text = identity_of_key(key, state)?;
        text.push('=');
        identify(value, &mut text, state, depth + 1)?;
        state.allocate(text.len())?;
        identities.push(text);
    }
    identities.sort_unstable();
    write!(out, "{{{}}}", identities.join(",")).unwrap_or_default();
    Ok(())
}

fn identity_of_key(key: &Key, state: &mut State<'_>) -> Result<String, Interrupt> {
    match key {
        Key::String(text) => {
            state.allocate(text.len())?;
            Ok(format!("String {} {text}", text.len()))
        }
        Key::Other(other) => {
            state.allocate(other.identity.len())?;
            Ok(other.identity.clone())
        }
    }
}

fn too_deep() -> Interrupt {
    Interrupt::limit("the value is nested too deeply")
}
