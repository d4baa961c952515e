//! Writing values as JSON without making a tree of them first, as [`Value::to_json`] does.

use std::fmt::Display;

use serde::Serialize;

use crate::state::{Interrupt, State};
use crate::value::{Key, Number, Value};

/// A value as JSON text: that of [`Value::to_json`], but large integers keep all their digits.
///
/// # Errors
/// See [`Value::to_json`].
pub fn write(state: &mut State<'_>, value: &Value) -> Result<String, Interrupt> {
    let mut writer = Writer { state, out: Vec::new() };
    writer.value(value, 0)?;
    String::from_utf8(writer.out).map_err(|e| Interrupt::exception(e.to_string()))
}

struct Writer<'w, 'e> {
    state: &'w mut State<'e>,
    out: Vec<u8>,
}

impl Writer<'_, '_> {
    fn value(&mut self, value: &Value, depth: usize) -> Result<(), Interrupt> {
        self.state.step(1)?;
        if depth > self.state.limits.depth {
            return Err(Interrupt::limit("the value is nested too deeply"));
        }
        match value {
            Value::Null => self.scalar(&()),
            Value::Bool(b) => self.scalar(b),
            Value::Number(number) => self.number(number),
            Value::String(text) => self.text(text),
            Value::List(list) => self.list(list.borrow().iter(), depth),
            Value::View(view) => self.list(view.to_vec().iter(), depth),
            Value::Map(map) => self.map(map.borrow().iter(), depth),
            Value::Entry(entry) => {
                let value = entry.value();
                self.map([(&entry.key, &value)].into_iter(), depth)
            }
            other => {
                let json = other.to_json(self.state)?;
                self.scalar(&json)
            }
        }
    }

    fn list<'v>(
        &mut self,
        elements: impl Iterator<Item = &'v Value>,
        depth: usize,
    ) -> Result<(), Interrupt> {
        self.out.push(b'[');
        for (index, element) in elements.enumerate() {
            if index > 0 {
                self.out.push(b',');
            }
            self.value(element, depth + 1)?;
        }
        self.out.push(b']');
        Ok(())
    }

    fn map<'v>(
        &mut self,
        entries: impl Iterator<Item = (&'v Key, &'v Value)>,
        depth: usize,
    ) -> Result<(), Interrupt> {
        self.out.push(b'{');
        for (index, (key, value)) in entries.enumerate() {
            if index > 0 {
                self.out.push(b',');
            }
            match key {
                Key::String(text) => self.text(text)?,
                Key::Other(other) => {
                    let text = other.value.to_text(self.state)?;
                    self.text(&text)?;
                }
            }
            self.out.push(b':');
            self.value(value, depth + 1)?;
        }
        self.out.push(b'}');
        Ok(())
    }

    fn number(&mut self, number: &Number) -> Result<(), Interrupt> {
        match number {
            Number::Int(n) => self.scalar(n),
            Number::Long(n) => self.scalar(n),
            Number::Double(n) if n.is_finite() => self.scalar(n),
            Number::Double(n) => self.text(&Number::Double(*n).to_string()),
            Number::Big(n) => {
                self.state.step(number.printing_steps())?;
                let digits = n.to_string();
                self.state.allocate(digits.len())?;
                self.out.extend_from_slice(digits.as_bytes());
                Ok(())
            }
        }
    }

    fn text(&mut self, text: &str) -> Result<(), Interrupt> {
        self.state.allocate(text.len())?;
        self.scalar(text)
    }

    fn scalar<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Interrupt> {
        serde_json::to_writer(&mut self.out, value).map_err(|e| failed(&e))
    }
}

fn failed(error: &dyn Display) -> Interrupt {
    Interrupt::exception(format!("the value is not JSON: {error}"))
}
