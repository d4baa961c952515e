//! The result of a compilation.

use std::collections::BTreeMap;
use std::path::PathBuf;

use burgeon_cloudformation::packing::Placement;
use burgeon_core::Defect;
use burgeon_core::api::Coordinate;
use burgeon_core::diagnostics::RenderedDiagnostic;
use burgeon_core::settings::Settings;

use crate::{
    AccessTable, Authentication, DataSource, Database, ExpandedSchema, Recorded, Resolver, Stacks,
    StateMachine, Table,
};

/// The sections that transformers add to the manifest, each with its entries by name.
pub type Sections = BTreeMap<String, BTreeMap<String, serde_json::Value>>;

/// A compiled API, and the warnings and advice about it.
#[derive(Debug, Clone)]
pub struct Compilation {
    /// The API's name.
    pub name: String,
    /// The expanded schema.
    pub schema: ExpandedSchema,
    /// The authentication types of the API.
    pub authentication: Authentication,
    /// The settings that the API was compiled with.
    pub settings: Recorded<Settings>,
    /// The resolvers.
    pub resolvers: BTreeMap<Coordinate, Resolver>,
    /// The data sources, by name.
    pub data_sources: BTreeMap<String, DataSource>,
    /// The tables of DynamoDB, by name: a model's is called `<Model>Table`.
    pub tables: BTreeMap<String, Table>,
    /// The relational databases that hold models, by their names in the settings.
    pub databases: BTreeMap<String, Database>,
    /// The state machines, by name.
    pub state_machines: BTreeMap<String, StateMachine>,
    /// The sections that transformers add to the manifest.
    pub sections: Sections,
    /// The access table.
    pub access: Recorded<AccessTable>,
    /// The CloudFormation stacks.
    pub stacks: Stacks,
    /// The nested stack of each model, resolver and data source.
    pub placement: Recorded<Placement>,
    /// Further files that stacks refer to, such as the code of functions, by their paths relative
    /// to the output folder.
    pub assets: BTreeMap<String, String>,
    /// The files that the schema refers to, such as definitions of state machines.
    pub referred_files: Vec<PathBuf>,
    /// Warnings, sorted by file and location.
    pub warnings: Vec<RenderedDiagnostic>,
    /// Suggestions, sorted by file and location.
    pub advice: Vec<RenderedDiagnostic>,
}

impl Compilation {
    /// The text of the expanded schema for AppSync.
    pub fn schema(&self) -> String {
        self.schema.to_string()
    }

    /// The text of `burgeon.lock`: the stack of each model. It is stored next to the schema and
    /// passed to the next build with `Compiler::lock`. Absent if the placement is not recorded.
    ///
    /// # Errors
    ///
    /// An internal error of the compiler.
    pub fn lock(&self) -> Result<Option<String>, Defect> {
        let text = self.placement.as_ref().map(Placement::to_lock).transpose();
        text.map_err(|reason| Defect::new(reason.to_string()).at("burgeon.lock"))
    }
}
