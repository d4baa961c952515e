//! A compiled API that can be called.

use std::cell::{RefCell, RefMut};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::path::Path;
use std::rc::Rc;

use appsync_vtl::{Environment, Template};
use serde_json::Value as Json;

use crate::data_source::{DataSource, NoDataSource};
use crate::dynamodb::{Database, DynamoDb, Error};
use crate::error::SimulatorError;
use crate::manifest::ResolverDefinition;
use crate::output::Output;

/// The default time of the clock: 2030-01-01T00:00:00Z, in milliseconds since the Unix epoch.
pub const DEFAULT_NOW: i64 = 1_893_456_000_000;

/// A compiled API with its data sources. Its tables begin empty, its clock does not advance, and the
/// ids that it generates are the same in each run.
pub struct Api {
    output: Output,
    database: Database,
    data_sources: BTreeMap<String, Rc<dyn DataSource>>,
    templates: RefCell<HashMap<String, Template>>,
    environment: RefCell<Environment>,
}

impl Api {
    /// The API in a folder that `burgeon build` wrote.
    ///
    /// # Errors
    /// The folder's manifest cannot be read, or describes an invalid table.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, SimulatorError> {
        Self::new(Output::open(folder)?)
    }

    /// The API of an output.
    ///
    /// # Errors
    /// The manifest describes an invalid table.
    pub fn new(output: Output) -> Result<Self, SimulatorError> {
        let database = Database::new();
        let manifest = output.manifest();
        for (name, schema) in &manifest.tables {
            database.create_table(name, schema).map_err(SimulatorError::Manifest)?;
        }
        let mut data_sources: BTreeMap<String, Rc<dyn DataSource>> = BTreeMap::new();
        for (name, definition) in &manifest.data_sources {
            match (definition.kind.as_str(), &definition.table) {
                ("NONE", _) => {
                    data_sources.insert(name.clone(), Rc::new(NoDataSource));
                }
                ("AMAZON_DYNAMODB", Some(table)) => {
                    let source = DynamoDb::new(&database, table);
                    data_sources.insert(name.clone(), Rc::new(source));
                }
                // A table that existed before the API belongs to the test.
                ("AMAZON_DYNAMODB", None) if definition.table_name.is_some() => {}
                ("AMAZON_DYNAMODB", None) => {
                    let why = format!("the data source `{name}` names no table");
                    return Err(SimulatorError::Manifest(why));
                }
                _ => {}
            }
        }
        let api = Self {
            output,
            database,
            data_sources,
            templates: RefCell::default(),
            environment: RefCell::new(Environment::fixed(DEFAULT_NOW)),
        };
        api.database.set_now(DEFAULT_NOW);
        Ok(api)
    }

    /// The same API with the test's data source under this name, in place of the manifest's.
    pub fn with_data_source(mut self, name: &str, source: impl DataSource + 'static) -> Self {
        self.data_sources.insert(name.to_owned(), Rc::new(source));
        self
    }

    /// Sets the clock, in milliseconds since the Unix epoch, and resets the ids.
    pub fn set_now(&self, millis: i64) {
        self.set_environment(Environment::fixed(millis));
        self.database.set_now(millis);
    }

    /// Sets the clock, the ids and the limits that templates run under.
    pub fn set_environment(&self, environment: Environment) {
        *self.environment.borrow_mut() = environment;
    }

    /// The API's tables.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Stores items from plain JSON, without a resolver.
    ///
    /// # Errors
    /// The table does not exist or cannot hold an item.
    pub fn seed(&self, table: &str, items: impl IntoIterator<Item = Json>) -> Result<(), Error> {
        items.into_iter().try_for_each(|item| self.database.put(table, &item))
    }

    /// The items of a table as plain JSON, in the order of a scan.
    ///
    /// # Errors
    /// The table does not exist.
    pub fn items(&self, table: &str) -> Result<Vec<Json>, Error> {
        self.database.items(table)
    }

    /// The names of the data sources in the manifest.
    pub fn data_sources(&self) -> impl Iterator<Item = &str> {
        self.output.manifest().data_sources.keys().map(String::as_str)
    }

    /// The fields that have resolvers, as `Type.field`.
    pub fn resolvers(&self) -> impl Iterator<Item = (&str, &ResolverDefinition)> {
        self.output.manifest().resolvers.iter().map(|(field, r)| (field.as_str(), r))
    }

    /// Whether a field, `Type.field`, has a resolver.
    pub fn has_resolver(&self, field: &str) -> bool {
        self.output.manifest().resolvers.contains_key(field)
    }

    /// The paths of the templates that have been run so far.
    pub fn templates_run(&self) -> BTreeSet<String> {
        self.templates.borrow().keys().cloned().collect()
    }

    pub(crate) fn resolver(&self, field: &str) -> Result<&ResolverDefinition, SimulatorError> {
        let resolver = self.output.manifest().resolvers.get(field);
        resolver.ok_or_else(|| SimulatorError::NoResolver(field.to_owned()))
    }

    pub(crate) fn data_source(&self, name: &str) -> Result<Rc<dyn DataSource>, SimulatorError> {
        let source = self.data_sources.get(name).cloned();
        source.ok_or_else(|| SimulatorError::NoDataSource(name.to_owned()))
    }

    /// Whether the data source is of the type `NONE`.
    pub(crate) fn is_none_data_source(&self, name: &str) -> bool {
        let definition = self.output.manifest().data_sources.get(name);
        definition.is_some_and(|definition| definition.kind == "NONE")
    }

    pub(crate) fn environment(&self) -> RefMut<'_, Environment> {
        self.environment.borrow_mut()
    }

    /// The template at a path of the manifest, parsed once.
    pub(crate) fn template(&self, path: &str) -> Result<Template, SimulatorError> {
        if let Some(template) = self.templates.borrow().get(path) {
            return Ok(template.clone());
        }
        let template = Template::parse_named(path, &self.output.text(path)?)
            .map_err(|faults| SimulatorError::Template { path: path.to_owned(), faults })?;
        self.templates.borrow_mut().insert(path.to_owned(), template.clone());
        Ok(template)
    }
}

impl fmt::Debug for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Api").field("output", &self.output).finish_non_exhaustive()
    }
}
