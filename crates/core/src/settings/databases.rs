//! Relational databases, as the API reaches them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::relational::Dialect;

/// A database of an Amazon Aurora cluster, which is used through the cluster's Data API.
///
/// Each of `cluster`, `secret` and `name` that is absent is a parameter of the root stack.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct DatabaseSettings {
    /// The SQL dialect. `storage` sets it for databases that hold models.
    pub engine: Option<Dialect>,
    /// The ARN of the cluster; `${env}` in it is replaced by the environment.
    pub cluster: Option<String>,
    /// The ARN of the secret with the user and the password; `${env}` in it is replaced by the
    /// environment.
    pub secret: Option<String>,
    /// The database's name in the cluster; `${env}` in it is replaced by the environment.
    pub name: Option<String>,
    /// The schema in the database that holds the tables; absent: the user's default.
    pub schema: Option<String>,
    /// Statements of SQL that `@sql(reference: "…")` names.
    pub statements: BTreeMap<String, String>,
}
