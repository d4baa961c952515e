//! The configuration of DynamoDB tables.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The configuration of DynamoDB tables.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Tables {
    /// The billing mode.
    pub billing: Billing,
    /// The view type of the table's stream; `null`: no stream.
    pub stream: Option<StreamView>,
    /// The most capacity that a table with `billing: onDemand` uses; absent: without a limit.
    pub on_demand_ceiling: Option<OnDemandCeiling>,
    /// The table class, which determines the prices of storage, reads and writes.
    pub table_class: TableClass,
    /// The key that the table is encrypted with.
    pub encryption: Encryption,
    /// Whether every second of the last 35 days can be restored.
    pub point_in_time_recovery: bool,
    /// Whether DynamoDB refuses to delete the table.
    pub deletion_protection: bool,
    /// Whether the table is deleted when its stack is deleted or the resource is replaced.
    pub on_delete: OnDelete,
    /// Tags of the table, in addition to those of all resources.
    pub tags: BTreeMap<String, String>,
    /// The account's quota of global secondary indexes per table.
    #[schemars(range(min = 1))]
    pub index_quota: usize,
}

impl Default for Tables {
    fn default() -> Self {
        Self {
            billing: Billing::OnDemand,
            stream: Some(StreamView::NewAndOldImages),
            on_demand_ceiling: None,
            table_class: TableClass::Standard,
            encryption: Encryption::AwsOwnedKey,
            point_in_time_recovery: false,
            deletion_protection: false,
            on_delete: OnDelete::Retain,
            tags: BTreeMap::new(),
            index_quota: 20,
        }
    }
}

/// An existing DynamoDB table: the stack refers to it and does not create one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExistingTable {
    /// Its name, if it is in the API's region and account, or else its ARN; `${env}` in it is replaced
    /// by the environment.
    pub name: String,
    /// The ARN of its stream, which `@searchable` follows; `${env}` in it is replaced by the environment.
    pub stream_arn: Option<String>,
    /// The ARN of the KMS key of your own that it is encrypted with, if it is.
    pub kms_key: Option<String>,
}

/// An ARN of a DynamoDB table, in its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableArn<'a> {
    /// The region.
    pub region: &'a str,
    /// The table's name.
    pub table: &'a str,
    /// The text after the name, without a slash before it.
    pub rest: Option<&'a str>,
}

impl<'a> TableArn<'a> {
    /// The parts of a text, if it is such an ARN.
    pub fn parse(text: &'a str) -> Option<Self> {
        let parts: Vec<&str> = text.splitn(6, ':').collect();
        let ["arn", _, "dynamodb", region, _, resource] = parts.as_slice() else { return None };
        let name = resource.strip_prefix("table/")?;
        let (table, rest) =
            name.split_once('/').map_or((name, None), |(table, rest)| (table, Some(rest)));
        Some(Self { region, table, rest })
    }
}

impl ExistingTable {
    /// Its ARN, if the settings have it.
    pub fn arn(&self) -> Option<TableArn<'_>> {
        TableArn::parse(&self.name)
    }

    /// Its name, also from its ARN.
    pub fn table_name(&self) -> &str {
        self.arn().map_or(self.name.as_str(), |arn| arn.table)
    }
}

/// The billing mode of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum Billing {
    /// By the request.
    OnDemand,
    /// By capacity units set aside, for the table and each of its indexes.
    Provisioned {
        /// Read capacity units.
        #[schemars(range(min = 1))]
        read: u32,
        /// Write capacity units.
        #[schemars(range(min = 1))]
        write: u32,
    },
}

/// The view type of a DynamoDB stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum StreamView {
    /// Keys only.
    KeysOnly,
    /// The item after the change.
    NewImage,
    /// The item before the change.
    OldImage,
    /// Both.
    NewAndOldImages,
}

/// The most capacity of a table with `billing: onDemand`, and of each of its indexes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct OnDemandCeiling {
    /// Read request units a second; absent: without a limit.
    #[schemars(range(min = 1))]
    pub read: Option<u32>,
    /// Write request units a second; absent: without a limit.
    #[schemars(range(min = 1))]
    pub write: Option<u32>,
}

/// The table class, which determines the prices of storage, reads and writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum TableClass {
    /// DynamoDB Standard.
    Standard,
    /// DynamoDB Standard-Infrequent Access: cheaper storage, dearer reads and writes.
    InfrequentAccess,
}

/// The key that a table is encrypted with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Encryption {
    /// DynamoDB's default key, at no charge.
    AwsOwnedKey,
    /// The account's `aws/dynamodb` KMS key.
    AwsManagedKey,
    /// A KMS key of the account, by its ARN; the key's policy must allow IAM policies of the account.
    KmsKey(String),
}

/// Whether a resource is deleted with its stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum OnDelete {
    /// It stays.
    Retain,
    /// It is deleted with its items.
    Delete,
}
