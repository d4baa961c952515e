//! Checks of writes: first everything that depends on the request alone, then everything that
//! depends on the item. A transaction does each of the two steps for all of its writes before the
//! first write.

use serde_json::Value as Json;

use super::request::{ConditionBlock, ExpressionBlock, key};
use crate::dynamodb::attribute_value::Item;
use crate::dynamodb::error::Error;
use crate::dynamodb::expression::{Condition, Placeholders, Update};
use crate::dynamodb::key::Key;
use crate::dynamodb::table::{Table, Write};

/// A write whose request is sound.
#[derive(Debug)]
pub struct Preparation {
    key: Key,
    condition: Option<Condition>,
    action: Action,
}

#[derive(Debug)]
enum Action {
    Put(Item),
    Update(Update),
    Delete,
    Check,
}

impl Preparation {
    /// Stores an item.
    pub fn put(
        table: &Table,
        new: Item,
        condition: Option<&ConditionBlock>,
    ) -> Result<Self, Error> {
        let condition = prepare_condition(table, condition)?;
        let key = table.key().of(&new)?;
        table.check_item(&new)?;
        Ok(Self { key, condition, action: Action::Put(new) })
    }

    /// Deletes an item.
    pub fn delete(
        table: &Table,
        json: &Json,
        condition: Option<&ConditionBlock>,
    ) -> Result<Self, Error> {
        let condition = prepare_condition(table, condition)?;
        Ok(Self { key: key(table.key(), json)?, condition, action: Action::Delete })
    }

    /// Changes nothing, and yet fails if the condition does not hold.
    pub fn check(
        table: &Table,
        json: &Json,
        condition: Option<&ConditionBlock>,
    ) -> Result<Self, Error> {
        let condition = prepare_condition(table, condition)?;
        Ok(Self { key: key(table.key(), json)?, condition, action: Action::Check })
    }

    /// Updates an item.
    pub fn update(
        table: &Table,
        json: &Json,
        update: &ExpressionBlock,
        condition: Option<&ConditionBlock>,
    ) -> Result<Self, Error> {
        let mut placeholders = Placeholders::default();
        update.define(&mut placeholders)?;
        if let Some(block) = condition {
            block.define(&mut placeholders)?;
        }
        let update = Update::parse(&update.expression, &placeholders)?;
        let condition = condition.map(|block| block.parse(&placeholders)).transpose()?;
        placeholders.check_all_used()?;
        if let Some(condition) = &condition {
            table.check_paths(condition.paths())?;
        }
        table.check_paths(update.targets())?;
        if let Some(path) = update.targets().find(|path| table.key().contains(&path.attribute)) {
            return Err(Error::validation(format!(
                "One or more parameter values were invalid: Cannot update attribute {}. This attribute is part of the key",
                path.attribute
            )));
        }
        Ok(Self { key: key(table.key(), json)?, condition, action: Action::Update(update) })
    }

    /// The key of the item that is written.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// The change to the item as it is.
    ///
    /// # Errors
    /// The condition is false, or the update is not valid for the item.
    pub fn plan(&self, table: &Table) -> Result<Write, Error> {
        let old = table.get(&self.key);
        let nothing = Item::new();
        if let Some(condition) = &self.condition
            && !condition.holds(old.unwrap_or(&nothing))
        {
            return Err(Error::ConditionalCheckFailed { current: old.cloned() });
        }
        let new = match &self.action {
            Action::Put(item) => Some(item.clone()),
            Action::Delete => None,
            Action::Check => old.cloned(),
            Action::Update(update) => {
                let updated = match old {
                    Some(item) => update.apply(item)?,
                    None => update.apply(&table.key().item(&self.key))?,
                };
                table.check_item(&updated)?;
                Some(updated)
            }
        };
        Ok(table.write(self.key.clone(), new))
    }
}

fn prepare_condition(
    table: &Table,
    block: Option<&ConditionBlock>,
) -> Result<Option<Condition>, Error> {
    let Some(block) = block else { return Ok(None) };
    let mut placeholders = Placeholders::default();
    block.define(&mut placeholders)?;
    let condition = block.parse(&placeholders)?;
    placeholders.check_all_used()?;
    table.check_paths(condition.paths())?;
    Ok(Some(condition))
}
