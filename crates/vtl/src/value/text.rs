//! Values as text: Java's `toString()`.

use super::{List, Number, Value};
use crate::state::{Interrupt, State};

/// The approximate size of an element in text, or of its punctuation, if it is not text itself.
const ELEMENT_BYTES: usize = 16;

impl Value {
    /// The value as text, like Java's `toString()`: `[1, 2]`, `{a=1}`.
    ///
    /// # Errors
    /// See [`Value::to_json`].
    pub fn to_text(&self, state: &mut State<'_>) -> Result<String, Interrupt> {
        let mut text = String::new();
        self.write_text(&mut text, state)?;
        Ok(text)
    }

    /// Appends the value as text.
    ///
    /// # Errors
    /// See [`Value::to_json`].
    pub fn write_text(&self, out: &mut String, state: &mut State<'_>) -> Result<(), Interrupt> {
        write(self, out, state, 0)
    }
}

fn write(
    value: &Value,
    out: &mut String,
    state: &mut State<'_>,
    depth: usize,
) -> Result<(), Interrupt> {
    use std::fmt::Write;
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
        Value::String(text) => {
            state.allocate(text.len())?;
            out.push_str(text);
        }
        Value::Number(Number::Int(n)) => out.push_str(itoa::Buffer::new().format(*n)),
        Value::Number(n) => {
            state.step(n.printing_steps())?;
            write!(out, "{n}").unwrap_or_default();
        }
        Value::Utility(namespace) => out.push_str(namespace.name),
        Value::Iterator(_) => out.push_str("java.util.Iterator"),
        Value::Scope(scope) => write(&scope.storage().clone().into(), out, state, depth)?,
        // The evaluator renders these outside of lists and maps.
        Value::Deferred(_) => {}
        Value::List(_) | Value::Map(_) | Value::View(_) | Value::Entry(_) => {
            state.step(1)?;
            if depth > state.limits.depth {
                return Err(Interrupt::limit("the value is nested too deeply"));
            }
            write_container(value, out, state, depth + 1)?;
        }
    }
    Ok(())
}

fn write_container(
    value: &Value,
    out: &mut String,
    state: &mut State<'_>,
    depth: usize,
) -> Result<(), Interrupt> {
    match value {
        Value::Map(map) => {
            state.allocate(2 + map.len() * ELEMENT_BYTES)?;
            out.push('{');
            for (i, (key, value)) in map.borrow().iter().enumerate() {
                out.push_str(if i == 0 { "" } else { ", " });
                write(&key.to_value(), out, state, depth)?;
                out.push('=');
                match value {
                    Value::Map(inner) if inner.is(map) => out.push_str("(this Map)"),
                    value => write(value, out, state, depth)?,
                }
            }
            out.push('}');
        }
        Value::Entry(entry) => {
            write(&entry.key.to_value(), out, state, depth)?;
            out.push('=');
            write(&entry.value(), out, state, depth)?;
        }
        Value::List(list) => write_elements(&list.borrow(), Some(list), out, state, depth)?,
        Value::View(view) => write_elements(&view.to_vec(), None, out, state, depth)?,
        _ => {}
    }
    Ok(())
}

/// Writes the elements of a collection: of `list`, if it is one.
fn write_elements(
    elements: &[Value],
    list: Option<&List>,
    out: &mut String,
    state: &mut State<'_>,
    depth: usize,
) -> Result<(), Interrupt> {
    state.allocate(2 + elements.len() * ELEMENT_BYTES)?;
    out.push('[');
    for (i, element) in elements.iter().enumerate() {
        out.push_str(if i == 0 { "" } else { ", " });
        match (element, list) {
            (Value::List(inner), Some(list)) if inner.is(list) => {
                out.push_str("(this Collection)");
            }
            _ => write(element, out, state, depth)?,
        }
    }
    out.push(']');
    Ok(())
}
