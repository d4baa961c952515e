//! The resources, code and outputs that transformers deploy with the API.
//!
//! A transformer adds them in [`Transformer::deploy`](crate::Transformer::deploy), the last hook,
//! when the resolvers are planned and their [`Usage`] of data sources is known.
//!
//! | to | use |
//! |---|---|
//! | deploy a data source that resolvers call | [`DeployedDataSource`](crate::data_source::DeployedDataSource), [`StackFragment::add_data_source`] |
//! | deploy a Lambda function with its code | [`PythonFunction`], [`Infrastructure::add_asset`] |
//! | deploy anything else | [`Infrastructure::add_fragment`] |
//! | add resources to the stack of a model | [`Infrastructure::model_fragment`] |
//! | set a property of a model's table | [`Infrastructure::set_table_property`] |
//! | read a parameter of the root stack | [`StackFragment::parameter`], and in templates [`Variable::Parameter`](crate::deployment::Variable::Parameter) |
//! | publish an output of the root stack | [`Infrastructure::add_output`] |
//! | describe something in `manifest.json` | [`Infrastructure::add_manifest_entry`], [`Infrastructure::describe_data_source`] |
//!
//! The order in which transformers add them does not change the output.

mod api_attribute;
mod data_source;
pub mod environment;
pub mod kms;
mod lambda;
mod model_table;
mod role;
mod stack_fragment;
mod state_machine;
#[cfg(test)]
mod tests;
mod usage;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use burgeon_cloudformation::{LogicalId, Map, Value};
use serde_json::Value as Json;

pub use api_attribute::{ApiAttribute, api_id};
pub use data_source::Connection;
pub use lambda::{ASSETS, PythonFunction};
pub use model_table::ModelTable;
pub use role::role;
pub use stack_fragment::{Import, StackFragment};
pub use state_machine::StateMachine;
pub use usage::{DataSourceUsage, Usage};

use crate::Name;
use crate::data_source::DataSource;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::Model;

/// Two transformers bring different things under one name.
pub static CONFLICT: Code = Code {
    name: "infrastructure/conflict",
    explanation: "Transformers add stack fragments, assets, properties of tables, outputs and \
entries of the manifest, each under a name. Two of them add different values under the same name, \
or one uses a name of the compiler. Built-in transformers do not; change the name in the custom \
transformer, or do not use the two directives together.",
};

/// The folders of the output that the compiler writes itself.
const OWN_FOLDERS: [&str; 4] = ["resolvers", "sql", "stacks", "state-machines"];

/// The resources, code and outputs that transformers deploy with the API.
#[derive(Debug, Default)]
pub struct Infrastructure {
    fragments: BTreeMap<String, StackFragment>,
    assets: BTreeMap<String, String>,
    model_fragments: BTreeMap<Name, StackFragment>,
    table_properties: BTreeMap<Name, BTreeMap<String, Value>>,
    outputs: BTreeMap<LogicalId, RootOutput>,
    manifest: BTreeMap<String, BTreeMap<String, Json>>,
    data_sources: BTreeMap<String, BTreeMap<String, String>>,
    state_machines: BTreeMap<String, StateMachine>,
    diagnostics: Vec<Diagnostic>,
}

/// An output of the root stack that passes on an output of a fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RootOutput {
    /// The fragment.
    pub fragment: String,
    /// The fragment's output.
    pub output: LogicalId,
    /// The description.
    pub description: String,
}

impl Infrastructure {
    /// Adds a fragment.
    pub fn add_fragment(&mut self, fragment: StackFragment) {
        match self.fragments.entry(fragment.name.clone()) {
            Entry::Vacant(entry) => drop(entry.insert(fragment)),
            Entry::Occupied(_) => self.conflict("the stack fragment", &fragment.name),
        }
    }

    /// Adds a file of the output folder, such as the code of a function, by its path there: a
    /// folder and a name at least. Adding the same file twice is allowed.
    pub fn add_asset(&mut self, path: impl Into<String>, text: impl Into<String>) {
        let (path, text) = (path.into(), text.into());
        let is_usable = is_asset_path(&path);
        match self.assets.entry(path) {
            Entry::Vacant(entry) if is_usable => drop(entry.insert(text)),
            Entry::Occupied(entry) if *entry.get() == text => {}
            entry => {
                let path = entry.key().clone();
                self.conflict("the asset", &path);
            }
        }
    }

    /// Adds several files to a folder of the output folder.
    pub fn add_assets(&mut self, folder: &str, files: &[(&str, &str)]) {
        for (name, text) in files {
            self.add_asset(format!("{folder}/{name}"), *text);
        }
    }

    /// The resources that are added to the stack of a model, where they can refer to its
    /// [table](ModelTable). They are never separated from the table.
    pub fn model_fragment(&mut self, model: &Model) -> &mut StackFragment {
        let name = model.stack_name();
        self.model_fragments
            .entry(name.clone())
            .or_insert_with(|| StackFragment::new(name.as_str(), name.as_str()))
    }

    /// Sets a property of the DynamoDB table of a model. Setting the same value twice is allowed.
    /// The compiler reports a model without a table in its stack.
    pub fn set_table_property(&mut self, model: &Model, property: &str, value: impl Into<Value>) {
        let value = value.into();
        let properties = self.table_properties.entry(model.name.clone()).or_default();
        match properties.entry(property.to_owned()) {
            Entry::Vacant(entry) => drop(entry.insert(value)),
            Entry::Occupied(entry) if *entry.get() == value => {}
            Entry::Occupied(_) => {
                let name = format!("{property}` of the table of `{}", model.name);
                self.conflict("the property", &name);
            }
        }
    }

    /// Adds an output of the root stack.
    pub fn add_output(&mut self, id: LogicalId, output: RootOutput) {
        match self.outputs.entry(id) {
            Entry::Vacant(entry) => drop(entry.insert(output)),
            Entry::Occupied(entry) => {
                let name = entry.key().to_string();
                self.conflict("the output", &name);
            }
        }
    }

    /// Adds an entry to a section of `manifest.json`.
    pub fn add_manifest_entry(&mut self, section: &str, name: &str, value: Json) {
        let entries = self.manifest.entry(section.to_owned()).or_default();
        match entries.entry(name.to_owned()) {
            Entry::Vacant(entry) => drop(entry.insert(value)),
            Entry::Occupied(_) => {
                self.conflict("the manifest entry", &format!("{section}.{name}"));
            }
        }
    }

    /// Adds facts about a data source to its entry in `manifest.json`, such as its `endpoint`.
    pub fn describe_data_source(&mut self, source: &DataSource, facts: &[(&str, &str)]) {
        let facts = facts.iter().map(|(name, fact)| ((*name).to_owned(), (*fact).to_owned()));
        self.data_sources.entry(source.name()).or_default().extend(facts);
    }

    /// Adds the definition of a state machine, which the compiler writes to
    /// [its path](StateMachine::path). The machine's resources are those of a fragment.
    pub fn add_state_machine(&mut self, name: &str, machine: StateMachine) {
        match self.state_machines.entry(name.to_owned()) {
            Entry::Vacant(entry) => drop(entry.insert(machine)),
            Entry::Occupied(_) => self.conflict("the state machine", name),
        }
    }

    /// Reports a diagnostic.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Every fragment, by name.
    pub fn fragments(&self) -> impl Iterator<Item = &StackFragment> {
        self.fragments.values()
    }

    /// A fragment.
    pub fn fragment(&self, name: &str) -> Option<&StackFragment> {
        self.fragments.get(name)
    }

    /// The resources that are added to the stack of a model, if there are any.
    pub fn of_model(&self, model: &Model) -> Option<&StackFragment> {
        self.model_fragments.get(model.stack_name())
    }

    /// The properties that are set on the table of a model, by name.
    pub fn table_properties(&self, model: &Model) -> Map {
        let properties = self.table_properties.get(&model.name).into_iter().flatten();
        let mut map = Map::new();
        properties.for_each(|(name, value)| map.insert(name.clone(), value.clone()));
        map
    }

    /// The models whose tables have properties set.
    pub fn models_with_table_properties(&self) -> impl Iterator<Item = &Name> {
        self.table_properties.keys()
    }

    /// The files of the output folder, by path.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &str)> {
        self.assets.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The outputs of the root stack.
    pub fn outputs(&self) -> impl Iterator<Item = (&LogicalId, &RootOutput)> {
        self.outputs.iter()
    }

    /// The sections of the manifest, by name.
    pub fn manifest(&self) -> &BTreeMap<String, BTreeMap<String, Json>> {
        &self.manifest
    }

    /// The sections of the manifest, without the rest.
    pub fn into_manifest(self) -> BTreeMap<String, BTreeMap<String, Json>> {
        self.manifest
    }

    /// The facts about a data source, by their names in the manifest.
    pub fn data_source_facts(&self, source: &DataSource) -> impl Iterator<Item = (&str, &str)> {
        let facts = self.data_sources.get(&source.name()).into_iter().flatten();
        facts.map(|(name, fact)| (name.as_str(), fact.as_str()))
    }

    /// The state machines, by name.
    pub fn state_machines(&self) -> impl Iterator<Item = (&str, &StateMachine)> {
        self.state_machines.iter().map(|(name, machine)| (name.as_str(), machine))
    }

    /// Removes and returns the diagnostics so far.
    pub fn take_diagnostics(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.diagnostics)
    }

    fn conflict(&mut self, what: &str, name: &str) {
        self.report(conflict(what, name));
    }
}

/// The diagnostic for something that is brought twice, or under a name that the compiler uses.
pub fn conflict(what: &str, name: &str) -> Diagnostic {
    Diagnostic::error(&CONFLICT, format!("{what} `{name}` is taken"))
        .help("give it another name in the transformer that adds it last")
}

/// Whether a path stays inside of a folder of the output that the compiler does not write itself.
fn is_asset_path(path: &str) -> bool {
    let is_plain = |part: &str| {
        let is_in = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        !part.is_empty() && !part.starts_with('.') && part.chars().all(is_in)
    };
    match path.split_once('/') {
        Some((folder, rest)) => {
            is_plain(folder) && !OWN_FOLDERS.contains(&folder) && rest.split('/').all(is_plain)
        }
        None => false,
    }
}
