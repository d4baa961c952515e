//! Patches of single resources.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

/// A patch of one resource of the stacks: the last resort where no setting exists.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ResourceOverride {
    /// Properties as in CloudFormation. They are merged into those of the resource: maps key by
    /// key, while lists and scalars replace, and `null` removes a property.
    pub properties: Map<String, Json>,
}
