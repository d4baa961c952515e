//! The types of `burgeon.yaml`. Every key has a default unless its documentation requires it.

mod api;
mod auth;
mod caching;
mod check;
pub mod codes;
mod data_sources;
mod databases;
mod functions;
mod lint;
mod locations;
mod logging;
mod overlay;
mod overrides;
mod predictions;
mod read;
pub mod reference;
mod rules;
mod search;
mod state_machines;
mod tables;
#[cfg(test)]
mod tests;
mod tree;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::relational::{Database, Dialect};
use crate::store::Store;

pub use check::schema as json_schema;

pub use api::{ApiSettings, CustomDomain};
pub use auth::{ApiKey, Auth, AuthorizerFunction, Iam, Oidc, UserPools};
pub use caching::{CacheInstance, Caching, CachingBehavior, IgnoredInput, ResolverCaching};
pub use data_sources::{
    DataSourceKind, DataSourceSettings, EventBusSource, FunctionSource, HttpSource,
    PermissionSettings, Signing, TableSource,
};
pub use databases::DatabaseSettings;
pub use functions::FunctionSettings;
pub use lint::{Acceptance, Lint, LintLevel};
pub use locations::Locations;
pub use logging::{FieldLogLevel, Logging};
pub use overrides::ResourceOverride;
pub use predictions::Predictions;
pub use read::Reading;
pub use search::{ExistingDomain, Search, SearchCollection, SearchDomain, SearchEngine};
pub use state_machines::{MachineAlarms, MachineLogLevel, StateMachines};
pub use tables::{
    Billing, Encryption, ExistingTable, OnDelete, OnDemandCeiling, StreamView, TableArn,
    TableClass, Tables,
};

/// The settings of one API.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Settings {
    /// The API's name, and the prefix of what it exports.
    pub name: String,
    /// Authorization modes: how callers prove their identity.
    pub auth: Auth,
    /// The API itself: limits of requests, its domain, its firewall.
    pub api: ApiSettings,
    /// The cache of resolvers' responses; absent: none.
    pub caching: Option<Caching>,
    /// Tags of every resource that can have them.
    pub tags: BTreeMap<String, String>,
    /// The store of models.
    pub storage: Storage,
    /// The relational databases, by the name that `storage` calls them.
    pub databases: BTreeMap<String, DatabaseSettings>,
    /// Data sources for custom templates, by the names that the templates' files refer to.
    pub data_sources: BTreeMap<String, DataSourceSettings>,
    /// Versioned data sources for offline clients; absent: off.
    pub conflict_resolution: Option<ConflictResolution>,
    /// The configuration of DynamoDB tables.
    pub tables: Tables,
    /// Settings of single models, by the model's name.
    pub models: BTreeMap<String, ModelSettings>,
    /// AppSync's logs in CloudWatch Logs; absent: none.
    pub logging: Option<Logging>,
    /// Whether AppSync traces requests with X-Ray.
    pub x_ray: bool,
    /// Settings of `@predictions`; absent: a parameter of the root stack names the bucket.
    pub predictions: Option<Predictions>,
    /// Lambda functions that `@function` and state machines call, by the names that schemas and
    /// definitions have for them.
    pub functions: BTreeMap<String, FunctionSettings>,
    /// The configuration of state machines.
    pub state_machines: StateMachines,
    /// The search engine of `@searchable`.
    pub search: Search,
    /// Levels of diagnostics, and findings that are accepted.
    pub lint: Lint,
    /// Patches of single resources, by logical id, or by stack and logical id where several stacks
    /// have the id: `Todo/TodoTable`. The root stack is `root`.
    pub overrides: BTreeMap<String, ResourceOverride>,
    /// Locations in the file, for checks that need the whole schema.
    #[serde(skip)]
    pub locations: Locations,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: "api".to_owned(),
            auth: Auth::default(),
            api: ApiSettings::default(),
            caching: None,
            tags: BTreeMap::new(),
            storage: Storage::default(),
            databases: BTreeMap::new(),
            data_sources: BTreeMap::new(),
            conflict_resolution: None,
            models: BTreeMap::new(),
            tables: Tables::default(),
            logging: None,
            x_ray: false,
            predictions: None,
            functions: BTreeMap::new(),
            state_machines: StateMachines::default(),
            search: Search::default(),
            lint: Lint::default(),
            overrides: BTreeMap::new(),
            locations: Locations::default(),
        }
    }
}

/// The store of models.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Storage {
    /// The kind of store.
    pub engine: Engine,
    /// Which relational database of that kind; absent: the one that is called as the engine is.
    pub database: Option<String>,
}

/// A kind of store: DynamoDB, or a relational database with a [`Dialect`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Engine {
    /// A DynamoDB table a model.
    #[default]
    Dynamodb,
    /// A table of a PostgreSQL database.
    Postgres,
    /// A table of a MySQL database.
    Mysql,
}

impl Engine {
    /// Its name in the settings.
    pub fn word(self) -> &'static str {
        match self {
            Self::Dynamodb => "dynamodb",
            Self::Postgres => Dialect::Postgres.word(),
            Self::Mysql => Dialect::Mysql.word(),
        }
    }

    /// The SQL dialect; none if it is not a relational database.
    pub fn dialect(self) -> Option<Dialect> {
        match self {
            Self::Dynamodb => None,
            Self::Postgres => Some(Dialect::Postgres),
            Self::Mysql => Some(Dialect::Mysql),
        }
    }
}

/// The resolution of conflicts between offline clients.
///
/// Source of truth: AppSync's developer guide, "Conflict detection and resolution".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConflictResolution {
    /// The detection of conflicts.
    pub detection: ConflictDetection,
    /// The resolution of conflicts.
    pub handler: ConflictHandler,
}

/// The detection of conflicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ConflictDetection {
    /// By the version counter of each item.
    Version,
}

/// The resolution of conflicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ConflictHandler {
    /// Both changes are merged field by field.
    Automerge,
    /// The late change is refused.
    OptimisticConcurrency,
}

/// The settings of one model.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ModelSettings {
    /// Another store than the API's.
    pub storage: Option<Storage>,
    /// Other table settings than the API's.
    pub table: Option<Tables>,
    /// The table that holds its items already, which is referred to in place of a new one.
    pub existing_table: Option<ExistingTable>,
}

impl Settings {
    /// The store of a model.
    pub fn storage_of(&self, model: &str) -> &Storage {
        self.models.get(model).and_then(|own| own.storage.as_ref()).unwrap_or(&self.storage)
    }

    /// The kind of store of a model.
    pub fn engine_of(&self, model: &str) -> Engine {
        self.storage_of(model).engine
    }

    /// The store that `storage` names.
    pub fn store(&self, storage: &Storage) -> Store {
        let Some(dialect) = storage.engine.dialect() else { return Store::DynamoDb };
        let name = storage.database.clone().unwrap_or_else(|| storage.engine.word().to_owned());
        Store::Relational(Database { name, dialect })
    }

    /// The SQL dialect of a relational database, from `storage`, from that of a model, or from
    /// the database's section.
    pub fn dialect_of(&self, database: &str) -> Option<Dialect> {
        let of_models = self.models.values().filter_map(|own| own.storage.as_ref());
        let known = std::iter::once(&self.storage)
            .chain(of_models)
            .filter_map(|storage| self.store(storage).database().cloned())
            .find(|known| known.name == database);
        let own = || self.databases.get(database)?.engine;
        known.map(|known| known.dialect).or_else(own)
    }

    /// The existing table of a model, if it has one.
    pub fn existing_table_of(&self, model: &str) -> Option<&ExistingTable> {
        self.models.get(model)?.existing_table.as_ref()
    }

    /// The table settings of a model.
    pub fn table_of(&self, model: &str) -> &Tables {
        self.models.get(model).and_then(|own| own.table.as_ref()).unwrap_or(&self.tables)
    }
}
