//! The data sources in the manifest.

use burgeon_core::Api;
use burgeon_core::api::DataSource;
use burgeon_core::infrastructure::Infrastructure;
use burgeon_core::settings::{DataSourceKind, DataSourceSettings};
use serde::Serialize;
use serde_json::{Map, Value as Json};

/// A data source, named as it is deployed.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Source {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    function_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    endpoint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    database: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_bus: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
    /// The facts that a transformer adds.
    #[serde(flatten)]
    facts: Map<String, Json>,
}

/// The entry of a data source.
pub(super) fn entry(api: &Api, infrastructure: &Infrastructure, source: &DataSource) -> Source {
    let facts = infrastructure.data_source_facts(source).cloned().unwrap_or_default();
    let entry = Source { kind: source.kind(), facts, ..Source::default() };
    match source {
        DataSource::None | DataSource::Deployed(_) => entry,
        DataSource::Table(_) => Source { table: Some(source.name()), ..entry },
        DataSource::Function(function) => Source {
            function_name: (!function.is_parameter).then(|| function.name.clone()),
            parameter: function.arn_parameter().map(|parameter| parameter.to_string()),
            region: function.region.clone(),
            account_id: function.account.clone(),
            ..entry
        },
        DataSource::Database(name) => Source { database: Some(name.clone()), ..entry },
        DataSource::Http(http) => Source { endpoint: Some(http.origin.clone()), ..entry },
        DataSource::Declared(name, _) => {
            let declared = api.settings.data_sources.get(name);
            declared.map_or(entry, |declared| declared_entry(declared, source.kind()))
        }
    }
}

/// What is declared in the settings, named as it is deployed.
fn declared_entry(settings: &DataSourceSettings, kind: &'static str) -> Source {
    let entry = Source { kind, ..Source::default() };
    match settings.kinds().next() {
        Some(DataSourceKind::Dynamodb(table)) => {
            Source { table_name: Some(table.table.clone()), region: table.region.clone(), ..entry }
        }
        Some(DataSourceKind::Function(function)) => Source {
            function_name: Some(function.name.clone()),
            region: function.region.clone(),
            account_id: function.account_id.clone(),
            ..entry
        },
        Some(DataSourceKind::Http(http)) => {
            Source { endpoint: Some(http.endpoint.clone()), ..entry }
        }
        Some(DataSourceKind::OpenSearch(domain)) => {
            Source { endpoint: Some(domain.endpoint.clone()), ..entry }
        }
        Some(DataSourceKind::EventBridge(bus)) => {
            Source { event_bus: Some(bus.bus.clone()), ..entry }
        }
        None => entry,
    }
}
