//! `manifest.json`: all of the output, for programs.

mod resolvers;

use std::collections::BTreeMap;

use amazon_states_language::definition::ExecutionType;
use burgeon_core::Defect;
use serde::Serialize;

use crate::{
    ACCESS_FILE, Authentication, Compilation, DataSource, Database, MANIFEST_FILE, SCHEMA_FILE,
    SETTINGS_FILE, Sections, StateMachine, Table,
};
use resolvers::Resolvers;

/// The sections of the manifest that the compiler writes itself.
pub const MANIFEST_SECTIONS: [&str; 14] = [
    "version",
    "name",
    "schema",
    "auth",
    "tables",
    "databases",
    "dataSources",
    "resolvers",
    "root",
    "stacks",
    "stateMachines",
    "placement",
    "access",
    "settings",
];

/// The version of the format. It changes when an existing member changes its meaning.
const VERSION: u32 = 1;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Manifest<'a> {
    version: u32,
    name: &'a str,
    schema: &'static str,
    auth: &'a Authentication,
    tables: &'a BTreeMap<String, Table>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    databases: BTreeMap<&'a str, DatabaseEntry>,
    data_sources: &'a BTreeMap<String, DataSource>,
    resolvers: Resolvers<'a>,
    root: StackEntry,
    stacks: BTreeMap<&'a str, StackEntry>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    state_machines: BTreeMap<&'a str, StateMachineEntry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    placement: Option<BTreeMap<&'a str, &'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    access: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    settings: Option<&'static str>,
    #[serde(flatten)]
    sections: &'a Sections,
}

/// A relational database that holds models.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DatabaseEntry {
    engine: burgeon_core::relational::Dialect,
    definitions: String,
}

#[derive(Serialize)]
struct StateMachineEntry {
    #[serde(rename = "type")]
    kind: ExecutionType,
    definition: String,
}

/// A stack: the path of its template, and the number of its resources.
#[derive(Serialize)]
struct StackEntry {
    template: String,
    resources: usize,
}

/// The manifest's text.
pub(crate) fn text(compilation: &Compilation) -> Result<String, Defect> {
    let Compilation { stacks, .. } = compilation;
    let nested = stacks.nested.iter().map(|(name, template)| {
        let (template, resources) = (stacks.format.nested_path(name), template.resources().len());
        (name.as_str(), StackEntry { template, resources })
    });
    let manifest = Manifest {
        version: VERSION,
        name: &compilation.name,
        schema: SCHEMA_FILE,
        auth: &compilation.authentication,
        tables: &compilation.tables,
        databases: databases(&compilation.databases),
        data_sources: &compilation.data_sources,
        resolvers: Resolvers(&compilation.resolvers),
        root: StackEntry {
            template: stacks.format.root_path(),
            resources: stacks.root.resources().len(),
        },
        stacks: nested.collect(),
        state_machines: state_machines(&compilation.state_machines),
        placement: compilation.placement.as_ref().map(|placement| placement.iter().collect()),
        access: compilation.access.as_ref().map(|_| ACCESS_FILE),
        settings: compilation.settings.as_ref().map(|_| SETTINGS_FILE),
        sections: &compilation.sections,
    };
    let text = serde_json::to_string_pretty(&manifest);
    let mut text = text.map_err(|reason| Defect::new(reason.to_string()).at(MANIFEST_FILE))?;
    text.push('\n');
    Ok(text)
}

fn databases(databases: &BTreeMap<String, Database>) -> BTreeMap<&str, DatabaseEntry> {
    let entry = |(name, database): (&'_ String, &Database)| DatabaseEntry {
        engine: database.dialect,
        definitions: Database::path(name),
    };
    databases.iter().map(|of| (of.0.as_str(), entry(of))).collect()
}

fn state_machines(machines: &BTreeMap<String, StateMachine>) -> BTreeMap<&str, StateMachineEntry> {
    let entry = |(name, machine): (&'_ String, &StateMachine)| StateMachineEntry {
        kind: machine.kind,
        definition: StateMachine::path(name),
    };
    machines.iter().map(|of| (of.0.as_str(), entry(of))).collect()
}
