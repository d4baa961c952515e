use crate::{Map, Value};

/// A value that is passed to a stack when it is created or updated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    pub(crate) kind: ParameterType,
    pub(crate) attributes: Map,
}

/// The type of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterType {
    /// Text.
    String,
    /// A number, passed as text.
    Number,
    /// Several texts with commas between them.
    CommaDelimitedList,
}

impl ParameterType {
    /// Every one.
    pub(crate) const ALL: [Self; 3] = [Self::String, Self::Number, Self::CommaDelimitedList];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::String => "String",
            Self::Number => "Number",
            Self::CommaDelimitedList => "CommaDelimitedList",
        }
    }
}

impl Parameter {
    /// A required parameter of this type.
    pub fn new(kind: ParameterType) -> Self {
        Self { kind, attributes: Map::new() }
    }

    /// A required text.
    pub fn string() -> Self {
        Self::new(ParameterType::String)
    }

    /// Sets the description of the parameter.
    #[must_use]
    pub fn description(self, text: impl Into<String>) -> Self {
        self.attribute("Description", text.into())
    }

    /// The default value.
    #[must_use]
    pub fn default(self, value: impl Into<Value>) -> Self {
        self.attribute("Default", value)
    }

    /// The only values taken.
    #[must_use]
    pub fn allowed_values<V: Into<Value>>(self, values: impl IntoIterator<Item = V>) -> Self {
        self.attribute("AllowedValues", values.into_iter().collect::<Value>())
    }

    /// Keeps the value out of what CloudFormation shows.
    #[must_use]
    pub fn no_echo(self) -> Self {
        self.attribute("NoEcho", true)
    }

    /// Any other attribute: `AllowedPattern`, `MinLength`, `ConstraintDescription`, …
    #[must_use]
    pub fn attribute(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.attributes.insert(name, value);
        self
    }
}
