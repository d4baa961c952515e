//! KMS keys of tables.
//!
//! Source of truth: DynamoDB's developer guide, "Managing encrypted tables in DynamoDB", on customer
//! managed keys.

use burgeon_cloudformation::iam::Statement;
use burgeon_cloudformation::{Map, Value, map};

use crate::Settings;
use crate::settings::{Encryption, Tables};

/// DynamoDB's actions on a table's key, for callers of the table.
const ACTIONS: [&str; 6] = [
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
];

/// The table's property; absent for DynamoDB's own key.
pub fn specification(encryption: &Encryption) -> Option<Map> {
    let mut specification = map! { "SSEEnabled" => true, "SSEType" => "KMS" };
    match encryption {
        Encryption::AwsOwnedKey => return None,
        Encryption::AwsManagedKey => {}
        Encryption::KmsKey(arn) => specification.insert("KMSMasterKeyId", arn.as_str()),
    }
    Some(specification)
}

/// The ARN of the KMS key of a table.
pub fn key_of(settings: &Tables) -> Option<&str> {
    match &settings.encryption {
        Encryption::KmsKey(arn) => Some(arn),
        Encryption::AwsOwnedKey | Encryption::AwsManagedKey => None,
    }
}

/// The ARN of the KMS key of a model's table, created or existing.
pub fn key_of_model<'s>(model: &str, settings: &'s Settings) -> Option<&'s str> {
    match settings.existing_table_of(model) {
        Some(existing) => existing.kms_key.as_deref(),
        None => key_of(settings.table_of(model)),
    }
}

/// Allows the use of a table's key, through DynamoDB alone.
pub fn statement(key: &str) -> Statement {
    let region = key.split(':').nth(3).map(|region| format!("dynamodb.{region}.amazonaws.com"));
    Statement::allow(ACTIONS, [Value::from(key)]).when("StringEquals", "kms:ViaService", region)
}
