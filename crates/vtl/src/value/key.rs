//! Keys of maps.

use std::hash::{Hash, Hasher};
use std::rc::Rc;

use ecow::EcoString;

use super::{Number, Value};
use crate::state::{Interrupt, State};

/// A key of a [`Map`](super::Map): mostly a string, but Java allows any value.
///
/// As in Java, `1`, `1L` and `"1"` are different keys.
#[derive(Debug, Clone)]
pub enum Key {
    /// A string.
    String(EcoString),
    /// Anything else.
    Other(Rc<OtherKey>),
}

/// A key that is not a string, as it was when it became a key.
#[derive(Debug)]
pub struct OtherKey {
    /// A text that equal values, and only they, have in common.
    pub identity: String,
    /// The value itself.
    pub value: Value,
}

impl Key {
    /// The text of a string key.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text.as_str()),
            Self::Other(_) => None,
        }
    }

    /// The key of a value of any type.
    ///
    /// # Errors
    /// See [`Value::to_json`].
    pub fn of(value: &Value, state: &mut State<'_>) -> Result<Self, Interrupt> {
        Ok(match value {
            Value::String(text) => {
                state.step(text.len() / 64)?;
                Self::String(text.clone())
            }
            Value::Bool(b) => Self::from(*b),
            Value::Number(number) => {
                state.step(number.printing_steps())?;
                Self::from(number)
            }
            other => {
                let identity = other.identity(state)?;
                Self::Other(Rc::new(OtherKey { identity, value: other.clone() }))
            }
        })
    }

    /// The key as a value.
    pub fn to_value(&self) -> Value {
        match self {
            Self::String(text) => Value::String(text.clone()),
            Self::Other(other) => other.value.clone(),
        }
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Self {
        Self::String(text.into())
    }
}

impl From<String> for Key {
    fn from(text: String) -> Self {
        Self::String(text.into())
    }
}

impl From<EcoString> for Key {
    fn from(text: EcoString) -> Self {
        Self::String(text)
    }
}

impl From<&Number> for Key {
    fn from(number: &Number) -> Self {
        let identity = format!("{} {number}", number.class_name());
        Self::Other(Rc::new(OtherKey { identity, value: Value::Number(number.clone()) }))
    }
}

impl From<bool> for Key {
    fn from(b: bool) -> Self {
        Self::Other(Rc::new(OtherKey { identity: b.to_string(), value: Value::Bool(b) }))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::String(a), Self::String(b)) => a == b,
            (Self::Other(a), Self::Other(b)) => a.identity == b.identity,
            _ => false,
        }
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::String(text) => text.hash(state),
            Self::Other(other) => other.identity.hash(state),
        }
    }
}
