//! `PutItem`, `UpdateItem`, `DeleteItem`.

use serde::Deserialize;
use serde_json::Value as Json;

use super::preparation::Preparation;
use super::request::{ConditionBlock, ExpressionBlock, item};
use crate::dynamodb::attribute_value::{Item, item_to_json};
use crate::dynamodb::error::Error;
use crate::dynamodb::table::Table;

/// Stores an item, and replaces one with the same key.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PutItem {
    key: Json,
    attribute_values: Option<Json>,
    condition: Option<ConditionBlock>,
    #[serde(rename = "_version")]
    _version: Option<Json>,
    #[serde(rename = "customPartitionKey")]
    _custom_partition_key: Option<Json>,
    #[serde(rename = "populateIndexFields")]
    _populate_index_fields: Option<bool>,
}

/// Updates attributes of an item, and creates the item if it does not exist.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateItem {
    key: Json,
    update: ExpressionBlock,
    condition: Option<ConditionBlock>,
    #[serde(rename = "_version")]
    _version: Option<Json>,
    #[serde(rename = "customPartitionKey")]
    _custom_partition_key: Option<Json>,
    #[serde(rename = "populateIndexFields")]
    _populate_index_fields: Option<bool>,
}

/// Deletes an item.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeleteItem {
    key: Json,
    condition: Option<ConditionBlock>,
    #[serde(rename = "_version")]
    _version: Option<Json>,
    #[serde(rename = "customPartitionKey")]
    _custom_partition_key: Option<Json>,
    #[serde(rename = "populateIndexFields")]
    _populate_index_fields: Option<bool>,
}

impl PutItem {
    /// The item as it is stored.
    ///
    /// If the condition fails and the existing item equals the new one, except for the attributes in
    /// `equalsIgnore`, AppSync treats the put as done and returns the existing item.
    pub fn execute(&self, table: &mut Table) -> Result<Json, Error> {
        let new = item(&self.key, self.attribute_values.as_ref())?;
        let put = Preparation::put(table, new.clone(), self.condition.as_ref())?;
        match put.plan(table) {
            Ok(write) => {
                table.apply(write);
                Ok(item_to_json(&new))
            }
            Err(Error::ConditionalCheckFailed { current: Some(current) })
                if self.condition.as_ref().is_some_and(|condition| {
                    without(&new, &condition.equals_ignore)
                        == without(&current, &condition.equals_ignore)
                }) =>
            {
                Ok(item_to_json(&current))
            }
            Err(error) => Err(error),
        }
    }
}

impl UpdateItem {
    /// The item as it is after the update.
    pub fn execute(&self, table: &mut Table) -> Result<Json, Error> {
        let update = Preparation::update(table, &self.key, &self.update, self.condition.as_ref())?;
        let write = update.plan(table)?;
        let result = write.new.as_ref().map_or(Json::Null, item_to_json);
        table.apply(write);
        Ok(result)
    }
}

impl DeleteItem {
    /// The deleted item, or null if it did not exist.
    ///
    /// If the condition fails and the item does not exist, AppSync treats the deletion as done.
    pub fn execute(&self, table: &mut Table) -> Result<Json, Error> {
        let delete = Preparation::delete(table, &self.key, self.condition.as_ref())?;
        match delete.plan(table) {
            Ok(write) => {
                let result = write.old.as_ref().map_or(Json::Null, item_to_json);
                table.apply(write);
                Ok(result)
            }
            Err(Error::ConditionalCheckFailed { current: None }) => Ok(Json::Null),
            Err(error) => Err(error),
        }
    }
}

fn without(item: &Item, ignored: &[String]) -> Item {
    let mut rest = item.clone();
    rest.retain(|name, _| !ignored.contains(name));
    rest
}
