//! The outcome of a call.

use appsync_vtl::{ErrorCode, EvaluationError, ExtensionCall};
use serde_json::{Value as Json, json};

use crate::data_source::DataSourceError;

/// The outcome of a call: the result of the field, and the requests.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outcome {
    /// The field's value; null if the resolver failed.
    pub result: Json,
    /// The error that ended the resolver.
    pub error: Option<FieldError>,
    /// The errors of `$util.appendError`.
    pub out_errors: Vec<FieldError>,
    /// The requests to data sources, in their order.
    pub requests: Vec<RecordedRequest>,
    /// `$ctx.stash` as the resolver left it.
    pub stash: Json,
    /// The `$extensions` that were called.
    pub extensions: Vec<ExtensionCall>,
    /// The lines of `$util.log`.
    pub logs: Vec<String>,
}

/// A request to a data source.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordedRequest {
    /// The data source's name.
    pub data_source: String,
    /// The function that made the request; none in a unit resolver.
    pub function: Option<String>,
    /// The output of the request template, parsed.
    pub request: Json,
}

/// An entry of `errors` in a GraphQL response.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldError {
    /// The message.
    pub message: String,
    /// `errorType`.
    pub error_type: Option<String>,
    /// The data that the client receives in addition to the error.
    pub data: Json,
    /// `errorInfo`.
    pub error_info: Json,
}

impl Outcome {
    /// All errors of the response, those appended first.
    pub fn errors(&self) -> impl Iterator<Item = &FieldError> {
        self.out_errors.iter().chain(&self.error)
    }

    /// The field's value, if there was no error of any kind.
    ///
    /// # Errors
    /// The errors.
    pub fn ok(self) -> Result<Json, Vec<FieldError>> {
        if self.errors().next().is_none() {
            Ok(self.result)
        } else {
            Err(self.errors().cloned().collect())
        }
    }

    /// The `errorType` that ended the resolver.
    pub fn error_type(&self) -> Option<&str> {
        self.error.as_ref()?.error_type.as_deref()
    }

    /// Whether the caller was turned away.
    pub fn is_unauthorized(&self) -> bool {
        self.error_type() == Some("Unauthorized")
    }

    /// The DynamoDB requests of one operation: `PutItem`, `Query`, ….
    pub fn requests_of(&self, operation: &str) -> Vec<&Json> {
        self.requests
            .iter()
            .map(|recorded| &recorded.request)
            .filter(|request| request.get("operation").is_some_and(|o| o == operation))
            .collect()
    }

    /// The filter of a subscription, if the resolver set one.
    pub fn subscription_filter(&self) -> Option<&Json> {
        self.extension("setSubscriptionFilter")
    }

    /// The filter by which a subscription is ended, if the resolver set one.
    pub fn subscription_invalidation_filter(&self) -> Option<&Json> {
        self.extension("setSubscriptionInvalidationFilter")
    }

    fn extension(&self, name: &str) -> Option<&Json> {
        let call = self.extensions.iter().rev().find(|call| call.name == name)?;
        call.arguments.first()
    }
}

impl FieldError {
    pub(crate) fn mapping_template(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            error_type: Some("MappingTemplate".into()),
            data: Json::Null,
            error_info: Json::Null,
        }
    }

    /// The error that a template raised or failed with.
    pub(crate) fn raised(error: EvaluationError) -> Self {
        let default_type = match error.code {
            ErrorCode::Raised => None,
            ErrorCode::Unauthorized => Some("Unauthorized"),
            ErrorCode::Exception | ErrorCode::Limit => Some("MappingTemplate"),
        };
        Self {
            message: error.message,
            error_type: error.error_type.or_else(|| default_type.map(str::to_owned)),
            data: error.data,
            error_info: error.error_info,
        }
    }

    /// The error as in `$ctx.outErrors`.
    pub(crate) fn to_json(&self) -> Json {
        json!({
            "message": self.message,
            "errorType": self.error_type,
            "data": self.data,
            "errorInfo": self.error_info,
        })
    }
}

impl From<DataSourceError> for FieldError {
    fn from(error: DataSourceError) -> Self {
        Self {
            message: error.message,
            error_type: Some(error.error_type),
            data: error.result,
            error_info: Json::Null,
        }
    }
}
