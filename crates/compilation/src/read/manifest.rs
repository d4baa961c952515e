//! The manifest as it is read. What is not listed here is skipped: newer builds may write more.

use std::collections::BTreeMap;

use amazon_states_language::definition::ExecutionType;
use burgeon_core::relational::Dialect;
use burgeon_core::resolver::Slot;
use serde::Deserialize;

use super::{Files, ReadError};
use crate::{
    Authentication, DataSource, DataSourceCall, MANIFEST_FILE, Pipeline, PipelineFunction,
    Resolver, Table,
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Manifest {
    pub(super) name: String,
    pub(super) schema: String,
    pub(super) auth: Authentication,
    pub(super) tables: BTreeMap<String, Table>,
    #[serde(default)]
    pub(super) databases: BTreeMap<String, DatabaseEntry>,
    pub(super) data_sources: BTreeMap<String, DataSource>,
    pub(super) resolvers: BTreeMap<String, ResolverEntry>,
    pub(super) root: StackEntry,
    pub(super) stacks: BTreeMap<String, StackEntry>,
    #[serde(default)]
    pub(super) state_machines: BTreeMap<String, StateMachineEntry>,
    pub(super) placement: Option<BTreeMap<String, String>>,
    pub(super) access: Option<String>,
    pub(super) settings: Option<String>,
    /// The other sections.
    #[serde(flatten)]
    pub(super) sections: BTreeMap<String, serde_json::Value>,
}

#[derive(Deserialize)]
pub(super) struct DatabaseEntry {
    pub(super) engine: Dialect,
    pub(super) definitions: String,
}

#[derive(Deserialize)]
pub(super) struct StackEntry {
    pub(super) template: String,
}

#[derive(Deserialize)]
pub(super) struct StateMachineEntry {
    #[serde(rename = "type")]
    pub(super) kind: ExecutionType,
    pub(super) definition: String,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum ResolverEntry {
    Unit(CallEntry),
    Pipeline { request: String, response: String, functions: Vec<FunctionEntry> },
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CallEntry {
    data_source: String,
    max_batch_size: Option<u16>,
    request: String,
    response: String,
}

#[derive(Deserialize)]
pub(super) struct FunctionEntry {
    name: String,
    slot: String,
    #[serde(flatten)]
    call: CallEntry,
}

impl ResolverEntry {
    /// The resolver, with the texts of its templates.
    pub(super) fn resolver(self, files: &mut Files) -> Result<Resolver, ReadError> {
        match self {
            Self::Unit(call) => Ok(Resolver::Unit(call.call(files)?)),
            Self::Pipeline { request, response, functions } => {
                let functions = functions.into_iter().map(|entry| entry.function(files));
                Ok(Resolver::Pipeline(Pipeline {
                    functions: functions.collect::<Result<_, _>>()?,
                    before: files.take(&request)?,
                    after: files.take(&response)?,
                }))
            }
        }
    }
}

impl CallEntry {
    fn call(self, files: &mut Files) -> Result<DataSourceCall, ReadError> {
        Ok(DataSourceCall {
            data_source: self.data_source,
            max_batch_size: self.max_batch_size,
            request: files.take(&self.request)?,
            response: files.take(&self.response)?,
        })
    }
}

impl FunctionEntry {
    fn function(self, files: &mut Files) -> Result<PipelineFunction, ReadError> {
        let unknown = || ReadError::invalid(MANIFEST_FILE, format!("unknown slot `{}`", self.slot));
        Ok(PipelineFunction {
            slot: Slot::from_name(&self.slot).ok_or_else(unknown)?,
            name: self.name,
            call: self.call.call(files)?,
        })
    }
}
