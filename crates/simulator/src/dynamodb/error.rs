//! The errors of DynamoDB, and of AppSync's data source for it.

use serde_json::{Value as Json, json};

use super::attribute_value::{Item, item_to_json};
use super::invalid_value::InvalidValue;
use crate::data_source::DataSourceError;

/// Why a request to DynamoDB failed. Names are those of DynamoDB's API.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    /// The request does not fit the API, the table or its keys.
    #[error("{0}")]
    Validation(String),
    /// The request's condition does not hold for the item as it is.
    #[error("The conditional request failed")]
    ConditionalCheckFailed {
        /// The item that failed the condition, if there is one.
        current: Option<Item>,
    },
    /// The table does not exist.
    #[error("Requested resource not found: Table: {0} not found")]
    ResourceNotFound(String),
    /// A transaction failed; one reason for each of its items, in their order.
    #[error("Transaction cancelled, please refer cancellation reasons for specific reasons [{}]",
        .0.iter().map(CancellationReason::code).collect::<Vec<_>>().join(", "))]
    TransactionCanceled(Vec<CancellationReason>),
    /// AppSync rejects the request; DynamoDB does not receive it.
    #[error("{0}")]
    MappingTemplate(String),
}

/// The cancellation reason of one item of a transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct CancellationReason {
    /// The failure; none if this item was fine.
    pub error: Option<Error>,
    /// The current item, if the request has `returnValuesOnConditionCheckFailure`.
    pub item: Option<Item>,
}

impl CancellationReason {
    /// DynamoDB's code for the reason: `None`, `ConditionalCheckFailed`, `ValidationError`.
    pub fn code(&self) -> &'static str {
        match &self.error {
            None => "None",
            Some(Error::ConditionalCheckFailed { .. }) => "ConditionalCheckFailed",
            Some(_) => "ValidationError",
        }
    }

    fn to_json(&self) -> Json {
        json!({
            "type": self.code(),
            "message": self.error.as_ref().map(ToString::to_string),
            "item": self.item.as_ref().map(item_to_json),
        })
    }
}

impl Error {
    /// A `ValidationException`.
    pub fn validation(message: impl Into<String>) -> Self {
        Self::Validation(message.into())
    }

    /// The exception's name in DynamoDB's API.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Validation(_) => "ValidationException",
            Self::ConditionalCheckFailed { .. } => "ConditionalCheckFailedException",
            Self::ResourceNotFound(_) => "ResourceNotFoundException",
            Self::TransactionCanceled(_) => "TransactionCanceledException",
            Self::MappingTemplate(_) => "MappingTemplate",
        }
    }

    /// `$ctx.error.type` in the template that handles it. AppSync's client has no class for a
    /// validation exception, and reports the base class.
    fn error_type(&self) -> String {
        match self {
            Self::MappingTemplate(_) => "MappingTemplate".into(),
            Self::Validation(_) => "DynamoDB:DynamoDbException".into(),
            _ => format!("DynamoDB:{}", self.name()),
        }
    }
}

impl From<InvalidValue> for Error {
    fn from(reason: InvalidValue) -> Self {
        Self::Validation(reason.0)
    }
}

impl From<Error> for DataSourceError {
    fn from(error: Error) -> Self {
        let result = match &error {
            Error::ConditionalCheckFailed { current } => current.as_ref().map(item_to_json),
            Error::TransactionCanceled(reasons) => Some(json!({
                "keys": null,
                "cancellationReasons": reasons.iter().map(CancellationReason::to_json).collect::<Vec<_>>(),
            })),
            _ => None,
        };
        Self {
            message: error.to_string(),
            error_type: error.error_type(),
            result: result.unwrap_or(Json::Null),
        }
    }
}
