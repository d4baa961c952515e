//! Functions that state machines call by a name of the project's own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A Lambda function, named as it is deployed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FunctionSettings {
    /// Its name; `${env}` in it is the environment.
    pub name: String,
    /// Its region, if it is not the API's.
    pub region: Option<String>,
    /// The account that it belongs to, if it is not the API's: twelve digits, in quotes.
    pub account_id: Option<String>,
}
