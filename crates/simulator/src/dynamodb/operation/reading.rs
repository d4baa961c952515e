//! The common parts of `Query`, `Scan` and `Sync`: start keys, and results.

use serde::Deserialize;

use super::request::{ExpressionBlock, ProjectionBlock};
use crate::dynamodb::error::Error;
use crate::dynamodb::expression::{Condition, Path, Placeholders, Projection};
use crate::dynamodb::index::{IndexKind, IndexProjection};
use crate::dynamodb::page::{PageRequest, decode};
use crate::dynamodb::position::Position;
use crate::dynamodb::view::View;

/// The attributes that a read returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Select {
    /// All of the item's.
    #[serde(rename = "ALL_ATTRIBUTES")]
    All,
    /// All attributes of the index.
    #[serde(rename = "ALL_PROJECTED_ATTRIBUTES")]
    Held,
    /// The attributes of the projection.
    #[serde(rename = "SPECIFIC_ATTRIBUTES")]
    Specific,
}

/// The filter and the projection of a read.
#[derive(Debug)]
pub struct Reading {
    filter: Option<Condition>,
    projection: Option<Projection>,
    fetch_all: bool,
}

impl Reading {
    /// Parses the expressions. All placeholders of the request must be used after that, so every other
    /// expression of the request must be parsed before.
    ///
    /// # Errors
    /// The expressions are invalid, or do not fit the table or index.
    pub fn parse(
        view: &View<'_>,
        placeholders: &Placeholders,
        filter: Option<&ExpressionBlock>,
        projection: Option<&ProjectionBlock>,
        select: Option<Select>,
    ) -> Result<Self, Error> {
        let parse = |block: &ExpressionBlock| {
            Condition::parse("FilterExpression", &block.expression, placeholders)
        };
        let filter = filter.map(parse).transpose()?;
        let projection = projection.map(|block| block.parse(placeholders)).transpose()?;
        placeholders.check_all_used()?;
        let fetch_all = fetch_all(select, view, projection.is_some())?;
        let filtered = filter.as_ref().map(Condition::paths).unwrap_or_default();
        let projected = projection.as_ref().map(Projection::paths).unwrap_or_default();
        view.check_paths(filtered.iter().copied().chain(projected))?;
        check_held(view, "filter", filtered)?;
        if view.is_global_index() {
            check_held(view, "projected", projected.iter().collect())?;
        }
        Ok(Self { filter, projection, fetch_all })
    }

    /// Checks that a query's filter does not contain key attributes.
    ///
    /// # Errors
    /// Returns a validation error for a filter on the key.
    pub fn check_no_key(&self, view: &View<'_>) -> Result<(), Error> {
        let Some(filter) = &self.filter else {
            return Ok(());
        };
        match filter.paths().iter().find(|path| view.key().contains(&path.attribute)) {
            None => Ok(()),
            Some(path) => Err(Error::validation(format!(
                "Filter Expression can only contain non-primary key attributes: Primary key attribute: {}",
                path.attribute
            ))),
        }
    }

    /// A page of at most `limit` items.
    ///
    /// # Errors
    /// The limit is not positive.
    pub fn page(&self, limit: Option<i64>) -> Result<PageRequest<'_>, Error> {
        let limit = match limit.map(usize::try_from) {
            None => None,
            Some(Ok(limit)) if limit > 0 => Some(limit),
            Some(_) => {
                return Err(Error::validation(
                    "1 validation error detected: Value at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
                ));
            }
        };
        Ok(PageRequest {
            limit,
            fetch_all: self.fetch_all,
            filter: self.filter.as_ref(),
            projection: self.projection.as_ref(),
        })
    }
}

/// A description of the read, which distinguishes one `nextToken` from another.
pub fn source(table: &str, index: Option<&str>) -> String {
    format!("{table}/{}", index.unwrap_or_default())
}

/// The start key of a read with a `nextToken`.
///
/// # Errors
/// The token belongs to another request.
pub fn start(
    view: &View<'_>,
    source: &str,
    token: Option<&str>,
) -> Result<Option<Position>, Error> {
    token.map(|token| view.position(&decode(source, token)?)).transpose()
}

/// Rejects consistent reads of global secondary indexes.
///
/// # Errors
/// Returns a validation error for a consistent read on a global secondary index.
pub fn check_consistency(view: &View<'_>, consistent: bool) -> Result<(), Error> {
    if consistent && view.is_global_index() {
        return Err(Error::validation(
            "Consistent reads are not supported on global secondary indexes",
        ));
    }
    Ok(())
}

fn check_held(view: &View<'_>, what: &str, paths: Vec<&Path>) -> Result<(), Error> {
    let absent: Vec<&str> = paths
        .into_iter()
        .map(|path| path.attribute.as_str())
        .filter(|attribute| !view.holds(attribute))
        .collect();
    if absent.is_empty() {
        return Ok(());
    }
    Err(Error::validation(format!(
        "One or more parameter values were invalid: Secondary index does not project one or more {what} attributes: [{}]",
        absent.join(", ")
    )))
}

/// Whether an index fetches what it does not hold from its table.
fn fetch_all(select: Option<Select>, view: &View<'_>, projects: bool) -> Result<bool, Error> {
    let refuse = |why: &str| Err(Error::validation(why));
    match (select, view.index()) {
        (Some(Select::Held), None) => {
            refuse("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName")
        }
        (Some(Select::Specific), _) if !projects => refuse(
            "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
        ),
        (Some(Select::All | Select::Held), _) if projects => {
            refuse("Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES")
        }
        (Some(Select::All), Some(index))
            if index.kind == IndexKind::Global && index.projection != IndexProjection::All =>
        {
            refuse(
                "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index because its projection type is not ALL",
            )
        }
        (Some(Select::All), _) => Ok(true),
        // A local index fetches attributes that it does not project; a global one never does.
        (_, Some(index)) => Ok(index.kind == IndexKind::Local && projects),
        (_, None) => Ok(true),
    }
}
