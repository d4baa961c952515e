//! The authorization modes of the API.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::appsync::AuthorizationMode;

/// The API's authorization modes and what each needs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Auth {
    /// The mode of fields and types without a directive for another mode.
    pub default: AuthorizationMode,
    /// Further modes.
    pub additional: Vec<AuthorizationMode>,
    /// Opens every model without rules to the API key, for development.
    pub sandbox: bool,
    /// Settings of the API key.
    pub api_key: ApiKey,
    /// The Cognito user pool.
    pub user_pools: Option<UserPools>,
    /// The roles of IAM callers.
    pub iam: Iam,
    /// The OpenID Connect provider.
    pub oidc: Option<Oidc>,
    /// The Lambda authorizer.
    pub function: Option<AuthorizerFunction>,
}

impl Auth {
    /// Whether callers may use this mode at all.
    pub fn offers(&self, mode: AuthorizationMode) -> bool {
        self.default == mode || self.additional.contains(&mode)
    }
}

/// Settings of the API key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ApiKey {
    /// Days from deployment until the key expires, 1 to 365.
    #[schemars(range(min = 1, max = 365))]
    pub expires_in_days: u16,
}

impl Default for ApiKey {
    fn default() -> Self {
        Self { expires_in_days: 7 }
    }
}

/// The Cognito user pool that signs callers in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UserPools {
    /// The pool's id, `<region>_<id>`.
    pub user_pool_id: String,
}

/// The roles of callers who sign with IAM.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Iam {
    /// The name of the role of signed-in users of the identity pool, which exists already.
    pub authenticated_role: Option<String>,
    /// The name of the role of guests of the identity pool, which exists already.
    pub unauthenticated_role: Option<String>,
    /// Whether the stack gives the two roles the IAM policies that they need: to call the fields
    /// that rules let them call, and no others.
    pub role_policies: bool,
    /// The identity pool; all its signed-in identities then count as signed in, with any role.
    pub identity_pool_id: Option<String>,
    /// Allows every IAM identity of the account that is not of the identity pool.
    pub allow_all_identities: bool,
}

impl Default for Iam {
    fn default() -> Self {
        Self {
            authenticated_role: None,
            unauthenticated_role: None,
            role_policies: true,
            identity_pool_id: None,
            allow_all_identities: false,
        }
    }
}

/// The OpenID Connect provider.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Oidc {
    /// The issuer's address, exactly as in the tokens.
    pub issuer: String,
    /// The client that tokens must be meant for; a regular expression.
    #[serde(default)]
    pub client_id: Option<String>,
}

/// The Lambda function that authorizes callers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AuthorizerFunction {
    /// The function's name.
    pub name: String,
    /// Seconds for which an answer is kept, 0 to 3,600.
    #[serde(default)]
    #[schemars(range(max = 3600))]
    pub ttl_seconds: Option<u16>,
}
