//! Fields of types, as the schema names them.

use std::fmt;
use std::str::FromStr;

use crate::Name;

/// A field of an object type: `Query.getTodo`.
///
/// Source of truth: <https://spec.graphql.org/draft/#sec-Schema-Coordinates>.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Coordinate {
    /// The object type.
    pub ty: Name,
    /// Its field.
    pub field: Name,
}

impl Coordinate {
    /// The coordinate of a field of a type.
    pub fn new(ty: Name, field: Name) -> Self {
        Self { ty, field }
    }
}

/// A text that is not the coordinate of a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a coordinate such as `Query.getTodo`, found `{0}`")]
pub struct InvalidCoordinate(pub String);

impl FromStr for Coordinate {
    type Err = InvalidCoordinate;

    fn from_str(text: &str) -> Result<Self, InvalidCoordinate> {
        let names = text
            .split_once('.')
            .and_then(|(ty, field)| Some(Self::new(Name::new(ty).ok()?, Name::new(field).ok()?)));
        names.ok_or_else(|| InvalidCoordinate(text.to_owned()))
    }
}

impl fmt::Display for Coordinate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.ty, self.field)
    }
}
