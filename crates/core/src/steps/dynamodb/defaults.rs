use crate::model::{DefaultField, DefaultValue};

/// What fields hold that are missing from the input, or null there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Defaults(pub Vec<DefaultField>);

impl Defaults {
    /// Whether one of them is the time of the request.
    pub(in crate::steps) fn need_now(&self) -> bool {
        self.0.iter().any(|default| default.value == DefaultValue::Now)
    }
}
