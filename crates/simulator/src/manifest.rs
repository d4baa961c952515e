//! `manifest.json`: a compilation's output, described for programs.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::dynamodb::TableSchema;

/// The parts of a manifest that the simulator uses. Paths are relative to the manifest.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    /// The manifest's own version: 1.
    pub version: u32,
    /// The tables by name.
    #[serde(default)]
    pub tables: BTreeMap<String, TableSchema>,
    /// The data sources by name.
    #[serde(default)]
    pub data_sources: BTreeMap<String, DataSourceDefinition>,
    /// The resolvers by `Type.field`.
    #[serde(default)]
    pub resolvers: BTreeMap<String, ResolverDefinition>,
}

/// A data source.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DataSourceDefinition {
    /// Its type in AppSync: `NONE`, `AMAZON_DYNAMODB`, `AWS_LAMBDA`, ….
    #[serde(rename = "type")]
    pub kind: String,
    /// The table, if it is one of DynamoDB's that the API has.
    pub table: Option<String>,
    /// The table, if it is one of DynamoDB's that was there before.
    pub table_name: Option<String>,
    /// The address of an HTTP data source.
    pub endpoint: Option<String>,
}

/// A resolver.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "UPPERCASE")]
pub enum ResolverDefinition {
    /// One request to one data source.
    Unit(Invocation),
    /// Functions, one after the other, between two templates.
    Pipeline {
        /// The template that runs before the functions.
        request: String,
        /// The template that runs after them.
        response: String,
        /// The functions.
        functions: Vec<FunctionDefinition>,
    },
}

/// A request to a data source, and what is made of the answer.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Invocation {
    /// The data source's name.
    pub data_source: String,
    /// The template that makes the request.
    pub request: String,
    /// The template that makes the result of the answer.
    pub response: String,
    /// The maximal batch size; absent: no batches.
    pub max_batch_size: Option<usize>,
}

/// A function of a pipeline.
#[derive(Debug, Clone, Deserialize)]
pub struct FunctionDefinition {
    /// Its name.
    pub name: String,
    /// Its request, and its data source.
    #[serde(flatten)]
    pub invocation: Invocation,
}
