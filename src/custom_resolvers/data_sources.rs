//! The data sources that custom templates can use, by name.

use std::collections::{BTreeMap, BTreeSet};

use burgeon_core::api::DataSource;
use burgeon_core::{Api, Diagnostic};

use super::codes;
use crate::plan::PlannedResolver;

/// The data sources, by the names that file names contain.
pub(super) struct DataSources(BTreeMap<String, DataSource>);

impl DataSources {
    /// The data sources of an API: those of its settings, the tables of its models, and its databases.
    pub(super) fn new(api: &Api) -> Self {
        let declared = api.settings.data_sources.iter().filter_map(|(name, settings)| {
            let kind = settings.kinds().next()?.word();
            Some(DataSource::Declared(name.clone(), kind))
        });
        let stored = api.models.values().filter(|model| !model.is_relational());
        let tables = stored.map(|model| DataSource::Table(model.stored.name.clone()));
        let of_models = api.models.values().filter_map(|model| model.database());
        let of_models = of_models.map(|database| &database.name);
        let databases = api.settings.databases.keys().chain(of_models);
        let databases = databases.map(|name| DataSource::Database(name.clone()));
        let all = declared.chain(tables).chain(databases);
        Self(all.map(|source| (source.name(), source)).collect())
    }

    /// The data source of a name; without a name, none.
    pub(super) fn named(&self, name: Option<&str>) -> Option<DataSource> {
        match name {
            None => Some(DataSource::None),
            Some(name) => self.0.get(name).cloned(),
        }
    }

    /// Every name.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// Declared data sources that no template names.
pub(super) fn unused(api: &Api, is_named: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
    let unused = api.settings.data_sources.keys().filter(|name| !is_named(name));
    let warning = |name: &String| {
        let message = format!("unused data source `{name}`");
        let setting = api.settings.locations.key(&["dataSources", name]);
        Diagnostic::warning(&codes::UNUSED, message)
            .at_node(setting, "no template's name contains it")
            .about(format!("dataSources.{name}"))
            .help(format!(
                "call a template `<Type>.<field>.{name}.req.vtl`, or remove `dataSources.{name}`"
            ))
    };
    unused.map(warning).collect()
}

/// Declared data sources that have the name of another one of the API.
pub(crate) fn taken_names(api: &Api, resolvers: &[PlannedResolver]) -> Vec<Diagnostic> {
    let declared = &api.settings.data_sources;
    if declared.is_empty() {
        return vec![];
    }
    let request_pairs = resolvers.iter().flat_map(|resolver| resolver.kind.request_pairs());
    let used = request_pairs.map(|request_pair| request_pair.data_source.clone());
    let tables = api.models.values().filter(|model| !model.is_relational());
    let tables = tables.map(|model| DataSource::Table(model.stored.name.clone()));
    let others = used.chain(tables).chain([DataSource::None]);
    let others = others.filter(|source| !matches!(source, DataSource::Declared(..)));
    let others: BTreeSet<String> = others.map(|source| source.name()).collect();
    let fault = |name: &String| {
        let message = format!("the API has a data source `{name}` already");
        Diagnostic::error(&codes::NAME_TAKEN, message)
            .help(format!("give `dataSources.{name}` another name in the settings"))
    };
    declared.keys().filter(|name| others.contains(*name)).map(fault).collect()
}
