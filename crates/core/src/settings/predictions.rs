//! Settings of `@predictions`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Settings of `@predictions`; absent: the root stack has a parameter with the bucket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Predictions {
    /// The S3 bucket with the pictures, below `public/`; `${env}` in it is the environment, and `-${env}`
    /// nothing where there is none.
    pub bucket: String,
}
