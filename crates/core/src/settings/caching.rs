//! The cache of resolvers' responses.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The seconds that AppSync caches a response at most.
///
/// Source of truth: CloudFormation's resource reference, `AWS::AppSync::ApiCache`.
pub(super) const MAX_TTL: u16 = 3600;

/// The cache of resolvers' responses.
///
/// A cached response is only returned to callers whose requests would have had the same response:
/// cache keys hold the identity wherever a resolver reads it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Caching {
    /// Which resolvers are cached.
    pub behavior: CachingBehavior,
    /// The size of the cache's instance.
    #[serde(default)]
    pub instance: CacheInstance,
    /// Seconds that a response is cached, unless `resolvers` has its own.
    #[schemars(range(min = 1, max = MAX_TTL))]
    pub ttl_seconds: u16,
    /// Whether cached responses are encrypted. It cannot be changed later.
    #[serde(default = "yes")]
    pub encryption_at_rest: bool,
    /// Whether connections to the cache are encrypted. It cannot be changed later.
    #[serde(default = "yes")]
    pub encryption_in_transit: bool,
    /// The cached resolvers of `perResolver`, by field: `Query.getTodo`. With `fullRequest`, resolvers
    /// that `ignore` something.
    #[serde(default)]
    pub resolvers: BTreeMap<String, ResolverCaching>,
}

fn yes() -> bool {
    true
}

/// Which resolvers are cached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum CachingBehavior {
    /// All. The keys are all arguments and the whole identity.
    FullRequest,
    /// Those that `resolvers` lists. The keys are all arguments, the parent object where the field
    /// has one, and the identity where the resolver reads it.
    PerResolver,
}

/// The size of the cache's instance.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CacheInstance {
    /// 1 vCPU, 1.5 GiB.
    #[default]
    Small,
    /// 2 vCPU, 3 GiB.
    Medium,
    /// 2 vCPU, 12.3 GiB.
    Large,
    /// 4 vCPU, 25.05 GiB.
    Xlarge,
    /// 8 vCPU, 50.47 GiB.
    #[serde(rename = "LARGE_2X")]
    Large2x,
    /// 16 vCPU, 101.38 GiB.
    #[serde(rename = "LARGE_4X")]
    Large4x,
    /// 32 vCPU, 203.26 GiB; not in all regions.
    #[serde(rename = "LARGE_8X")]
    Large8x,
    /// 48 vCPU, 317.77 GiB.
    #[serde(rename = "LARGE_12X")]
    Large12x,
}

impl CacheInstance {
    /// AppSync's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Small => "SMALL",
            Self::Medium => "MEDIUM",
            Self::Large => "LARGE",
            Self::Xlarge => "XLARGE",
            Self::Large2x => "LARGE_2X",
            Self::Large4x => "LARGE_4X",
            Self::Large8x => "LARGE_8X",
            Self::Large12x => "LARGE_12X",
        }
    }
}

/// The caching of one resolver.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ResolverCaching {
    /// Seconds that a response is cached; absent: as the cache's.
    #[schemars(range(min = 1, max = MAX_TTL))]
    pub ttl_seconds: Option<u16>,
    /// Parts of the request that the response does not depend on. They are not part of the key;
    /// without this, a resolver that reads them cannot be cached.
    pub ignore: Vec<IgnoredInput>,
}

/// An input of a resolver that cannot be part of a cache key.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum IgnoredInput {
    /// The headers and the domain name of the request: `$ctx.request`.
    Request,
    /// The selected fields and the operation's variables: `$ctx.info`.
    Info,
}

impl IgnoredInput {
    /// Its entry of `$ctx`.
    pub fn entry(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Info => "info",
        }
    }
}
