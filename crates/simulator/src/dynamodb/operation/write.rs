//! `PutItem`, `UpdateItem`, `DeleteItem`.
//!
//! Each first plans its [`Write`], which changes nothing, so that a transaction can plan all of
//! its writes before it makes the first.

use serde::Deserialize;
use serde_json::Value as Json;

use super::request::{ConditionBlock, ExpressionBlock, item, key};
use crate::dynamodb::attribute_value::{Item, item_to_json};
use crate::dynamodb::error::Error;
use crate::dynamodb::expression::{Condition, Placeholders, Update};
use crate::dynamodb::table::{Table, Write};

/// Stores an item, in place of one with the same key.
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

/// Changes attributes of an item, which comes to be if it is not there.
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
    /// When the condition fails and the item that is there equals the new one, but for the
    /// attributes in `equalsIgnore`, AppSync takes the put for done and hands back that item.
    pub fn execute(&self, table: &mut Table) -> Result<Json, Error> {
        let new = item(&self.key, self.attribute_values.as_ref())?;
        match plan_put(
            table,
            new.clone(),
            &checked_condition(self.condition.as_ref())?,
        ) {
            Ok(write) => {
                table.apply(write);
                Ok(item_to_json(&new))
            }
            Err(Error::ConditionalCheckFailed {
                current: Some(current),
            }) if self.condition.as_ref().is_some_and(|condition| {
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
        let write = plan_update(table, &self.key, &self.update, self.condition.as_ref())?;
        let result = write.new.as_ref().map_or(Json::Null, item_to_json);
        table.apply(write);
        Ok(result)
    }
}

impl DeleteItem {
    /// The item as it was, or null if it was not there.
    ///
    /// When the condition fails and there is no item, AppSync takes the deletion for done.
    pub fn execute(&self, table: &mut Table) -> Result<Json, Error> {
        let condition = checked_condition(self.condition.as_ref())?;
        match plan_delete(table, &self.key, &condition) {
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

/// The condition of a request that has no other expression.
pub fn checked_condition(block: Option<&ConditionBlock>) -> Result<Option<Condition>, Error> {
    let Some(block) = block else { return Ok(None) };
    let mut placeholders = Placeholders::default();
    block.define(&mut placeholders)?;
    let condition = block.parse(&placeholders)?;
    placeholders.check_all_used()?;
    Ok(Some(condition))
}

/// Plans to store an item.
pub fn plan_put(table: &Table, new: Item, condition: &Option<Condition>) -> Result<Write, Error> {
    let write = table.write(table.key().of(&new)?, Some(new))?;
    check(condition, write)
}

/// Plans to delete an item.
pub fn plan_delete(
    table: &Table,
    json: &Json,
    condition: &Option<Condition>,
) -> Result<Write, Error> {
    let write = table.write(key(table.key(), json)?, None)?;
    check(condition, write)
}

/// Plans to change nothing, if the condition holds.
pub fn plan_check(
    table: &Table,
    json: &Json,
    condition: &Option<Condition>,
) -> Result<Write, Error> {
    let key = key(table.key(), json)?;
    let write = table.write(key.clone(), table.get(&key).cloned())?;
    check(condition, write)
}

/// Plans to update an item.
pub fn plan_update(
    table: &Table,
    json: &Json,
    update: &ExpressionBlock,
    condition: Option<&ConditionBlock>,
) -> Result<Write, Error> {
    let mut placeholders = Placeholders::default();
    update.define(&mut placeholders)?;
    if let Some(block) = condition {
        block.define(&mut placeholders)?;
    }
    let update = Update::parse(&update.expression, &placeholders)?;
    let condition = condition
        .map(|block| block.parse(&placeholders))
        .transpose()?;
    placeholders.check_all_used()?;
    if let Some(path) = update
        .targets()
        .find(|path| table.key().contains(&path.attribute))
    {
        return Err(Error::validation(format!(
            "One or more parameter values were invalid: Cannot update attribute {}. This attribute is part of the key",
            path.attribute
        )));
    }
    let key = key(table.key(), json)?;
    let old = table.get(&key).cloned();
    check_holds(&condition, old.as_ref())?;
    let new = update.apply(&old.unwrap_or_else(|| table.key().item(&key)))?;
    table.write(key, Some(new))
}

fn check(condition: &Option<Condition>, write: Write) -> Result<Write, Error> {
    check_holds(condition, write.old.as_ref())?;
    Ok(write)
}

fn check_holds(condition: &Option<Condition>, item: Option<&Item>) -> Result<(), Error> {
    let nothing = Item::new();
    match condition {
        Some(condition) if !condition.holds(item.unwrap_or(&nothing)) => {
            Err(Error::ConditionalCheckFailed {
                current: item.cloned(),
            })
        }
        _ => Ok(()),
    }
}

fn without(item: &Item, ignored: &[String]) -> Item {
    let mut rest = item.clone();
    rest.retain(|name, _| !ignored.contains(name));
    rest
}
