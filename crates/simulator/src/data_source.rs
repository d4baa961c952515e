//! Data sources: what answers the requests that resolvers make.

mod fake;
mod http;
mod none;
mod program;
mod sql;

use serde_json::Value as Json;

pub use fake::Fake;
pub use http::HttpService;
pub use none::NoDataSource;
pub use program::Program;
pub use sql::{Sql, SqlDatabase};

/// The data source of a resolver's requests.
pub trait DataSource {
    /// Answers a request, which is what the request template rendered, parsed.
    ///
    /// # Errors
    /// The data source, or AppSync on its behalf, refuses or fails.
    fn invoke(&self, request: &Json) -> Result<Json, DataSourceError>;

    /// Answers a batch of requests of one operation, in their order.
    fn invoke_batch(&self, requests: &[Json]) -> Vec<Result<Json, DataSourceError>> {
        requests.iter().map(|request| self.invoke(request)).collect()
    }
}

/// AppSync's error type for errors of templates and requests.
const MAPPING_TEMPLATE: &str = "MappingTemplate";

/// Why a data source did not answer.
#[derive(Debug, Clone, PartialEq)]
pub struct DataSourceError {
    /// `$ctx.error.message` in the response template.
    pub message: String,
    /// `$ctx.error.type` in the response template.
    pub error_type: String,
    /// `$ctx.result` in the response template, in addition to the error.
    pub result: Json,
}

impl DataSourceError {
    /// The failure of a data source that was reached, such as a Lambda function that raised.
    pub fn new(error_type: &str, message: &str) -> Self {
        Self { message: message.to_owned(), error_type: error_type.to_owned(), result: Json::Null }
    }

    /// AppSync can make nothing of the request.
    pub fn mapping_template(message: &str) -> Self {
        Self::new(MAPPING_TEMPLATE, message)
    }

    /// Whether AppSync could make nothing of the request: the field then fails, and no response
    /// template is run.
    pub fn is_fatal(&self) -> bool {
        self.error_type == MAPPING_TEMPLATE
    }
}
