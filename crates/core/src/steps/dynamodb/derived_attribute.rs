use crate::Name;
use crate::vtl::Expression;

/// An attribute that clients cannot see or write: its value follows from a field.
///
/// It is written whenever the field is, and removed when the field is set to null.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DerivedAttribute {
    /// The attribute. A name with two underscores at the beginning is not a name of a field.
    pub attribute: &'static str,
    /// The field, by the name that it is stored under.
    pub field: Name,
    /// The value. `$values` is the item that is written, where the field is not null.
    pub value: Expression,
}
