//! Fields of types, as the schema names them.

use std::fmt;

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

impl fmt::Display for Coordinate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.ty, self.field)
    }
}
