//! Requests to a DynamoDB table.
//!
//! Source of truth: AppSync's developer guide, "Resolver mapping template reference for DynamoDB".

mod condition;
mod defaults;
mod delete_item;
mod exchange;
mod get_item;
mod put_item;
mod scan;
mod update_item;

pub use condition::Condition;
pub use defaults::{DefaultField, DefaultValue, Defaults};
pub use delete_item::DeleteItem;
pub use exchange::Exchange;
pub use get_item::GetItem;
pub use put_item::PutItem;
pub use scan::Scan;
pub use update_item::UpdateItem;

use crate::Name;
use crate::api::DataSource;
use crate::resolver::MappingTemplate;

/// A request to a model's table.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The model.
    pub model: Name,
    /// What is asked.
    pub request: Request,
}

/// What a table is asked.
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
}

impl Operation {
    /// The data source that it goes to.
    pub fn data_source(&self) -> DataSource {
        DataSource::Table(self.model.clone())
    }

    /// The request template.
    pub fn request(&self) -> MappingTemplate {
        match &self.request {
            Request::GetItem(get) => super::request(get),
            Request::PutItem(put) => super::request(put),
            Request::UpdateItem(update) => super::request(update),
            Request::DeleteItem(delete) => super::request(delete),
            Request::Scan(scan) => super::request(scan),
        }
    }

    /// The response template: the error, if there is one, or the result.
    pub fn response(&self) -> MappingTemplate {
        MappingTemplate {
            statements: include_str!("error.vtl").to_owned(),
            output: "$util.toJson($ctx.result)\n".to_owned(),
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
        }
    }
}
