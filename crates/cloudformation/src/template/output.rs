use crate::{LogicalId, Value};

/// A value that a stack returns to its parent, to other stacks or to people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    pub(crate) value: Value,
    pub(crate) description: Option<String>,
    pub(crate) condition: Option<LogicalId>,
    pub(crate) export: Option<Value>,
}

impl Output {
    /// An output of this value.
    pub fn new(value: impl Into<Value>) -> Self {
        Self { value: value.into(), description: None, condition: None, export: None }
    }

    /// Sets the description of the value.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Sets the condition under which the output exists.
    #[must_use]
    pub fn condition(mut self, condition: &LogicalId) -> Self {
        self.condition = Some(condition.clone());
        self
    }

    /// The name, unique in account and region, under which other stacks may import the value.
    #[must_use]
    pub fn export(mut self, name: impl Into<Value>) -> Self {
        self.export = Some(name.into());
        self
    }
}
