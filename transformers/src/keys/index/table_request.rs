//! The request that a query of an index makes of a table.

use burgeon_core::api::{Index, Model};
use burgeon_core::resolver::Action;
use burgeon_core::steps::dynamodb::{DEFAULT_LIMIT, KeyCondition, Query, Request};

/// The objects of a partition of the index.
pub(super) fn query(model: &Model, index: &Index, condition: KeyCondition) -> Action {
    let index = Some(index.name.clone());
    let query = Query { index, condition, default_limit: DEFAULT_LIMIT };
    Action::table(model.name.clone(), Request::Query(query))
}
