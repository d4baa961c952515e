//! A directive's arguments as a typed value.

use apollo_compiler::Node;
use apollo_compiler::ast::{Directive, Value};
use apollo_compiler::parser::SourceSpan;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use crate::{Code, Defect, Diagnostic};

/// Deserializes the arguments of a directive.
///
/// Omitted arguments are missing, and the type supplies their defaults. It also coerces a single
/// value to a list, where the definition allows that.
///
/// # Errors
///
/// The arguments do not fit the type. Those of a validated document fit if the type
/// follows the directive's definition.
pub fn arguments<T: DeserializeOwned>(directive: &Directive) -> Result<T, serde_json::Error> {
    let given = directive.arguments.iter();
    let object: Map<String, Json> =
        given.map(|argument| (argument.name.to_string(), json(&argument.value))).collect();
    serde_json::from_value(Json::Object(object))
}

/// The arguments of a directive, as [`arguments`] reads them.
///
/// # Errors
///
/// A diagnostic of this code for arguments that do not fit the type.
pub fn arguments_or_fault<T: DeserializeOwned>(
    directive: &Node<Directive>,
    code: &'static Code,
) -> Result<T, Diagnostic> {
    arguments(directive).map_err(|reason| {
        Diagnostic::error(code, format!("`@{}`: {reason}", directive.name))
            .at_node(directive.location(), "these arguments")
    })
}

/// A value in a directive's arguments, such as one of a list of input objects, as a type of the
/// transformer.
///
/// # Errors
///
/// The value does not fit the type, though validation accepts it: the type does not follow the
/// directive's definition.
pub fn input<T: DeserializeOwned>(value: &Node<Value>) -> Result<T, Diagnostic> {
    serde_json::from_value(json(value)).map_err(|reason| {
        let defect = Defect::new(format!("a valid value cannot be read: {reason}"));
        defect.diagnostic().at_node(value.location(), "this value")
    })
}

/// A GraphQL literal as JSON; enum values become strings.
pub fn json(value: &Value) -> Json {
    match value {
        Value::Null | Value::Variable(_) => Json::Null,
        Value::Enum(name) => Json::String(name.to_string()),
        Value::String(text) => Json::String(text.clone()),
        Value::Boolean(yes) => Json::Bool(*yes),
        Value::Int(number) => number_json(number.as_str()),
        Value::Float(number) => number_json(number.as_str()),
        Value::List(items) => Json::Array(items.iter().map(|item| json(item)).collect()),
        Value::Object(fields) => Json::Object(
            fields.iter().map(|(name, field)| (name.to_string(), json(field))).collect(),
        ),
    }
}

fn number_json(text: &str) -> Json {
    serde_json::from_str(text).unwrap_or_else(|_| Json::String(text.to_owned()))
}

/// An optional argument, with null and absence as different values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Maybe<T> {
    /// Omitted.
    #[default]
    Absent,
    /// `null`.
    Null,
    /// A value other than null.
    Value(T),
}

impl<'de, T: serde::Deserialize<'de>> serde::Deserialize<'de> for Maybe<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Option::<T>::deserialize(deserializer)? {
            Some(value) => Self::Value(value),
            None => Self::Null,
        })
    }
}

impl<T> Maybe<T> {
    /// The value, or the default if the argument is omitted. `None` if it is null.
    pub fn or_default(self, default: impl FnOnce() -> T) -> Option<T> {
        match self {
            Self::Absent => Some(default()),
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }
}

/// One value or a list of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneOrMany<T>(pub Vec<T>);

impl<'de, T: serde::Deserialize<'de>> serde::Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(untagged)]
        enum Either<T> {
            Many(Vec<T>),
            One(T),
        }
        Ok(Self(match Either::deserialize(deserializer)? {
            Either::Many(values) => values,
            Either::One(value) => vec![value],
        }))
    }
}

/// A string in a directive's argument, and its location.
#[derive(Debug, Clone, PartialEq)]
pub struct Located {
    /// The string.
    pub text: String,
    /// Its place.
    pub span: Option<SourceSpan>,
}

/// The strings of an argument: those of a list, or a single one. `None` if the argument is absent or
/// null.
pub fn strings(directive: &Directive, argument: &str) -> Option<Vec<Located>> {
    let value = directive.specified_argument_by_name(argument)?;
    let located = |value: &Node<Value>| {
        let text = value.as_str()?.to_owned();
        Some(Located { text, span: value.location() })
    };
    match &**value {
        Value::Null => None,
        Value::List(items) => Some(items.iter().filter_map(located).collect()),
        _ => Some(located(value).into_iter().collect()),
    }
}
