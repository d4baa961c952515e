//! The data source of the type `NONE`.

use serde_json::Value as Json;

use super::{DataSource, DataSourceError};

/// Answers each request with its `payload`.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoDataSource;

impl DataSource for NoDataSource {
    fn invoke(&self, request: &Json) -> Result<Json, DataSourceError> {
        match request {
            Json::Object(fields) => Ok(fields.get("payload").cloned().unwrap_or(Json::Null)),
            _ => Err(DataSourceError::mapping_template("the request is not a JSON object")),
        }
    }
}
