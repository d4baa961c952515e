//! The common parts of several operations' requests.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value as Json;

use crate::dynamodb::attribute_value::{Item, item_from_typed_json};
use crate::dynamodb::error::Error;
use crate::dynamodb::expression::{Condition, Placeholders, Projection};
use crate::dynamodb::key::{Key, KeySchema};

/// Attribute names by placeholder.
pub type Names = BTreeMap<String, String>;
/// Typed values by placeholder.
pub type Values = BTreeMap<String, Json>;

/// An expression with its placeholders: `query`, `filter`, `update`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExpressionBlock {
    pub expression: String,
    pub expression_names: Option<Names>,
    pub expression_values: Option<Values>,
}

/// The condition of a single write.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConditionBlock {
    pub expression: String,
    pub expression_names: Option<Names>,
    pub expression_values: Option<Values>,
    /// The attributes that are ignored when a failed put is compared with the existing item.
    #[serde(default)]
    pub equals_ignore: Vec<String>,
    /// The consistency of that read. All reads of the simulator are consistent.
    #[serde(rename = "consistentRead")]
    pub _consistent_read: Option<bool>,
    pub conditional_check_failed_handler: Option<Json>,
}

/// The projection of a read.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProjectionBlock {
    pub expression: String,
    pub expression_names: Option<Names>,
}

impl ExpressionBlock {
    pub fn define(&self, placeholders: &mut Placeholders) -> Result<(), Error> {
        placeholders.add(self.expression_names.as_ref(), self.expression_values.as_ref())
    }
}

impl ConditionBlock {
    pub fn define(&self, placeholders: &mut Placeholders) -> Result<(), Error> {
        placeholders.add(self.expression_names.as_ref(), self.expression_values.as_ref())
    }

    pub fn parse(&self, placeholders: &Placeholders) -> Result<Condition, Error> {
        if self.conditional_check_failed_handler.is_some() {
            return Err(Error::MappingTemplate(
                "the simulator has no `conditionalCheckFailedHandler`".into(),
            ));
        }
        Condition::parse("ConditionExpression", &self.expression, placeholders)
    }
}

impl ProjectionBlock {
    pub fn define(&self, placeholders: &mut Placeholders) -> Result<(), Error> {
        placeholders.add(self.expression_names.as_ref(), None)
    }

    pub fn parse(&self, placeholders: &Placeholders) -> Result<Projection, Error> {
        Projection::parse(&self.expression, placeholders)
    }
}

/// The key that a request names in typed values.
pub fn key(schema: &KeySchema, json: &Json) -> Result<Key, Error> {
    schema.exactly(&item_from_typed_json(json)?)
}

/// The item of a request, from its key and its other attributes.
pub fn item(key: &Json, attributes: Option<&Json>) -> Result<Item, Error> {
    let mut item = match attributes {
        None => Item::new(),
        Some(attributes) => item_from_typed_json(attributes)?,
    };
    item.extend(item_from_typed_json(key)?);
    Ok(item)
}
