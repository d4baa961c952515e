use std::fmt;

use crate::Name;
use crate::vtl::Expression;

/// The default of a field, for inputs without the field and for null.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefaultField {
    /// The field.
    pub field: Name,
    /// The value.
    pub value: DefaultValue,
}

/// A value that is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DefaultValue {
    /// A random UUID.
    AutoId,
    /// The time of the request, in ISO 8601, the same for all fields of one request.
    Now,
    /// This value.
    Expression(Expression),
}

impl fmt::Display for DefaultValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AutoId => f.write_str("$util.autoId()"),
            Self::Now => f.write_str("$now"),
            Self::Expression(expression) => expression.fmt(f),
        }
    }
}
