//! The DynamoDB table of a model.
//!
//! Source of truth: CloudFormation's resource reference, `AWS::DynamoDB::Table`.

use burgeon_cloudformation::{Map, Output, Resource, Retention, Value, map};
use burgeon_compilation::{AttributeDefinition, KeyElement, SecondaryIndex, Table};
use burgeon_core::api::Model;
use burgeon_core::infrastructure::{Infrastructure, ModelTable, StackFragment, conflict, kms};
use burgeon_core::settings::{Billing, OnDelete, OnDemandCeiling, StreamView, TableClass, Tables};
use burgeon_core::{Api, Defect, Diagnostic, Settings};

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
    for name in changed {
        let Some(model) = api.models.get(name) else {
            let what = format!("properties of the table of `{name}` are set, which is not a model");
            found.push(Defect::new(what).into());
            continue;
        };
        let is_declared =
            !model.is_relational() && api.settings.existing_table_of(&model.name).is_none();
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
    let table = Table::for_model(model);
    let indexes = |indexes: &[SecondaryIndex], capacity: Option<(&'static str, Map)>| {
        let listed: Vec<Value> = indexes.iter().map(|one| index(one, capacity.as_ref())).collect();
        (!listed.is_empty()).then_some(Value::List(listed))
    };
    let provisioned = throughput(settings).map(|units| ("ProvisionedThroughput", units));
    let capacity =
        provisioned.or_else(|| ceiling(settings).map(|units| ("OnDemandThroughput", units)));
    let global = indexes(&table.global_secondary_indexes, capacity);
    let local = indexes(&table.local_secondary_indexes, None);
    let (billing_mode, throughput) = match settings.billing {
        Billing::OnDemand => ("PAY_PER_REQUEST", None),
        Billing::Provisioned { .. } => ("PROVISIONED", throughput(settings)),
    };
    let stream = settings.stream.map(|view| map! { "StreamViewType" => stream_view(view) });
    let tags = settings.tags.iter().map(|(key, value)| (key.as_str(), value.as_str()));
    let mut table = Resource::new("AWS::DynamoDB::Table")
        .retention(match settings.on_delete {
            OnDelete::Retain => Retention::Retain,
            OnDelete::Delete => Retention::Delete,
        })
        .property("AttributeDefinitions", attribute_definitions(&table))
        .property("KeySchema", key_schema(&table.key_schema))
        .property("BillingMode", billing_mode)
        .optional("ProvisionedThroughput", throughput)
        .optional("OnDemandThroughput", ceiling(settings))
        .optional("GlobalSecondaryIndexes", global)
        .optional("LocalSecondaryIndexes", local)
        .optional("StreamSpecification", stream)
        .optional("SSESpecification", kms::specification(&settings.encryption))
        .optional(
            "PointInTimeRecoverySpecification",
            settings.point_in_time_recovery.then(|| map! { "PointInTimeRecoveryEnabled" => true }),
        )
        .optional("DeletionProtectionEnabled", settings.deletion_protection.then_some(true))
        .optional(
            "TableClass",
            match settings.table_class {
                TableClass::Standard => None,
                TableClass::InfrequentAccess => Some("STANDARD_INFREQUENT_ACCESS"),
            },
        );
    table.add_tags(tags);
    table
}

fn attribute_definitions(table: &Table) -> Value {
    let definition = |AttributeDefinition { attribute_name, attribute_type }: &_| -> Value {
        let letter = attribute_type.letter();
        map! { "AttributeName" => attribute_name.as_str(), "AttributeType" => letter }.into()
    };
    Value::List(table.attribute_definitions.iter().map(definition).collect())
}

fn key_schema(key: &[KeyElement]) -> Value {
    let entry = |KeyElement { attribute_name, key_type }: &_| -> Value {
        map! { "AttributeName" => attribute_name.as_str(), "KeyType" => key_type.word() }.into()
    };
    Value::List(key.iter().map(entry).collect())
}

fn index(index: &SecondaryIndex, capacity: Option<&(&'static str, Map)>) -> Value {
    let mut projection = map! { "ProjectionType" => index.projection.projection_type.word() };
    if !index.projection.non_key_attributes.is_empty() {
        let names =
            index.projection.non_key_attributes.iter().map(|name| Value::from(name.as_str()));
        projection.insert("NonKeyAttributes", Value::List(names.collect()));
    }
    let mut described = map! {
        "IndexName" => index.index_name.as_str(),
        "KeySchema" => key_schema(&index.key_schema),
        "Projection" => projection,
    };
    if let Some((name, units)) = capacity {
        described.insert(*name, units.clone());
    }
    described.into()
}

fn ceiling(settings: &Tables) -> Option<Map> {
    let OnDemandCeiling { read, write } = settings.on_demand_ceiling?;
    if settings.billing != Billing::OnDemand {
        return None;
    }
    let limits = [("MaxReadRequestUnits", read), ("MaxWriteRequestUnits", write)];
    let limits: Map =
        limits.into_iter().filter_map(|(name, units)| Some((name, i64::from(units?)))).collect();
    (!limits.is_empty()).then_some(limits)
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
