//! Parts of a compilation that an output folder may lack.

use serde::Serialize;

/// A part of a compilation that an output folder may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Recorded<T> {
    /// The part.
    Recorded(T),
    /// The compilation was read from a folder that does not hold the part.
    NotRecorded,
}

impl<T> Recorded<T> {
    /// The part, if it is known.
    pub fn as_ref(&self) -> Option<&T> {
        match self {
            Self::Recorded(part) => Some(part),
            Self::NotRecorded => None,
        }
    }
}

impl<T> From<Option<T>> for Recorded<T> {
    fn from(part: Option<T>) -> Self {
        part.map_or(Self::NotRecorded, Self::Recorded)
    }
}
