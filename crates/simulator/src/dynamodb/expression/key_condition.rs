//! Key conditions: which part of a table or index a query reads.

use super::condition::{Comparator, Condition, Operand};
use super::parser::Parser;
use super::placeholders::Placeholders;
use crate::dynamodb::attribute_value::AttributeValue;
use crate::dynamodb::error::Error;
use crate::dynamodb::key::KeySchema;

/// The partition that a query reads, and which of its items.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyCondition {
    /// The partition key's value.
    pub partition: AttributeValue,
    /// The condition on the sort key.
    pub sort: Option<SortCondition>,
}

/// A condition on a sort key.
#[derive(Debug, Clone, PartialEq)]
pub enum SortCondition {
    /// Any comparison but `<>`.
    Compare(Comparator, AttributeValue),
    /// `BETWEEN`, both ends included.
    Between(AttributeValue, AttributeValue),
    /// `begins_with`.
    BeginsWith(AttributeValue),
}

impl SortCondition {
    /// Whether the condition holds for a sort key, which has the type that the condition has.
    pub fn holds(&self, key: &AttributeValue) -> bool {
        match self {
            Self::Compare(comparator, value) => match comparator {
                Comparator::Equal => key == value,
                Comparator::NotEqual => key != value,
                Comparator::Less => key < value,
                Comparator::LessOrEqual => key <= value,
                Comparator::Greater => key > value,
                Comparator::GreaterOrEqual => key >= value,
            },
            Self::Between(lower, upper) => lower <= key && key <= upper,
            Self::BeginsWith(prefix) => match (key, prefix) {
                (AttributeValue::S(key), AttributeValue::S(prefix)) => key.starts_with(&**prefix),
                (AttributeValue::B(key), AttributeValue::B(prefix)) => key.starts_with(prefix),
                _ => false,
            },
        }
    }

    fn values(&self) -> Vec<&AttributeValue> {
        match self {
            Self::Compare(_, value) | Self::BeginsWith(value) => vec![value],
            Self::Between(lower, upper) => vec![lower, upper],
        }
    }
}

impl KeyCondition {
    /// Parses a `KeyConditionExpression` for a table or index with the key `schema`.
    ///
    /// # Errors
    /// The expression is not a key condition, names other attributes than the key's, or compares them
    /// with values that keys cannot have.
    pub fn parse(
        expression: &str,
        placeholders: &Placeholders,
        schema: &KeySchema,
    ) -> Result<Self, Error> {
        const KIND: &str = "KeyConditionExpression";
        let condition = Parser::parse(KIND, expression, placeholders, Parser::condition)?;
        let mut partition = None;
        let mut sort = None;
        for term in terms(condition)? {
            let (attribute, term) = key_term(term)?;
            if attribute == schema.partition.name {
                let SortCondition::Compare(Comparator::Equal, value) = term else {
                    return Err(Error::validation("Query key condition not supported"));
                };
                schema.partition.check(&value)?;
                if partition.replace(value).is_some() {
                    return Err(twice());
                }
            } else if let Some(key) = schema.sort.as_ref().filter(|key| key.name == attribute) {
                for value in term.values() {
                    key.check(value)?;
                }
                if sort.replace(term).is_some() {
                    return Err(twice());
                }
            } else {
                let missing = match (&partition, &schema.sort) {
                    (Some(_), Some(sort)) => &sort.name,
                    _ => &schema.partition.name,
                };
                return Err(Error::validation(format!(
                    "Query condition missed key schema element: {missing}"
                )));
            }
        }
        match partition {
            Some(partition) => Ok(Self { partition, sort }),
            None => Err(Error::validation(format!(
                "Query condition missed key schema element: {}",
                schema.partition.name
            ))),
        }
    }
}

fn twice() -> Error {
    Error::validation(
        "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key",
    )
}

fn unsupported(operator: &str) -> Error {
    Error::validation(format!(
        "Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: {operator}"
    ))
}

/// The conditions that `AND` joins.
fn terms(condition: Condition) -> Result<Vec<Condition>, Error> {
    match condition {
        Condition::And(left, right) => {
            let mut joined = terms(*left)?;
            joined.extend(terms(*right)?);
            Ok(joined)
        }
        other => Ok(vec![other]),
    }
}

/// The attribute of a single condition, and the condition on it.
fn key_term(condition: Condition) -> Result<(String, SortCondition), Error> {
    let (operand, term) = match condition {
        Condition::Compare(Comparator::NotEqual, ..) => return Err(unsupported("<>")),
        Condition::Compare(comparator, key, Operand::Value(value)) => {
            (key, SortCondition::Compare(comparator, value))
        }
        Condition::Between(key, Operand::Value(lower), Operand::Value(upper)) => {
            (key, SortCondition::Between(lower, upper))
        }
        Condition::BeginsWith(key, Operand::Value(prefix)) => {
            (key, SortCondition::BeginsWith(prefix))
        }
        Condition::Or(..) => return Err(unsupported("OR")),
        Condition::Not(..) => return Err(unsupported("NOT")),
        Condition::In(..) => return Err(unsupported("IN")),
        Condition::Exists(_) => return Err(unsupported("attribute_exists")),
        Condition::HasType(..) => return Err(unsupported("attribute_type")),
        Condition::Contains(..) => return Err(unsupported("contains")),
        _ => {
            return Err(Error::validation(
                "Invalid KeyConditionExpression: Invalid condition in KeyConditionExpression: a key is compared with a value of the request",
            ));
        }
    };
    match operand {
        Operand::Path(path) if path.steps.is_empty() => Ok((path.attribute, term)),
        Operand::Path(_) => Err(Error::validation(
            "Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested attributes",
        )),
        _ => Err(unsupported("size")),
    }
}
