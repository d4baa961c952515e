//! Reads JSON into values, with a count of their memory.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::state::{Interrupt, State};
use crate::value::{Entries, Map, Number, Value};

/// The value that a JSON text denotes; null for a text that is not JSON.
///
/// # Errors
/// The text is nested more than 127 deep, or takes up more memory than is left.
pub fn read(state: &mut State<'_>, text: &str) -> Result<Value, Interrupt> {
    state.step(text.len() / 64)?;
    let mut interrupt = None;
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = Reader { state, interrupt: &mut interrupt }.deserialize(&mut reader);
    match (value.and_then(|value| reader.end().map(|()| value)), interrupt) {
        (Ok(value), _) => Ok(value),
        (Err(_), Some(interrupt)) => Err(interrupt),
        (Err(error), None) if is_too_deep(&error) => {
            Err(Interrupt::limit("the JSON is nested too deeply"))
        }
        (Err(_), None) => Ok(Value::Null),
    }
}

/// Whether serde rejected a text for its nesting, which only its message shows.
fn is_too_deep(error: &serde_json::Error) -> bool {
    error.to_string().starts_with("recursion limit")
}

struct Reader<'r, 'e> {
    state: &'r mut State<'e>,
    /// The reason for an early end, if the text is valid so far.
    interrupt: &'r mut Option<Interrupt>,
}

impl<'e> Reader<'_, 'e> {
    /// A reader of nested values.
    fn inner(&mut self) -> Reader<'_, 'e> {
        Reader { state: self.state, interrupt: self.interrupt }
    }

    fn allocate<E: Error>(&mut self, bytes: usize) -> Result<(), E> {
        self.state.allocate(bytes).map_err(|interrupt| {
            *self.interrupt = Some(interrupt);
            E::custom("too large")
        })
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_, '_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Number::integer(value.into()).into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Number::integer(value.into()).into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(mut self, value: &str) -> Result<Value, E> {
        self.allocate(value.len() + 32)?;
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<Value, A::Error> {
        let mut elements = Vec::new();
        self.allocate(64)?;
        while let Some(element) = list.next_element_seed(self.inner())? {
            self.allocate(size_of::<Value>())?;
            elements.push(element);
        }
        Ok(elements.into())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Entries::default();
        self.allocate(128)?;
        while let Some(key) = map.next_key::<String>()? {
            self.allocate(key.len() + 96)?;
            let value = map.next_value_seed(self.inner())?;
            entries.insert(key.into(), value);
        }
        Ok(Map::from(entries).into())
    }
}
