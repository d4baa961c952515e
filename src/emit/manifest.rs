//! `manifest.json`: all of the output, for programs.

mod resolvers;
mod source;

use std::collections::{BTreeMap, BTreeSet};

use burgeon_core::api::{DataSource, Index, Key, KeyAttribute, Model, Projection};
use burgeon_core::relational::Database;
use burgeon_core::{Api, Settings};
use serde::Serialize;

use super::infrastructure::{StackEntry, delta_sync};
use super::state_machines;
use crate::plan::PlannedResolver;
use resolvers::Resolvers;
use source::{Source, entry};

/// The version of the format. It grows when something that is there changes its meaning.
const VERSION: u32 = 1;

/// What the attributes of a key are, in their order.
const KEY_TYPES: [&str; 2] = ["HASH", "RANGE"];

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Manifest<'a> {
    version: u32,
    name: &'a str,
    schema: &'static str,
    auth: Auth,
    tables: BTreeMap<String, Table>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    databases: BTreeMap<&'a str, DatabaseEntry>,
    data_sources: BTreeMap<String, Source>,
    resolvers: Resolvers<'a>,
    root: StackEntry,
    stacks: BTreeMap<String, StackEntry>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    state_machines: BTreeMap<String, StateMachine>,
}

#[derive(Serialize)]
struct Auth {
    default: &'static str,
    additional: Vec<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Table {
    key_schema: Vec<KeySchema>,
    attribute_definitions: Vec<AttributeDefinition>,
    global_secondary_indexes: Vec<SecondaryIndex>,
    local_secondary_indexes: Vec<SecondaryIndex>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct KeySchema {
    attribute_name: String,
    key_type: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AttributeDefinition {
    attribute_name: String,
    attribute_type: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SecondaryIndex {
    index_name: String,
    key_schema: Vec<KeySchema>,
    projection: ProjectionEntry,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ProjectionEntry {
    projection_type: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    non_key_attributes: Vec<String>,
}

/// A relational database that holds models.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DatabaseEntry {
    engine: &'static str,
    definitions: String,
}

#[derive(Serialize)]
struct StateMachine {
    #[serde(rename = "type")]
    kind: &'static str,
    definition: String,
}

/// The manifest's text.
pub(super) fn manifest(
    api: &Api,
    resolvers: &[PlannedResolver],
    root: StackEntry,
    stacks: BTreeMap<String, StackEntry>,
) -> String {
    let request_pairs = resolvers.iter().flat_map(|resolver| resolver.kind.request_pairs());
    let used: BTreeSet<&DataSource> =
        request_pairs.map(|request_pair| &request_pair.data_source).collect();
    let stored: Vec<(DataSource, &Model)> = api
        .models
        .values()
        .filter(|model| model.database.is_none())
        .map(|model| (DataSource::Table(model.stored.name.clone()), model))
        .collect();
    let model_tables = stored.iter().map(|(source, model)| (source.name(), table(model)));
    let sources = used.into_iter().chain(stored.iter().map(|(source, _)| source));
    let manifest = Manifest {
        version: VERSION,
        name: &api.settings.name,
        schema: "schema.graphql",
        auth: auth(&api.settings),
        tables: model_tables.chain(delta_table(api)).collect(),
        databases: databases(api),
        data_sources: sources.map(|it| (it.name(), entry(&api.settings, it))).collect(),
        resolvers: Resolvers(resolvers),
        root,
        stacks,
        state_machines: state_machines(api),
    };
    let mut text = serde_json::to_string_pretty(&manifest).unwrap_or_default();
    text.push('\n');
    text
}

fn state_machines(api: &Api) -> BTreeMap<String, StateMachine> {
    let entry = |(name, machine): (&String, &burgeon_core::api::StateMachine)| {
        let kind = if machine.express { "EXPRESS" } else { "STANDARD" };
        (name.clone(), StateMachine { kind, definition: state_machines::path(name) })
    };
    api.state_machines.iter().map(entry).collect()
}

fn databases(api: &Api) -> BTreeMap<&str, DatabaseEntry> {
    let kept = api.models.values().filter_map(|model| Some((model.database.as_ref()?, model)));
    let entry = |(database, model): (&'_ Database, &Model)| DatabaseEntry {
        engine: model.engine.word(),
        definitions: super::ddl::path(&database.name),
    };
    kept.map(|of| (of.0.name.as_str(), entry(of))).collect()
}

fn auth(settings: &Settings) -> Auth {
    let additional = settings.auth.additional.iter();
    Auth {
        default: settings.auth.default.authentication_type(),
        additional: additional.map(|mode| mode.authentication_type()).collect(),
    }
}

/// The table of changes, if data sources are versioned.
fn delta_table(api: &Api) -> Option<(String, Table)> {
    api.settings.conflict_resolution.as_ref().map(|_| {
        let key = |(name, key_type): (&str, &'static str)| KeySchema {
            attribute_name: name.to_owned(),
            key_type,
        };
        let attribute = |name: &str| AttributeDefinition {
            attribute_name: name.to_owned(),
            attribute_type: "S",
        };
        let table = Table {
            key_schema: delta_sync::KEY.into_iter().zip(KEY_TYPES).map(key).collect(),
            attribute_definitions: delta_sync::KEY.into_iter().map(attribute).collect(),
            global_secondary_indexes: vec![],
            local_secondary_indexes: vec![],
        };
        (delta_sync::NAME.to_owned(), table)
    })
}

fn table(model: &Model) -> Table {
    let mut definitions: BTreeMap<String, &'static str> = BTreeMap::new();
    let keys = std::iter::once(&model.key).chain(model.indexes.iter().map(|index| &index.key));
    for attribute in keys.flat_map(Key::attributes) {
        definitions.insert(attribute.name, attribute.attribute_type.letter());
    }
    let indexes = |local| {
        model
            .indexes
            .iter()
            .filter(move |index| index.local == local)
            .map(secondary_index)
            .collect()
    };
    Table {
        key_schema: key_schema(&model.key),
        attribute_definitions: definitions
            .into_iter()
            .map(|(attribute_name, attribute_type)| AttributeDefinition {
                attribute_name,
                attribute_type,
            })
            .collect(),
        global_secondary_indexes: indexes(false),
        local_secondary_indexes: indexes(true),
    }
}

fn key_schema(key: &Key) -> Vec<KeySchema> {
    let entry = |(attribute, key_type): (KeyAttribute, &'static str)| KeySchema {
        attribute_name: attribute.name,
        key_type,
    };
    key.attributes().into_iter().zip(KEY_TYPES).map(entry).collect()
}

fn secondary_index(index: &Index) -> SecondaryIndex {
    let (projection_type, non_key_attributes) = match &index.projection {
        Projection::All => ("ALL", vec![]),
        Projection::KeysOnly => ("KEYS_ONLY", vec![]),
        Projection::Include(fields) => {
            ("INCLUDE", fields.iter().map(ToString::to_string).collect())
        }
    };
    SecondaryIndex {
        index_name: index.name.clone(),
        key_schema: key_schema(&index.key),
        projection: ProjectionEntry { projection_type, non_key_attributes },
    }
}
