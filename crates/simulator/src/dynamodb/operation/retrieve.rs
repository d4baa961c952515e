//! `Query`, `Scan`, `Sync`: operations that read page by page.

use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::request::{ExpressionBlock, ProjectionBlock};
use crate::dynamodb::error::Error;
use crate::dynamodb::expression::{Condition, KeyCondition, Path, Placeholders, Projection};
use crate::dynamodb::index::{IndexKind, IndexProjection};
use crate::dynamodb::page::{PageRequest, decode};
use crate::dynamodb::table::{Position, Table, View};

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

/// Reads what changed since `lastSync`, or all items. There is no delta table here: changes are the
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

/// Which attributes a read hands back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Select {
    AllAttributes,
    AllProjectedAttributes,
    SpecificAttributes,
    Count,
}

impl Query {
    /// A page, with `items`, `nextToken` and `scannedCount`.
    pub fn execute(&self, name: &str, table: &Table) -> Result<Json, Error> {
        let view = table.view(self.index.as_deref())?;
        let mut placeholders = Placeholders::default();
        self.query.define(&mut placeholders)?;
        let expressions = Expressions::parse(
            &mut placeholders,
            self.filter.as_ref(),
            self.projection.as_ref(),
        )?;
        let condition = KeyCondition::parse(&self.query.expression, &placeholders, view.key())?;
        placeholders.check_all_used()?;
        if let Some(filter) = &expressions.filter {
            check_filter(filter, &view)?;
        }
        check_consistency(&view, self.consistent_read)?;
        let source = source(name, self.index.as_deref());
        let start = start(&view, &source, self.next_token.as_deref())?;
        let forward = self.scan_index_forward.unwrap_or(true);
        let mut items = view.read(Some(&condition.partition), forward, start.as_ref());
        if let (Some(term), Some(key)) = (&condition.sort, &view.key().sort) {
            items.retain(|item| item.get(&key.name).is_some_and(|value| term.holds(value)));
        }
        let page = PageRequest {
            limit: limit(self.limit)?,
            fetch_all: fetch_all(self.select, &view, expressions.projection.is_some())?,
            filter: expressions.filter.as_ref(),
            projection: expressions.projection.as_ref(),
        };
        Ok(page.read(&view, items).to_json(&source))
    }
}

impl Scan {
    /// A page, with `items`, `nextToken` and `scannedCount`.
    pub fn execute(&self, name: &str, table: &Table) -> Result<Json, Error> {
        let view = table.view(self.index.as_deref())?;
        let mut placeholders = Placeholders::default();
        let expressions = Expressions::parse(
            &mut placeholders,
            self.filter.as_ref(),
            self.projection.as_ref(),
        )?;
        placeholders.check_all_used()?;
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
        let page = PageRequest {
            limit: limit(self.limit)?,
            fetch_all: fetch_all(self.select, &view, expressions.projection.is_some())?,
            filter: expressions.filter.as_ref(),
            projection: expressions.projection.as_ref(),
        };
        Ok(page.read(&view, items).to_json(&source))
    }
}

impl Sync {
    /// A page, with `items`, `nextToken`, `scannedCount` and `startedAt`.
    pub fn execute(&self, name: &str, table: &Table, now_millis: i64) -> Result<Json, Error> {
        let view = table.view(None)?;
        let mut placeholders = Placeholders::default();
        let expressions = Expressions::parse(&mut placeholders, self.filter.as_ref(), None)?;
        placeholders.check_all_used()?;
        let source = source(name, None);
        let start = start(&view, &source, self.next_token.as_deref())?;
        let mut items = view.read(None, true, start.as_ref());
        if let Some(since) = self.last_sync.filter(|since| *since > 0) {
            let changed_at = |json: Json| json.as_i64().is_some_and(|at| at >= since);
            items.retain(|item| {
                item.get("_lastChangedAt")
                    .is_some_and(|value| changed_at(value.to_json()))
            });
        }
        let page = PageRequest {
            limit: limit(self.limit)?,
            fetch_all: false,
            filter: expressions.filter.as_ref(),
            projection: None,
        };
        let mut result = page.read(&view, items).to_json(&source);
        result["startedAt"] = json!(now_millis);
        Ok(result)
    }
}

struct Expressions {
    filter: Option<Condition>,
    projection: Option<Projection>,
}

impl Expressions {
    fn parse(
        placeholders: &mut Placeholders,
        filter: Option<&ExpressionBlock>,
        projection: Option<&ProjectionBlock>,
    ) -> Result<Self, Error> {
        if let Some(block) = filter {
            block.define(placeholders)?;
        }
        if let Some(block) = projection {
            block.define(placeholders)?;
        }
        let parse = |block: &ExpressionBlock| {
            Condition::parse("FilterExpression", &block.expression, placeholders)
        };
        Ok(Self {
            filter: filter.map(parse).transpose()?,
            projection: projection
                .map(|block| block.parse(placeholders))
                .transpose()?,
        })
    }
}

/// What a `nextToken` is good for.
fn source(table: &str, index: Option<&str>) -> String {
    format!("{table}/{}", index.unwrap_or_default())
}

fn start(view: &View<'_>, source: &str, token: Option<&str>) -> Result<Option<Position>, Error> {
    token
        .map(|token| view.position(&decode(source, token)?))
        .transpose()
}

fn limit(limit: Option<i64>) -> Result<Option<usize>, Error> {
    match limit.map(usize::try_from) {
        None => Ok(None),
        Some(Ok(limit)) if limit > 0 => Ok(Some(limit)),
        Some(_) => Err(Error::validation(
            "1 validation error detected: Value at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
        )),
    }
}

fn check_consistency(view: &View<'_>, consistent: bool) -> Result<(), Error> {
    if consistent && view.is_global_index() {
        return Err(Error::validation(
            "Consistent reads are not supported on global secondary indexes",
        ));
    }
    Ok(())
}

/// A query's filter sees what the key condition has left, and so may not speak of the key.
fn check_filter(filter: &Condition, view: &View<'_>) -> Result<(), Error> {
    let mut key = None;
    filter.each_path(&mut |path: &Path| {
        if view.key().contains(&path.attribute) {
            key = Some(path.attribute.clone());
        }
    });
    match key {
        None => Ok(()),
        Some(name) => Err(Error::validation(format!(
            "Filter Expression can only contain non-primary key attributes: Primary key attribute: {name}"
        ))),
    }
}

/// Whether an index fetches what it does not hold from its table.
fn fetch_all(select: Option<Select>, view: &View<'_>, projects: bool) -> Result<bool, Error> {
    let refuse = |why: &str| Err(Error::validation(why));
    match (select, view.index()) {
        (Some(Select::Count), _) => Err(Error::MappingTemplate(
            "AppSync has no `select` of COUNT".into(),
        )),
        (Some(Select::AllProjectedAttributes), None) => {
            refuse("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName")
        }
        (Some(Select::SpecificAttributes), _) if !projects => refuse(
            "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
        ),
        (Some(Select::AllAttributes | Select::AllProjectedAttributes), _) if projects => {
            refuse("Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES")
        }
        (Some(Select::AllAttributes), Some(index))
            if index.kind == IndexKind::Global && index.projection != IndexProjection::All =>
        {
            refuse(
                "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index because its projection type is not ALL",
            )
        }
        (Some(Select::AllAttributes), _) => Ok(true),
        // A local index fetches whatever a projection asks for; a global one never does.
        (_, Some(index)) => Ok(index.kind == IndexKind::Local && projects),
        (_, None) => Ok(true),
    }
}
