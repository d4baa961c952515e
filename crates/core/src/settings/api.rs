//! The API itself.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The greatest `queryDepthLimit`.
///
/// Source of truth: CloudFormation's resource reference, `AWS::AppSync::GraphQLApi`.
pub(super) const MAX_QUERY_DEPTH: u16 = 75;

/// The greatest `resolverCountLimit`.
pub(super) const MAX_RESOLVER_COUNT: u16 = 10_000;

/// The API itself: limits of requests, its domain, its firewall.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ApiSettings {
    /// Whether clients can query the schema itself (`__schema`, `__type`).
    pub introspection: bool,
    /// The maximal nesting of an operation's fields; absent: without a limit.
    #[schemars(range(min = 1, max = MAX_QUERY_DEPTH))]
    pub query_depth_limit: Option<u16>,
    /// The maximal number of resolvers of an operation; absent: AppSync's limit of 10,000.
    #[schemars(range(min = 1, max = MAX_RESOLVER_COUNT))]
    pub resolver_count_limit: Option<u16>,
    /// Environment variables of resolvers: `$ctx.env.NAME` in a template.
    pub environment_variables: BTreeMap<String, String>,
    /// A custom domain name of the API; absent: only AppSync's.
    pub domain: Option<CustomDomain>,
    /// The ARN of the WAF web ACL that filters requests to the API; absent: none.
    pub web_acl: Option<String>,
}

impl Default for ApiSettings {
    fn default() -> Self {
        Self {
            introspection: true,
            query_depth_limit: None,
            resolver_count_limit: None,
            environment_variables: BTreeMap::new(),
            domain: None,
            web_acl: None,
        }
    }
}

/// A custom domain name of the API.
///
/// A DNS record of the domain must point at the output `GraphQLApiDomainTarget` of the root stack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CustomDomain {
    /// The domain name: `api.example.com`.
    pub name: String,
    /// The ARN of its ACM certificate, which is in the region us-east-1.
    pub certificate: String,
}
