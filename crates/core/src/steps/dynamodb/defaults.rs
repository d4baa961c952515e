use crate::model::{DefaultField, DefaultValue};

/// The defaults of fields, for inputs without the field and for null.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Defaults(pub Vec<DefaultField>);

impl Defaults {
    /// Whether one of them is the time of the request.
    pub(in crate::steps) fn need_now(&self) -> bool {
        self.0.iter().any(|default| default.value == DefaultValue::Now)
    }
}
