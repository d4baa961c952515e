//! Errors of templates, before and during an evaluation.

use std::fmt;

use burgeon_diagnostics::{Position, RenderedDiagnostic};
use serde::Serialize;
use serde_json::Value as Json;

/// The errors of a template that does not parse.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}", .0.first().map_or("invalid template", |found| found.message.as_str()))]
pub struct ParseError(pub Vec<RenderedDiagnostic>);

/// Why an evaluation failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ErrorCode {
    /// The template called `$util.error` or its like.
    Raised,
    /// The template called `$util.unauthorized()`.
    Unauthorized,
    /// A method or utility received an invalid argument.
    Exception,
    /// One of the environment's [`Limits`](crate::Limits) was reached.
    Limit,
}

/// The error that ended an evaluation, or an error of `$util.appendError`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EvaluationError {
    /// Which kind of failure.
    #[serde(skip)]
    pub code: ErrorCode,
    /// The message, from the template if it raised the error.
    pub message: String,
    /// The template's error type (`errorType` in a GraphQL response).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_type: Option<String>,
    /// The template's `data`, or null.
    #[serde(skip_serializing_if = "Json::is_null")]
    pub data: Json,
    /// The template's `errorInfo`, or null.
    #[serde(skip_serializing_if = "Json::is_null")]
    pub error_info: Json,
    /// The position of the failing reference or directive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<Position>,
    /// The bytes of the failing reference or directive in the template.
    #[serde(skip)]
    pub span: Option<(usize, usize)>,
}

impl EvaluationError {
    /// An error of the kind `code` with neither type nor data; the evaluator adds the location.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            error_type: None,
            data: Json::Null,
            error_info: Json::Null,
            location: None,
            span: None,
        }
    }
}

impl fmt::Display for EvaluationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for EvaluationError {}
