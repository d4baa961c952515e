//! `GetItem`.

use serde::Deserialize;
use serde_json::Value as Json;

use super::request::{ProjectionBlock, key};
use crate::dynamodb::attribute_value::item_to_json;
use crate::dynamodb::error::Error;
use crate::dynamodb::expression::Placeholders;
use crate::dynamodb::table::Table;

/// Reads one item by its key.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetItem {
    key: Json,
    #[serde(rename = "consistentRead")]
    _consistent_read: Option<bool>,
    projection: Option<ProjectionBlock>,
}

impl GetItem {
    /// The item, or null.
    pub fn execute(&self, table: &Table) -> Result<Json, Error> {
        read(table, &self.key, self.projection.as_ref())
    }
}

/// The item with this key as `$ctx.result` has it, or null.
pub fn read(
    table: &Table,
    json: &Json,
    projection: Option<&ProjectionBlock>,
) -> Result<Json, Error> {
    let mut placeholders = Placeholders::default();
    let projection = match projection {
        None => None,
        Some(block) => {
            block.define(&mut placeholders)?;
            let projection = block.parse(&placeholders)?;
            table.check_paths(projection.paths())?;
            Some(projection)
        }
    };
    placeholders.check_all_used()?;
    Ok(match (table.get(&key(table.key(), json)?), projection) {
        (None, _) => Json::Null,
        (Some(item), None) => item_to_json(item),
        (Some(item), Some(projection)) => item_to_json(&projection.apply(item)),
    })
}
