//! The data sources, named as they are deployed.

use std::collections::BTreeMap;

use burgeon_compilation::DataSource as Compiled;
use burgeon_core::api::DataSource;
use burgeon_core::settings::{DataSourceKind, DataSourceSettings};
use burgeon_core::{Api, Settings};

use super::Deployed;

/// The data sources that resolvers use, and those of all tables, by name.
pub(super) fn data_sources(api: &Api, deployed: &Deployed) -> BTreeMap<String, Compiled> {
    let used = deployed.usage.data_sources().map(|(source, _)| source);
    let stored = api.models.values().filter(|model| !model.is_relational());
    let tables: Vec<DataSource> =
        stored.map(|model| DataSource::Table(model.stored.name.clone())).collect();
    let all = used.chain(&tables);
    all.map(|source| (source.name(), entry(&api.settings, deployed, source))).collect()
}

/// The entry of a data source.
fn entry(settings: &Settings, deployed: &Deployed, source: &DataSource) -> Compiled {
    let entry = Compiled::of_kind(source.kind());
    match source {
        DataSource::None => entry,
        DataSource::Deployed(_) => {
            let facts = deployed.infrastructure.data_source_facts(source);
            facts.fold(entry, |entry, (name, fact)| entry.with_fact(name, fact))
        }
        DataSource::Table(_) => Compiled { table: Some(source.name()), ..entry },
        DataSource::Function(function) => Compiled {
            function_name: (!function.is_parameter).then(|| function.name.clone()),
            parameter: function.arn_parameter().map(|parameter| parameter.to_string()),
            region: function.region.clone(),
            account_id: function.account.clone(),
            ..entry
        },
        DataSource::Database(name) => Compiled { database: Some(name.clone()), ..entry },
        DataSource::Http(http) => Compiled { endpoint: Some(http.origin.clone()), ..entry },
        DataSource::Declared(name, _) => {
            let declared = settings.data_sources.get(name);
            declared.map_or(entry, |declared| declared_entry(declared, source.kind()))
        }
    }
}

/// The properties from the settings, with the names of the deployment.
fn declared_entry(settings: &DataSourceSettings, kind: &'static str) -> Compiled {
    let entry = Compiled::of_kind(kind);
    match settings.kinds().next() {
        Some(DataSourceKind::Dynamodb(table)) => Compiled {
            table_name: Some(table.table.clone()),
            region: table.region.clone(),
            ..entry
        },
        Some(DataSourceKind::Function(function)) => Compiled {
            function_name: Some(function.name.clone()),
            region: function.region.clone(),
            account_id: function.account_id.clone(),
            ..entry
        },
        Some(DataSourceKind::Http(http)) => {
            Compiled { endpoint: Some(http.endpoint.clone()), ..entry }
        }
        Some(DataSourceKind::OpenSearch(domain)) => {
            Compiled { endpoint: Some(domain.endpoint.clone()), ..entry }
        }
        Some(DataSourceKind::EventBridge(bus)) => {
            Compiled { event_bus: Some(bus.bus.clone()), ..entry }
        }
        None => entry,
    }
}
