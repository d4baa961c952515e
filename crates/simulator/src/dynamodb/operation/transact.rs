//! `TransactGetItems`, `TransactWriteItems`: all of it, or none.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::get;
use super::preparation::Preparation;
use super::request::{ConditionBlock, ExpressionBlock, Names, ProjectionBlock, Values, item};
use crate::dynamodb::attribute_value::item_to_json;
use crate::dynamodb::error::{CancellationReason, Error};
use crate::dynamodb::table::Table;
use crate::dynamodb::tables::Tables;

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
    ///
    /// A request that is faulty in itself fails as such; one that does not fit the items as they
    /// are cancels the transaction.
    pub fn execute(&self, tables: &mut Tables) -> Result<Json, Error> {
        check_count(self.transact_items.len())?;
        let mut prepared = Vec::new();
        for write in &self.transact_items {
            let table = tables.get(&write.table)?;
            prepared.push((write, table, write.prepare(table)?));
        }
        let targets: BTreeSet<_> =
            prepared.iter().map(|(write, _, prepared)| (&write.table, prepared.key())).collect();
        if targets.len() < prepared.len() {
            return Err(Error::validation(
                "Transaction request cannot include multiple operations on one item",
            ));
        }
        let plans: Vec<_> =
            prepared.iter().map(|(_, table, prepared)| prepared.plan(table)).collect();
        let keys: Vec<_> = prepared
            .iter()
            .map(|(_, table, prepared)| item_to_json(&table.key().item(prepared.key())))
            .collect();
        if plans.iter().any(Result::is_err) {
            let reasons = self.transact_items.iter().zip(plans);
            return Err(Error::TransactionCanceled(
                reasons.map(|(write, plan)| write.reason(plan.err())).collect(),
            ));
        }
        for (write, plan) in self.transact_items.iter().zip(plans) {
            tables.get_mut(&write.table)?.apply(plan?);
        }
        Ok(json!({ "keys": keys, "cancellationReasons": null }))
    }
}

impl TransactWrite {
    fn prepare(&self, table: &Table) -> Result<Preparation, Error> {
        let condition = self.condition.as_ref().map(TransactCondition::block);
        let condition = condition.as_ref();
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
                Preparation::put(table, new, condition)
            }
            (WriteOperation::DeleteItem, _) => Preparation::delete(table, &self.key, condition),
            (WriteOperation::UpdateItem, Some(update)) => {
                Preparation::update(table, &self.key, update, condition)
            }
            (WriteOperation::ConditionCheck, _) if condition.is_some() => {
                Preparation::check(table, &self.key, condition)
            }
            (WriteOperation::UpdateItem, None) => Err(super::missing("update")),
            (WriteOperation::ConditionCheck, _) => Err(super::missing("condition")),
        }
    }

    fn reason(&self, error: Option<Error>) -> CancellationReason {
        let returns_item = self
            .condition
            .as_ref()
            .is_some_and(|condition| condition.return_values_on_condition_check_failure);
        let item = match &error {
            Some(Error::ConditionalCheckFailed { current }) if returns_item => current.clone(),
            _ => None,
        };
        CancellationReason { error, item }
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
