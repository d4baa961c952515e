//! The DynamoDB table of a model.
//!
//! Source of truth: CloudFormation's resource reference, `AWS::DynamoDB::Table`.

use burgeon_cloudformation::{LogicalId, Map, Output, Pseudo, Resource, Retention, Value, map};
use burgeon_compilation::{AttributeDefinition, KeyElement, SecondaryIndex, Table};
use burgeon_core::Settings;
use burgeon_core::api::Model;
use burgeon_core::settings::{
    Billing, ExistingTable, OnDelete, OnDemandCeiling, StreamView, TableClass, Tables,
};

use super::part::Part;
use super::{environment, kms};

/// The table's logical id.
pub(super) fn id(model: &Model) -> LogicalId {
    LogicalId::from_name(&model.stored.name).suffixed("Table")
}

/// What the rest of a stack needs to know of a table.
pub(super) struct Reference {
    /// Its name.
    pub(super) name: Value,
    /// Its region.
    pub(super) region: Value,
    /// Its ARN.
    pub(super) arn: Value,
    /// Its ARN, as `Fn::Sub` finds it.
    arn_in_sub: String,
    /// The ARN of its stream, if it has one.
    stream: Option<Value>,
    /// The ARN of the account's own KMS key that it is encrypted with, if it is.
    pub(super) kms_key: Option<String>,
}

impl Reference {
    /// The ARN of an index.
    pub(super) fn index(&self, name: &str) -> Value {
        Value::sub(format!("{}/index/{}", self.arn_in_sub, Value::literal_in_sub(name)))
    }

    /// A table that stands in the same stack.
    fn made(id: &LogicalId, settings: &Tables) -> Self {
        Self {
            name: Value::reference(id),
            region: Value::reference(Pseudo::Region),
            arn: Value::get_att(id, "Arn"),
            arn_in_sub: format!("${{{id}.Arn}}"),
            stream: settings.stream.map(|_| Value::get_att(id, "StreamArn")),
            kms_key: kms::key_of(settings).map(str::to_owned),
        }
    }

    /// A table that is there already.
    fn existing(settings: &ExistingTable) -> Self {
        let name = environment::in_sub(settings.table_name());
        let arn_in_sub = match settings.arn() {
            Some(_) => environment::in_sub(&settings.name),
            None => format!(
                "arn:${{AWS::Partition}}:dynamodb:${{AWS::Region}}:${{AWS::AccountId}}:table/{name}"
            ),
        };
        let region = settings.arn().map(|arn| environment::filled_in(arn.region));
        Self {
            name: environment::filled_in(settings.table_name()),
            region: region.unwrap_or_else(|| Value::reference(Pseudo::Region)),
            arn: match settings.arn() {
                Some(_) => environment::filled_in(&settings.name),
                None => Value::sub(arn_in_sub.as_str()),
            },
            arn_in_sub,
            stream: settings.stream_arn.as_deref().map(environment::filled_in),
            kms_key: settings.kms_key.clone(),
        }
    }
}

/// Adds a model's table, unless it is there already, and exports what others need to know of it.
pub(super) fn add(part: &mut Part, model: &Model, settings: &Settings) -> Reference {
    let id = id(model);
    let table = match settings.existing_table_of(&model.name) {
        Some(existing) => {
            let texts = std::iter::once(&existing.name).chain(&existing.stream_arn);
            let used = texts.map(|text| environment::used_by(text));
            part.environment = used.fold(part.environment, Ord::max);
            Reference::existing(existing)
        }
        None => {
            let own = settings.table_of(&model.name);
            part.resources.push((id.clone(), resource(model, own)));
            Reference::made(&id, own)
        }
    };
    let mut export = |what: &str, value: Value| {
        let name = Value::sub(format!("${{ApiId}}:{}Table:{what}", model.stored.name));
        part.outputs.push((id.suffixed(what), Output::new(value).export(name)));
    };
    export("Name", table.name.clone());
    export("Arn", table.arn.clone());
    if let Some(stream) = &table.stream {
        export("StreamArn", stream.clone());
    }
    table
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
