//! Requests to a DynamoDB table.
//!
//! Source of truth: AppSync's developer guide, "Resolver mapping template reference for DynamoDB".

mod condition;
mod defaults;
mod delete_item;
mod derived_attribute;
mod get_item;
mod index_keys;
mod list;
mod put_item;
mod query;
mod query_one;
mod renaming;
mod request_pair;
mod scan;
mod sync;
mod update_item;

pub use crate::steps::keys::{
    Direction, KeyCondition, KeyValue, Root, SortArgument, SortCondition,
};
pub use condition::Condition;
pub use defaults::Defaults;
pub use delete_item::DeleteItem;
pub use derived_attribute::DerivedAttribute;
pub use get_item::GetItem;
pub use index_keys::{Composite, IndexKeys};
pub use list::List;
pub use put_item::PutItem;
pub use query::Query;
pub use query_one::QueryOne;
pub use request_pair::RequestPair;
pub use scan::{DEFAULT_LIMIT, Scan};
pub use sync::Sync;
pub use update_item::UpdateItem;

use crate::Name;
use crate::mapping_template::MappingTemplate;
use crate::steps::guard::{ConflictPayload, RestrictedFields};
use crate::stored::Stored;

/// A request to a model's table.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The model.
    pub model: Name,
    /// The request.
    pub request: Request,
    /// The part of the current item in the error of a rejected write; absent: none.
    pub conflict_payload: Option<ConflictPayload>,
    /// Fields that some readers of the model may not use in filters.
    pub restricted_fields: Vec<RestrictedFields>,
}

/// A request to a table.
#[derive(Debug, Clone)]
pub enum Request {
    /// One item by its key.
    GetItem(GetItem),
    /// A new item.
    PutItem(PutItem),
    /// A change of an item that exists.
    UpdateItem(UpdateItem),
    /// The end of an item.
    DeleteItem(DeleteItem),
    /// A page of all items.
    Scan(Scan),
    /// A page of the items of a partition.
    Query(Query),
    /// The first item of a partition.
    QueryOne(QueryOne),
    /// A page of a partition's items, or of all.
    List(List),
    /// A page of what changed.
    Sync(Sync),
}

impl Operation {
    /// The request template, for a model that is stored like this.
    pub fn request(&self, stored: &Stored) -> MappingTemplate {
        let mut template = self.plain_request();
        template.statements.insert_str(0, &renaming::of_arguments(&self.request, stored));
        template
    }

    fn plain_request(&self) -> MappingTemplate {
        match &self.request {
            Request::GetItem(get) => super::request(get),
            Request::PutItem(put) => super::request(put),
            Request::UpdateItem(update) => super::request(update),
            Request::DeleteItem(delete) => super::request(delete),
            Request::Scan(scan) => super::request(scan),
            Request::Query(query) => super::request(query),
            Request::QueryOne(query) => super::request(query),
            Request::List(list) => super::request(list),
            Request::Sync(sync) => super::request(sync),
        }
    }

    /// The response template, for a model that is stored like this: the error, if there is one,
    /// or the result.
    pub fn response(&self, stored: &Stored) -> MappingTemplate {
        let renaming = renaming::of_result(&self.model, &self.request, stored);
        let raise = super::RAISE_ERROR;
        let mut template = match &self.request {
            Request::QueryOne(query) => query.response(),
            _ => super::response(raise, "$util.toJson($ctx.result)\n"),
        };
        match &self.conflict_payload {
            // The payload of a conflict has the names of the API as well.
            Some(conflict_payload) => {
                template.statements = renaming + &conflict_payload.statements() + raise
            }
            None => template.statements.push_str(&renaming),
        }
        template
    }

    /// Adds an attribute to a write of an item. Other requests do not change.
    pub fn derive_attribute(&mut self, derived: &DerivedAttribute) {
        match &mut self.request {
            Request::PutItem(put) => put.derived.push(derived.clone()),
            Request::UpdateItem(update) => update.derived.push(derived.clone()),
            _ => {}
        }
    }

    /// Whether it changes the version of an item, which can cause conflicts.
    pub fn is_versioned_write(&self) -> bool {
        match &self.request {
            Request::PutItem(put) => put.versioned,
            Request::UpdateItem(update) => update.versioned,
            Request::DeleteItem(delete) => delete.versioned,
            _ => false,
        }
    }

    /// The index to query; absent: the table itself.
    pub fn index(&self) -> Option<&str> {
        match &self.request {
            Request::Query(query) => query.index.as_deref(),
            Request::QueryOne(query) => query.index.as_deref(),
            Request::List(list) => list.index.as_deref(),
            _ => None,
        }
    }

    /// The IAM actions that the request needs, on the table and on its indexes.
    ///
    /// Source of truth: DynamoDB's developer guide, "DynamoDB API permissions".
    pub fn actions(&self) -> &'static [&'static str] {
        match &self.request {
            Request::GetItem(_) => &["dynamodb:GetItem"],
            Request::PutItem(_) => &["dynamodb:PutItem"],
            Request::UpdateItem(_) => &["dynamodb:UpdateItem"],
            Request::DeleteItem(_) => &["dynamodb:DeleteItem"],
            Request::Scan(_) => &["dynamodb:Scan"],
            Request::Query(_) | Request::QueryOne(_) => &["dynamodb:Query"],
            Request::List(_) => &["dynamodb:Query", "dynamodb:Scan"],
            // A versioned data source needs the same permissions for every request.
            Request::Sync(_) => &[],
        }
    }
}
