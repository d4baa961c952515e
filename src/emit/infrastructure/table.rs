//! The DynamoDB table of a model.
//!
//! Source of truth: CloudFormation's resource reference, `AWS::DynamoDB::Table`.

use std::collections::BTreeMap;

use burgeon_cloudformation::{Map, Output, Resource, Retention, Value, map};
use burgeon_core::api::{Index, Key, KeyAttribute, Model, Projection};
use burgeon_core::infrastructure::{Infrastructure, ModelTable, StackFragment, conflict};
use burgeon_core::settings::{Billing, Encryption, OnDelete, StreamView, Tables};
use burgeon_core::{Api, Diagnostic, Settings};

/// Adds a model's table with further properties, unless the table exists already, and exports what
/// others need to know of it.
pub(super) fn add(
    fragment: &mut StackFragment,
    model: &Model,
    settings: &Settings,
    properties: Map,
) -> ModelTable {
    match settings.existing_table_of(&model.name) {
        Some(existing) => {
            let texts = std::iter::once(&existing.name).chain(&existing.stream_arn);
            texts.for_each(|text| fragment.note_variables(text));
        }
        None => {
            let resource = resource(model, settings.table_of(&model.name));
            let all = properties.iter().fold(resource, |resource, (name, value)| {
                resource.property(name.to_owned(), value.clone())
            });
            fragment.add_resource(ModelTable::logical_id(model), all);
        }
    }
    let table = ModelTable::new(model, settings);
    let mut export = |attribute: &str, value: Value| {
        let name = Value::sub(format!("${{ApiId}}:{}Table:{attribute}", model.stored.name));
        fragment.add_output(ModelTable::output(model, attribute), Output::new(value).export(name));
    };
    export("Name", table.name.clone());
    export("Arn", table.arn.clone());
    if let Some(stream) = &table.stream {
        export("StreamArn", stream.clone());
    }
    table
}

/// The properties of tables that transformers set and that cannot be set: those that the compiler
/// sets to something else, and those of tables that no stack declares.
pub(super) fn conflicts(api: &Api, infrastructure: &Infrastructure) -> Vec<Diagnostic> {
    let changed = infrastructure.models_with_table_properties();
    let mut found = Vec::new();
    for model in changed.filter_map(|name| api.models.get(name)) {
        let is_declared =
            model.database.is_none() && api.settings.existing_table_of(&model.name).is_none();
        let own = resource(model, api.settings.table_of(&model.name));
        for (property, value) in infrastructure.table_properties(model).iter() {
            let is_free = own.properties().get(property).is_none_or(|present| present == value);
            if !is_declared || !is_free {
                let name = format!("{property}` of the table of `{}", model.name);
                found.push(conflict("the property", &name));
            }
        }
    }
    found
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

fn throughput(settings: &Tables) -> Option<Map> {
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
