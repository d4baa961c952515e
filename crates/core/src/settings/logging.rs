//! Logging of AppSync.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The days that CloudWatch Logs can keep a log for.
///
/// Source of truth: `PutRetentionPolicy` in the CloudWatch Logs API reference.
pub(super) const RETENTION_DAYS: [u16; 22] = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
    3288, 3653,
];

/// AppSync's logs in CloudWatch Logs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Logging {
    /// Which fields' resolvers are logged.
    pub field_level: FieldLogLevel,
    /// Whether headers, context and evaluated templates are left out.
    pub exclude_verbose_content: bool,
    /// Days for which the log is kept.
    #[schemars(extend("enum" = RETENTION_DAYS))]
    pub retention_days: u16,
}

impl Default for Logging {
    fn default() -> Self {
        Self { field_level: FieldLogLevel::Error, exclude_verbose_content: true, retention_days: 7 }
    }
}

/// Which fields' resolvers AppSync logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum FieldLogLevel {
    /// None.
    None,
    /// Those that fail.
    Error,
    /// All.
    All,
}
