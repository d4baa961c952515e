//! The arguments of a rule.

use burgeon_core::arguments::OneOrMany;
use serde::Deserialize;

/// A rule as it is written in the schema; `null` counts as absent.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Arguments {
    pub(super) allow: Strategy,
    pub(super) provider: Option<Provider>,
    pub(super) identity_claim: Option<String>,
    pub(super) group_claim: Option<String>,
    pub(super) owner_field: Option<String>,
    pub(super) groups_field: Option<String>,
    pub(super) groups: Option<OneOrMany<Option<String>>>,
    pub(super) operations: Option<OneOrMany<Option<RuleOperation>>>,
}

/// The kind of callers that a rule allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Strategy {
    Owner,
    Groups,
    Private,
    Public,
    Custom,
}

/// The authentication provider of callers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Provider {
    ApiKey,
    Iam,
    IdentityPool,
    Oidc,
    UserPools,
    Function,
}

/// An operation that a rule allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum RuleOperation {
    Create,
    Update,
    Delete,
    Read,
    List,
    Get,
    Sync,
    Listen,
    Search,
}
