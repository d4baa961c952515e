//! The conditions of filters: `[?(@.price < 10 && @.name)]`.

use serde_json::Value as Json;

use super::select::{Budget, Roots, SelectError, select};
use super::{Root, Segment};

#[derive(Debug, Clone)]
pub(crate) enum Filter {
    Any(Vec<Filter>),
    All(Vec<Filter>),
    Not(Box<Filter>),
    Exists(Operand),
    Compare(Operand, Operator, Operand),
    Matches(Operand, regex::Regex),
}

/// Filters are equal if their texts are, which their debug form shows.
impl PartialEq for Filter {
    fn eq(&self, other: &Self) -> bool {
        format!("{self:?}") == format!("{other:?}")
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Operand {
    Literal(Json),
    /// A path from a root, or from the current item (`@`).
    Path {
        root: Option<Root>,
        segments: Vec<Segment>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
    In,
    NotIn,
    SubsetOf,
    AnyOf,
    NoneOf,
    All,
    Contains,
    Size,
    Empty,
    Type,
}

impl Filter {
    pub(super) fn holds(
        &self,
        item: &Json,
        roots: &Roots<'_>,
        budget: &mut Budget,
    ) -> Result<bool, SelectError> {
        Ok(match self {
            Self::Any(filters) => {
                for filter in filters {
                    if filter.holds(item, roots, budget)? {
                        return Ok(true);
                    }
                }
                false
            }
            Self::All(filters) => {
                for filter in filters {
                    if !filter.holds(item, roots, budget)? {
                        return Ok(false);
                    }
                }
                true
            }
            Self::Not(filter) => !filter.holds(item, roots, budget)?,
            Self::Exists(operand) => operand.value(item, roots, budget)?.is_some(),
            Self::Compare(left, operator, right) => {
                let left = left.value(item, roots, budget)?;
                let right = right.value(item, roots, budget)?;
                operator.holds(left.as_ref(), right.as_ref())
            }
            Self::Matches(operand, pattern) => operand
                .value(item, roots, budget)?
                .is_some_and(|value| value.as_str().is_some_and(|text| pattern.is_match(text))),
        })
    }
}

impl Operand {
    fn value(
        &self,
        item: &Json,
        roots: &Roots<'_>,
        budget: &mut Budget,
    ) -> Result<Option<Json>, SelectError> {
        let (root, segments) = match self {
            Self::Literal(value) => return Ok(Some(value.clone())),
            Self::Path { root, segments } => (root, segments),
        };
        let from = match root {
            None => item,
            Some(root) => match roots.of(root) {
                Some(value) => value,
                None => return Ok(None),
            },
        };
        let found = select(from, segments, roots, budget)?;
        let value = found.first().map(|value| (*value).clone());
        budget.spend_value(value.as_ref().unwrap_or(&Json::Null))?;
        Ok(value)
    }
}

impl Operator {
    fn holds(self, left: Option<&Json>, right: Option<&Json>) -> bool {
        let equal = match (left, right) {
            (Some(left), Some(right)) => same(left, right),
            (left, right) => left.is_none() && right.is_none(),
        };
        let order = match (left, right) {
            (Some(Json::String(left)), Some(Json::String(right))) => Some(left.cmp(right)),
            (Some(Json::Number(left)), Some(Json::Number(right))) => {
                left.as_f64().zip(right.as_f64()).and_then(|(l, r)| l.partial_cmp(&r))
            }
            _ => None,
        };
        let within = match (left, right) {
            (Some(left), Some(Json::Array(items))) => items.iter().any(|item| same(left, item)),
            _ => false,
        };
        match self {
            Self::Equal => equal,
            Self::NotEqual => !equal,
            Self::Less => order.is_some_and(|order| order.is_lt()),
            Self::AtMost => order.is_some_and(|order| order.is_le()),
            Self::Greater => order.is_some_and(|order| order.is_gt()),
            Self::AtLeast => order.is_some_and(|order| order.is_ge()),
            Self::In => within,
            Self::NotIn => !within,
            _ => left.zip(right).is_some_and(|(left, right)| self.relates(left, right)),
        }
    }

    /// Whether an operator of lists, sizes and types relates two values.
    fn relates(self, left: &Json, right: &Json) -> bool {
        let is_in = |item: &Json, list: &[Json]| list.iter().any(|other| same(item, other));
        match (self, left, right) {
            (Self::SubsetOf, Json::Array(left), Json::Array(right)) => {
                left.iter().all(|item| is_in(item, right))
            }
            (Self::AnyOf, Json::Array(left), Json::Array(right)) => {
                left.iter().any(|item| is_in(item, right))
            }
            (Self::AnyOf, left, Json::Array(right)) => is_in(left, right),
            (Self::NoneOf, left, right) => !Self::AnyOf.relates(left, right),
            (Self::All, Json::Array(left), Json::Array(right)) => {
                right.iter().all(|item| is_in(item, left))
            }
            (Self::Contains, Json::Array(left), right) => is_in(right, left),
            (Self::Contains, Json::String(left), Json::String(right)) => left.contains(right),
            (Self::Size, left, right) => length(left) == right.as_u64(),
            (Self::Empty, left, right) => length(left).map(|length| length == 0) == right.as_bool(),
            (Self::Type, left, right) => right.as_str() == Some(type_name(left)),
            _ => false,
        }
    }
}

/// The number of items, members or characters of a value.
fn length(value: &Json) -> Option<u64> {
    Some(match value {
        Json::Array(items) => items.len() as u64,
        Json::Object(members) => members.len() as u64,
        Json::String(text) => text.chars().count() as u64,
        _ => return None,
    })
}

fn type_name(value: &Json) -> &'static str {
    match value {
        Json::Null => "null",
        Json::Bool(_) => "boolean",
        Json::Number(_) => "number",
        Json::String(_) => "string",
        Json::Array(_) => "array",
        Json::Object(_) => "object",
    }
}

/// Whether two values are equal, numbers by value.
fn same(left: &Json, right: &Json) -> bool {
    match (left, right) {
        (Json::Number(left), Json::Number(right)) => left.as_f64() == right.as_f64(),
        _ => left == right,
    }
}
