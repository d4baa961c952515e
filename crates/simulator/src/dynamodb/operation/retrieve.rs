//! `Query`, `Scan`, `Sync`: operations that read page by page.

use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::reading::{Reading, Select, check_consistency, source, start};
use super::request::{ExpressionBlock, ProjectionBlock};
use crate::dynamodb::error::Error;
use crate::dynamodb::expression::{KeyCondition, Placeholders};
use crate::dynamodb::table::Table;

/// Reads the items of one partition, in the order of the sort key.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Query {
    query: ExpressionBlock,
    index: Option<String>,
    next_token: Option<String>,
    limit: Option<i64>,
    scan_index_forward: Option<bool>,
    #[serde(default)]
    consistent_read: bool,
    select: Option<Select>,
    filter: Option<ExpressionBlock>,
    projection: Option<ProjectionBlock>,
}

/// Reads all items, in no order.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Scan {
    index: Option<String>,
    next_token: Option<String>,
    limit: Option<i64>,
    #[serde(default)]
    consistent_read: bool,
    select: Option<Select>,
    filter: Option<ExpressionBlock>,
    projection: Option<ProjectionBlock>,
    segment: Option<u64>,
    total_segments: Option<u64>,
}

/// Reads the changes since `lastSync`, or all items. There is no delta table here: changes are the
/// items whose `_lastChangedAt` is not before it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Sync {
    #[serde(rename = "basePartitionKey")]
    _base_partition_key: Option<Json>,
    #[serde(rename = "deltaIndexName")]
    _delta_index_name: Option<String>,
    next_token: Option<String>,
    limit: Option<i64>,
    last_sync: Option<i64>,
    filter: Option<ExpressionBlock>,
}

impl Query {
    /// A page, with `items`, `nextToken` and `scannedCount`.
    pub fn execute(&self, name: &str, table: &Table) -> Result<Json, Error> {
        let view = table.view(self.index.as_deref())?;
        let mut placeholders = Placeholders::default();
        self.query.define(&mut placeholders)?;
        define(&mut placeholders, self.filter.as_ref(), self.projection.as_ref())?;
        let condition = KeyCondition::parse(&self.query.expression, &placeholders, view.key())?;
        let reading = Reading::parse(
            &view,
            &placeholders,
            self.filter.as_ref(),
            self.projection.as_ref(),
            self.select,
        )?;
        reading.check_no_key(&view)?;
        check_consistency(&view, self.consistent_read)?;
        let source = source(name, self.index.as_deref());
        let start = start(&view, &source, self.next_token.as_deref())?;
        let forward = self.scan_index_forward.unwrap_or(true);
        let mut items = view.read(Some(&condition.partition), forward, start.as_ref());
        if let (Some(term), Some(key)) = (&condition.sort, &view.key().sort) {
            items.retain(|item| item.get(&key.name).is_some_and(|value| term.holds(value)));
        }
        Ok(reading.page(self.limit)?.read(&view, items).to_json(&source))
    }
}

impl Scan {
    /// A page, with `items`, `nextToken` and `scannedCount`.
    pub fn execute(&self, name: &str, table: &Table) -> Result<Json, Error> {
        let view = table.view(self.index.as_deref())?;
        let mut placeholders = Placeholders::default();
        define(&mut placeholders, self.filter.as_ref(), self.projection.as_ref())?;
        let reading = Reading::parse(
            &view,
            &placeholders,
            self.filter.as_ref(),
            self.projection.as_ref(),
            self.select,
        )?;
        check_consistency(&view, self.consistent_read)?;
        let source = source(name, self.index.as_deref());
        let start = start(&view, &source, self.next_token.as_deref())?;
        let items = match (self.segment, self.total_segments) {
            (None, None) => view.read(None, true, start.as_ref()),
            (Some(segment), Some(total)) if segment < total => {
                view.segment(segment, total, start.as_ref())
            }
            _ => {
                return Err(Error::validation(
                    "The Segment parameter is zero-based and must be less than parameter TotalSegments",
                ));
            }
        };
        Ok(reading.page(self.limit)?.read(&view, items).to_json(&source))
    }
}

impl Sync {
    /// A page, with `items`, `nextToken`, `scannedCount` and `startedAt`.
    pub fn execute(&self, name: &str, table: &Table, now_millis: i64) -> Result<Json, Error> {
        let view = table.view(None)?;
        let mut placeholders = Placeholders::default();
        define(&mut placeholders, self.filter.as_ref(), None)?;
        let reading = Reading::parse(&view, &placeholders, self.filter.as_ref(), None, None)?;
        let source = source(name, None);
        let start = start(&view, &source, self.next_token.as_deref())?;
        let mut items = view.read(None, true, start.as_ref());
        if let Some(since) = self.last_sync.filter(|since| *since > 0) {
            let changed_at = |json: Json| json.as_i64().is_some_and(|at| at >= since);
            items.retain(|item| {
                item.get("_lastChangedAt").is_some_and(|value| changed_at(value.to_json()))
            });
        }
        let mut result = reading.page(self.limit)?.read(&view, items).to_json(&source);
        result["startedAt"] = json!(now_millis);
        Ok(result)
    }
}

fn define(
    placeholders: &mut Placeholders,
    filter: Option<&ExpressionBlock>,
    projection: Option<&ProjectionBlock>,
) -> Result<(), Error> {
    filter.map_or(Ok(()), |block| block.define(placeholders))?;
    projection.map_or(Ok(()), |block| block.define(placeholders))
}
