//! Values with expressions in them.

use std::ops::Range;

use serde_json::Value as Json;

use crate::intrinsic::Intrinsic;
use crate::jsonata::Expression;
use crate::path::Path;

/// A value with expressions in it: a payload template, or a field that may be an expression.
#[derive(Debug, Clone)]
pub enum Template {
    /// A literal value.
    Literal(Json),
    /// An array of templates.
    Array(Vec<Template>),
    /// An object of templates by name.
    Object(Vec<(String, Template)>),
    /// The value at a path.
    Path(Path),
    /// The result of an intrinsic function.
    Intrinsic(Intrinsic),
    /// The result of a JSONata expression.
    Jsonata(Expression),
}

impl Template {
    /// The value, if there is no expression in it.
    pub fn literal(&self) -> Option<Json> {
        match self {
            Self::Literal(value) => Some(value.clone()),
            Self::Array(items) => {
                items.iter().map(Self::literal).collect::<Option<_>>().map(Json::Array)
            }
            Self::Object(members) => members
                .iter()
                .map(|(name, value)| Some((name.clone(), value.literal()?)))
                .collect::<Option<_>>()
                .map(Json::Object),
            Self::Path(_) | Self::Intrinsic(_) | Self::Jsonata(_) => None,
        }
    }

    /// The member of an object.
    pub fn get(&self, name: &str) -> Option<&Template> {
        match self {
            Self::Object(members) => {
                members.iter().find(|(key, _)| key == name).map(|(_, value)| value)
            }
            _ => None,
        }
    }
}

/// A variable that is assigned, and where.
#[derive(Debug, Clone)]
pub(crate) struct Assignment {
    pub(crate) name: String,
    pub(crate) span: Range<usize>,
    /// Whether a catcher assigns it.
    pub(crate) by_catcher: bool,
}

/// A variable that is read, and where.
#[derive(Debug, Clone)]
pub(crate) struct Reference {
    pub(crate) name: String,
    pub(crate) span: Range<usize>,
    /// Whether the expression tests with `$exists` that the variable has a value.
    pub(crate) is_tested: bool,
}
