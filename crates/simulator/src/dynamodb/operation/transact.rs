//! `TransactGetItems`, `TransactWriteItems`: all of it, or none.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::get;
use super::request::{ConditionBlock, ExpressionBlock, Names, ProjectionBlock, Values, item};
use super::write::{checked_condition, plan_check, plan_delete, plan_put, plan_update};
use crate::dynamodb::attribute_value::item_to_json;
use crate::dynamodb::database::Tables;
use crate::dynamodb::error::{CancellationReason, Error};
use crate::dynamodb::table::Write;

/// DynamoDB's limit on the items of one transaction.
const MAXIMUM_ITEMS: usize = 100;

/// Reads items by their keys, all at one moment.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TransactGetItems {
    transact_items: Vec<TransactGet>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TransactGet {
    table: String,
    key: Json,
    projection: Option<ProjectionBlock>,
}

/// Writes items, all or none.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TransactWriteItems {
    transact_items: Vec<TransactWrite>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TransactWrite {
    table: String,
    operation: WriteOperation,
    key: Json,
    attribute_values: Option<Json>,
    update: Option<ExpressionBlock>,
    condition: Option<TransactCondition>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum WriteOperation {
    PutItem,
    UpdateItem,
    DeleteItem,
    ConditionCheck,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TransactCondition {
    expression: String,
    expression_names: Option<Names>,
    expression_values: Option<Values>,
    #[serde(default)]
    return_values_on_condition_check_failure: bool,
}

impl TransactGetItems {
    /// `items`: null where there is none.
    pub fn execute(&self, tables: &Tables) -> Result<Json, Error> {
        check_count(self.transact_items.len())?;
        let items: Result<Json, _> = self
            .transact_items
            .iter()
            .map(|get| get::read(tables.get(&get.table)?, &get.key, get.projection.as_ref()))
            .collect();
        Ok(json!({ "items": items?, "cancellationReasons": null }))
    }
}

impl TransactWriteItems {
    /// `keys`: the keys of the items, in the order of the request.
    pub fn execute(&self, tables: &mut Tables) -> Result<Json, Error> {
        check_count(self.transact_items.len())?;
        let plans: Vec<_> = self
            .transact_items
            .iter()
            .map(|write| write.plan(tables))
            .collect();
        let mut targets = BTreeSet::new();
        for (write, plan) in self.transact_items.iter().zip(&plans) {
            if let Ok(plan) = plan
                && !targets.insert((&write.table, plan.position.clone()))
            {
                return Err(Error::validation(
                    "Transaction request cannot include multiple operations on one item",
                ));
            }
        }
        if plans.iter().any(Result::is_err) {
            return Err(self.canceled(plans));
        }
        let mut keys = Vec::new();
        for (write, plan) in self.transact_items.iter().zip(plans) {
            let table = tables.get_mut(&write.table)?;
            let key = super::request::key(table.key(), &write.key)?;
            keys.push(item_to_json(&table.key().item(&key)));
            table.apply(plan?);
        }
        Ok(json!({ "keys": keys, "cancellationReasons": null }))
    }

    /// A request that is faulty in itself fails as such; one that does not fit the items as they
    /// are cancels the transaction.
    fn canceled(&self, plans: Vec<Result<Write, Error>>) -> Error {
        let mut reasons = Vec::new();
        for (write, plan) in self.transact_items.iter().zip(plans) {
            let error = plan.err();
            let item = match &error {
                Some(Error::ConditionalCheckFailed { current }) => {
                    let wanted = write
                        .condition
                        .as_ref()
                        .is_some_and(|c| c.return_values_on_condition_check_failure);
                    current.clone().filter(|_| wanted)
                }
                Some(Error::MappingTemplate(_) | Error::ResourceNotFound(_)) => {
                    return error.unwrap_or_else(|| Error::validation(""));
                }
                _ => None,
            };
            reasons.push(CancellationReason { error, item });
        }
        Error::TransactionCanceled(reasons)
    }
}

impl TransactWrite {
    fn plan(&self, tables: &Tables) -> Result<Write, Error> {
        let table = tables.get(&self.table)?;
        let condition = self.condition.as_ref().map(TransactCondition::block);
        let unexpected = |field: &str| {
            Error::MappingTemplate(format!(
                "`{field}` does not belong to an operation {:?}",
                self.operation
            ))
        };
        if self.attribute_values.is_some() && self.operation != WriteOperation::PutItem {
            return Err(unexpected("attributeValues"));
        }
        if self.update.is_some() && self.operation != WriteOperation::UpdateItem {
            return Err(unexpected("update"));
        }
        match (self.operation, &self.update) {
            (WriteOperation::PutItem, _) => {
                let new = item(&self.key, self.attribute_values.as_ref())?;
                plan_put(table, new, &checked_condition(condition.as_ref())?)
            }
            (WriteOperation::DeleteItem, _) => {
                plan_delete(table, &self.key, &checked_condition(condition.as_ref())?)
            }
            (WriteOperation::UpdateItem, Some(update)) => {
                plan_update(table, &self.key, update, condition.as_ref())
            }
            (WriteOperation::ConditionCheck, _) if condition.is_some() => {
                plan_check(table, &self.key, &checked_condition(condition.as_ref())?)
            }
            (WriteOperation::UpdateItem, None) => Err(super::missing("update")),
            (WriteOperation::ConditionCheck, _) => Err(super::missing("condition")),
        }
    }
}

impl TransactCondition {
    fn block(&self) -> ConditionBlock {
        ConditionBlock {
            expression: self.expression.clone(),
            expression_names: self.expression_names.clone(),
            expression_values: self.expression_values.clone(),
            equals_ignore: Vec::new(),
            _consistent_read: None,
            conditional_check_failed_handler: None,
        }
    }
}

fn check_count(count: usize) -> Result<(), Error> {
    if (1..=MAXIMUM_ITEMS).contains(&count) {
        return Ok(());
    }
    Err(Error::validation(format!(
        "Member must have length between 1 and {MAXIMUM_ITEMS}, inclusive: {count}"
    )))
}
