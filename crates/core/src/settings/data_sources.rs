//! Data sources for custom templates.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ExistingDomain;

/// A data source for custom templates. It is of one kind: exactly one of the sections other than
/// `permissions` is present.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct DataSourceSettings {
    /// An existing DynamoDB table.
    pub dynamodb: Option<TableSource>,
    /// A Lambda function.
    pub function: Option<FunctionSource>,
    /// A web service.
    pub http: Option<HttpSource>,
    /// An existing OpenSearch domain.
    pub open_search: Option<ExistingDomain>,
    /// A bus of EventBridge.
    pub event_bridge: Option<EventBusSource>,
    /// Permissions of the data source's role, in addition to those read from the templates.
    pub permissions: Vec<PermissionSettings>,
}

/// An existing DynamoDB table.
///
/// The permissions of its role are read from `operation` and `index` of the templates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TableSource {
    /// Its name; `${env}` in it is the environment.
    pub table: String,
    /// Its region, if it is not the API's.
    pub region: Option<String>,
}

/// A Lambda function, named as it is deployed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FunctionSource {
    /// Its name; `${env}` in it is the environment.
    pub name: String,
    /// Its region, if it is not the API's.
    pub region: Option<String>,
    /// The account that it belongs to, if it is not the API's: twelve digits, in quotes.
    pub account_id: Option<String>,
    /// The maximal batch size of templates with `BatchInvoke`.
    #[schemars(range(min = 1, max = 2000))]
    pub max_batch_size: Option<u16>,
}

/// A web service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HttpSource {
    /// Its address, without a path: `https://api.example.com`; `${env}` in it is the environment,
    /// `${aws_region}` the region.
    pub endpoint: String,
    /// The signing of requests, which AWS services require; absent: unsigned.
    pub signing: Option<Signing>,
}

/// The signing of requests to an AWS service. `permissions` lists the allowed actions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Signing {
    /// The service, as signatures name it: `states`, `execute-api`.
    pub service: String,
    /// Its region, if it is not the API's.
    pub region: Option<String>,
}

/// A bus of EventBridge.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EventBusSource {
    /// Its name, or its ARN if it is in another region or account; `${env}` in it is the
    /// environment.
    pub bus: String,
}

/// The permissions of a role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PermissionSettings {
    /// IAM actions, without wildcards.
    pub actions: Vec<String>,
    /// The ARNs of what they may be done to; `${env}` in them is the environment.
    pub resources: Vec<String>,
}

/// A kind of data source, with what is particular to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DataSourceKind<'a> {
    /// A DynamoDB table.
    Dynamodb(&'a TableSource),
    /// A Lambda function.
    Function(&'a FunctionSource),
    /// A web service.
    Http(&'a HttpSource),
    /// An OpenSearch domain.
    OpenSearch(&'a ExistingDomain),
    /// A bus of EventBridge.
    EventBridge(&'a EventBusSource),
}

impl DataSourceSettings {
    /// Its kinds: exactly one in valid settings.
    pub fn kinds(&self) -> impl Iterator<Item = DataSourceKind<'_>> {
        let kinds = [
            self.dynamodb.as_ref().map(DataSourceKind::Dynamodb),
            self.function.as_ref().map(DataSourceKind::Function),
            self.http.as_ref().map(DataSourceKind::Http),
            self.open_search.as_ref().map(DataSourceKind::OpenSearch),
            self.event_bridge.as_ref().map(DataSourceKind::EventBridge),
        ];
        kinds.into_iter().flatten()
    }
}

impl DataSourceKind<'_> {
    /// Its type in AppSync.
    ///
    /// Source of truth: AppSync's API reference, `DataSource.type`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Dynamodb(_) => "AMAZON_DYNAMODB",
            Self::Function(_) => "AWS_LAMBDA",
            Self::Http(_) => "HTTP",
            Self::OpenSearch(_) => "AMAZON_OPENSEARCH_SERVICE",
            Self::EventBridge(_) => "AMAZON_EVENTBRIDGE",
        }
    }
}
