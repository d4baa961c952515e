//! The search engine of `@searchable`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::OnDelete;

/// The search engine of `@searchable`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Search {
    /// The kind of search engine.
    pub engine: SearchEngine,
    /// The OpenSearch domain of the API, for `engine: domain`.
    pub domain: SearchDomain,
    /// The collection of the API, for `engine: serverless`.
    pub serverless: SearchCollection,
    /// The existing domain, for `engine: existing`.
    pub existing: Option<ExistingDomain>,
    /// A prefix of the names of indexes, which allows several APIs to share a domain.
    pub index_prefix: Option<String>,
}

/// A kind of search engine.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum SearchEngine {
    /// The OpenSearch domain of the API.
    #[default]
    Domain,
    /// A collection of OpenSearch Serverless.
    Serverless,
    /// An existing OpenSearch domain.
    Existing,
    /// None: the queries are in the schema, and custom templates resolve them.
    None,
}

/// The OpenSearch domain of the API.
///
/// Source of truth: CloudFormation's resource reference, `AWS::OpenSearchService::Domain`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct SearchDomain {
    /// The version of OpenSearch.
    pub version: String,
    /// The type of its instances.
    pub instance_type: String,
    /// The number of instances.
    #[schemars(range(min = 1, max = 80))]
    pub instance_count: u32,
    /// The storage of each instance, in GiB.
    #[schemars(range(min = 10, max = 16384))]
    pub storage: u32,
    /// Whether what is stored is encrypted.
    pub encryption_at_rest: bool,
    /// Whether traffic between instances is encrypted.
    pub node_to_node_encryption: bool,
    /// Whether the domain is deleted with its stack. It holds copies of tables only.
    pub on_delete: OnDelete,
}

impl Default for SearchDomain {
    fn default() -> Self {
        Self {
            version: "2.19".to_owned(),
            instance_type: "t3.small.search".to_owned(),
            instance_count: 1,
            storage: 10,
            encryption_at_rest: true,
            node_to_node_encryption: true,
            on_delete: OnDelete::Delete,
        }
    }
}

/// The OpenSearch Serverless collection of the API.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct SearchCollection {
    /// Whether the collection has standby replicas.
    pub standby_replicas: bool,
    /// Whether the collection is deleted with its stack. It holds copies of tables only.
    pub on_delete: OnDelete,
}

impl Default for SearchCollection {
    fn default() -> Self {
        Self { standby_replicas: true, on_delete: OnDelete::Delete }
    }
}

/// An existing OpenSearch domain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExistingDomain {
    /// Its ARN: `arn:aws:es:…:domain/…`.
    pub arn: String,
    /// Its address: `https://….es.amazonaws.com`.
    pub endpoint: String,
}
