//! The table that keeps what changed, for offline clients, and what refers to it.
//!
//! Source of truth: AppSync's developer guide, "Configuring versioned data sources".

use burgeon_cloudformation::iam::Statement;
use burgeon_cloudformation::{LogicalId, Map, Resource, Retention, Value, map};
use burgeon_core::infrastructure::{ModelTable, kms};
use burgeon_core::settings::{ConflictDetection, ConflictHandler, ConflictResolution, Tables};

/// The table's name in the manifest, and its logical id in the root stack. A nested stack knows it
/// as a parameter of this name.
pub(crate) const NAME: &str = "DataStore";

/// The attributes of its key: the item's table and key, then its version.
pub(crate) const KEY: [&str; 2] = ["ds_pk", "ds_sk"];

/// Minutes that removed items stay in the table itself: 30 days.
const BASE_MINUTES: i64 = 43_200;

/// Minutes that changes are kept.
const DELTA_MINUTES: i64 = 30;

/// AppSync's actions on both tables of a versioned data source.
const ACTIONS: [&str; 6] = [
    "dynamodb:DeleteItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:Scan",
    "dynamodb:UpdateItem",
];

/// The logical id of the table, and of the parameter with its name.
pub(super) fn id() -> LogicalId {
    LogicalId::from_name(NAME)
}

/// The table. Its content can be derived from the other tables, and it is deleted with its stack.
pub(super) fn table(settings: &Tables) -> Resource {
    let attribute =
        |name: &str| Value::from(map! { "AttributeName" => name, "AttributeType" => "S" });
    let key = |(name, role): (&str, &str)| {
        Value::from(map! { "AttributeName" => name, "KeyType" => role })
    };
    Resource::new("AWS::DynamoDB::Table")
        .retention(Retention::Delete)
        .property("AttributeDefinitions", Value::List(KEY.map(attribute).to_vec()))
        .property(
            "KeySchema",
            Value::List(KEY.into_iter().zip(["HASH", "RANGE"]).map(key).collect()),
        )
        .property("BillingMode", "PAY_PER_REQUEST")
        .optional(
            "SSESpecification",
            kms::key_of(settings).and_then(|_| kms::specification(&settings.encryption)),
        )
        .property("TimeToLiveSpecification", map! { "AttributeName" => "_ttl", "Enabled" => true })
}

/// Makes a data source versioned.
pub(super) fn describe(config: &mut Map) {
    config.insert("Versioned", true);
    config.insert(
        "DeltaSyncConfig",
        map! {
            "BaseTableTTL" => BASE_MINUTES,
            "DeltaSyncTableName" => Value::reference(&id()),
            "DeltaSyncTableTTL" => DELTA_MINUTES,
        },
    );
}

/// The permissions of a versioned data source, on the model's table and on this one.
pub(super) fn statement(table: &ModelTable) -> Statement {
    let delta = Value::sub(format!(
        "arn:${{AWS::Partition}}:dynamodb:${{AWS::Region}}:${{AWS::AccountId}}:table/${{{NAME}}}"
    ));
    Statement::allow(ACTIONS, [table.arn.clone(), delta])
}

/// The conflict resolution of a resolver or function.
pub(super) fn sync_config(settings: &ConflictResolution) -> Map {
    map! {
        "ConflictDetection" => match settings.detection {
            ConflictDetection::Version => "VERSION",
        },
        "ConflictHandler" => match settings.handler {
            ConflictHandler::Automerge => "AUTOMERGE",
            ConflictHandler::OptimisticConcurrency => "OPTIMISTIC_CONCURRENCY",
        },
    }
}
