//! The DynamoDB table of a model.
//!
//! Source of truth: CloudFormation's resource reference, `AWS::DynamoDB::Table`.

use std::collections::BTreeMap;

use burgeon_cloudformation::{LogicalId, Output, Resource, Retention, Value, map};
use burgeon_core::api::{Index, Key, KeyAttribute, Model, Projection};
use burgeon_core::settings::{Billing, Encryption, OnDelete, StreamView, Tables};

use super::part::Part;

/// The table's logical id.
pub(super) fn id(model: &Model) -> LogicalId {
    LogicalId::from_name(&model.stored.name).suffixed("Table")
}

/// Adds the table, and exports what others need to know of it.
pub(super) fn add(part: &mut Part, model: &Model, settings: &Tables) {
    let id = id(model);
    part.resources.push((id.clone(), resource(model, settings)));
    let mut export = |what: &str, value: Value| {
        let name = Value::sub(format!("${{ApiId}}:{}Table:{what}", model.stored.name));
        part.outputs.push((id.suffixed(what), Output::new(value).export(name)));
    };
    export("Name", Value::reference(&id));
    export("Arn", Value::get_att(&id, "Arn"));
    if settings.stream.is_some() {
        export("StreamArn", Value::get_att(&id, "StreamArn"));
    }
}

fn resource(model: &Model, settings: &Tables) -> Resource {
    let indexes = |local: bool| {
        let chosen = model.indexes.iter().filter(|index| index.local == local);
        let listed: Vec<Value> = chosen.map(|one| index(one, settings)).collect();
        (!listed.is_empty()).then_some(Value::List(listed))
    };
    let (billing_mode, throughput) = match settings.billing {
        Billing::OnDemand => ("PAY_PER_REQUEST", None),
        Billing::Provisioned { .. } => ("PROVISIONED", throughput(settings)),
    };
    let stream = settings.stream.map(|view| map! { "StreamViewType" => stream_view(view) });
    let encryption = match settings.encryption {
        Encryption::AwsOwnedKey => None,
        Encryption::AwsManagedKey => Some(map! { "SSEEnabled" => true, "SSEType" => "KMS" }),
    };
    Resource::new("AWS::DynamoDB::Table")
        .retention(match settings.on_delete {
            OnDelete::Retain => Retention::Retain,
            OnDelete::Delete => Retention::Delete,
        })
        .property("AttributeDefinitions", attribute_definitions(model))
        .property("KeySchema", key_schema(&model.key))
        .property("BillingMode", billing_mode)
        .optional("ProvisionedThroughput", throughput)
        .optional("GlobalSecondaryIndexes", indexes(false))
        .optional("LocalSecondaryIndexes", indexes(true))
        .optional("StreamSpecification", stream)
        .optional("SSESpecification", encryption)
        .optional(
            "PointInTimeRecoverySpecification",
            settings.point_in_time_recovery.then(|| map! { "PointInTimeRecoveryEnabled" => true }),
        )
        .optional("DeletionProtectionEnabled", settings.deletion_protection.then_some(true))
}

fn attribute_definitions(model: &Model) -> Value {
    let keys = std::iter::once(&model.key).chain(model.indexes.iter().map(|index| &index.key));
    let types: BTreeMap<String, &str> = keys
        .flat_map(Key::attributes)
        .map(|attribute| (attribute.name, attribute.attribute_type.letter()))
        .collect();
    let definition = |(name, letter): (String, &str)| -> Value {
        map! { "AttributeName" => name, "AttributeType" => letter }.into()
    };
    Value::List(types.into_iter().map(definition).collect())
}

fn key_schema(key: &Key) -> Value {
    let entry = |(attribute, key_type): (KeyAttribute, &str)| -> Value {
        map! { "AttributeName" => attribute.name, "KeyType" => key_type }.into()
    };
    Value::List(key.attributes().into_iter().zip(["HASH", "RANGE"]).map(entry).collect())
}

fn index(index: &Index, settings: &Tables) -> Value {
    let projection = match &index.projection {
        Projection::All => map! { "ProjectionType" => "ALL" },
        Projection::KeysOnly => map! { "ProjectionType" => "KEYS_ONLY" },
        Projection::Include(fields) => {
            let names = fields.iter().map(|field| Value::from(field.as_str()));
            map! {
                "ProjectionType" => "INCLUDE",
                "NonKeyAttributes" => Value::List(names.collect()),
            }
        }
    };
    let mut described = map! {
        "IndexName" => index.name.as_str(),
        "KeySchema" => key_schema(&index.key),
        "Projection" => projection,
    };
    if let Some(throughput) = throughput(settings).filter(|_| !index.local) {
        described.insert("ProvisionedThroughput", throughput);
    }
    described.into()
}

fn throughput(settings: &Tables) -> Option<burgeon_cloudformation::Map> {
    match settings.billing {
        Billing::OnDemand => None,
        Billing::Provisioned { read, write } => Some(map! {
            "ReadCapacityUnits" => i64::from(read),
            "WriteCapacityUnits" => i64::from(write),
        }),
    }
}

fn stream_view(view: StreamView) -> &'static str {
    match view {
        StreamView::KeysOnly => "KEYS_ONLY",
        StreamView::NewImage => "NEW_IMAGE",
        StreamView::OldImage => "OLD_IMAGE",
        StreamView::NewAndOldImages => "NEW_AND_OLD_IMAGES",
    }
}
