//! Functions that the schema and state machines call by a local name.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A Lambda function, by its deployed name, or by a parameter of the root stack: CloudFormation
/// names functions that are deployed with the API.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct FunctionSettings {
    /// Its name; `${env}` in it is the environment; absent: the root stack's parameter
    /// `<Key>FunctionArn` is its ARN.
    pub name: Option<String>,
    /// Its region, if it is not the API's.
    pub region: Option<String>,
    /// The account that it belongs to, if it is not the API's: twelve digits, in quotes.
    pub account_id: Option<String>,
}
