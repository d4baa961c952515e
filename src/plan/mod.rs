//! From steps to AppSync's resolvers: what can melt melts, the rest becomes functions.

mod caching;
mod check;
mod fuse;
mod own;
mod planned_request;

pub use burgeon_core::resolver::Use;
pub(crate) use caching::{CachingConfig, caching_config, caching_faults};
pub use check::check_template;
pub(crate) use check::defects;
pub(crate) use own::{OwnFiles, taken_names};

use burgeon_compilation::{DataSourceCall, Pipeline, PipelineFunction, Resolver as Compiled};
use burgeon_core::Name;
use burgeon_core::api::{Api, Coordinate, DataSource};
use burgeon_core::deployment::Variable;
use burgeon_core::diagnostics::Code;
use burgeon_core::infrastructure::Usage;
use burgeon_core::resolver::{Action, Needs, Resolver, Slot};
use rayon::prelude::*;

/// Every kind of diagnostic that planning reports.
pub fn codes() -> Vec<&'static Code> {
    [own::CODES, check::CODES, caching::CODES].concat()
}

/// A resolver as AppSync knows it, its templates written out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedResolver {
    /// The field.
    pub at: Coordinate,
    /// What the model is stored as whose stack it stands in; absent: the root stack.
    pub model: Option<Name>,
    /// What it is made of.
    pub kind: Kind,
}

/// The two kinds of resolver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// One request to one data source.
    Unit(RequestPair),
    /// Several, one after the other.
    Pipeline {
        /// Run before the first function.
        before: String,
        /// What is request, in order.
        functions: Vec<Function>,
        /// Run after the last function.
        after: String,
    },
}

/// A function of a pipeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Its slot, and within it a number if there are several: `postAuth.1`.
    pub name: String,
    /// Where in the resolver it stands.
    pub slot: Slot,
    /// What it does.
    pub request_pair: RequestPair,
}

/// A request to a data source and what is made of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestPair {
    /// The data source.
    pub data_source: DataSource,
    /// What the request may do there.
    pub uses: Vec<Use>,
    /// Whether it changes the version of an item, so that conflicts can arise.
    pub versioned: bool,
    /// What it needs beside its templates.
    pub needs: Needs,
    /// The request mapping template.
    pub request: String,
    /// The response mapping template.
    pub response: String,
}

/// The resolvers of an API, in the order of their coordinates.
pub fn plan(api: &Api) -> Vec<PlannedResolver> {
    // A resolver that does nothing but judge is for the author to write.
    let is_written = |resolver: &Resolver| {
        resolver.steps.iter().any(|step| !matches!(step.action, Action::Guard(_)))
    };
    let mut resolvers: Vec<_> =
        api.resolvers.iter().filter(|(_, resolver)| is_written(resolver)).collect();
    resolvers.sort_by_key(|(at, _)| *at);
    resolvers.into_par_iter().map(|(at, resolver)| fuse::fuse(api, at.clone(), resolver)).collect()
}

/// What resolvers do with data sources.
pub(crate) fn usage(resolvers: &[PlannedResolver]) -> Usage {
    let mut usage = Usage::default();
    for request_pair in resolvers.iter().flat_map(|resolver| resolver.kind.request_pairs()) {
        usage.record(&request_pair.data_source, &request_pair.uses, &request_pair.needs);
    }
    usage
}

impl PlannedResolver {
    /// The resolver without what only the stacks need to know of it.
    pub(crate) fn into_compiled(self) -> (Coordinate, Compiled) {
        let compiled =
            match self.kind {
                Kind::Unit(request_pair) => Compiled::Unit(request_pair.into_call()),
                Kind::Pipeline { before, functions, after } => {
                    let function = |Function { name, slot, request_pair }: Function| {
                        PipelineFunction { name, slot, call: request_pair.into_call() }
                    };
                    let functions = functions.into_iter().map(function).collect();
                    Compiled::Pipeline(Pipeline { before, functions, after })
                }
            };
        (self.at, compiled)
    }
}

impl RequestPair {
    /// The request with variables of the deployment set to samples; the stack's own copy of the
    /// request holds their values.
    fn into_call(self) -> DataSourceCall {
        let set = |variable: &Variable| {
            format!("#set( ${} = '{}' )\n", variable.name(), variable.sample())
        };
        let head: String = self.needs.variables.iter().map(set).collect();
        DataSourceCall {
            data_source: self.data_source.name(),
            max_batch_size: self.needs.max_batch_size,
            request: if head.is_empty() { self.request } else { head + &self.request },
            response: self.response,
        }
    }
}

impl Kind {
    /// The texts of all templates, in the order in which they run.
    pub fn templates(&self) -> Vec<&str> {
        match self {
            Self::Unit(request_pair) => vec![&request_pair.request, &request_pair.response],
            Self::Pipeline { before, functions, after } => {
                let texts = functions.iter().map(|function| &function.request_pair).flat_map(
                    |request_pair| [request_pair.request.as_str(), &request_pair.response],
                );
                std::iter::once(before.as_str()).chain(texts).chain([after.as_str()]).collect()
            }
        }
    }

    /// Every request that is made, in order.
    pub fn request_pairs(&self) -> impl Iterator<Item = &RequestPair> {
        let (unit, functions) = match self {
            Self::Unit(request_pair) => (Some(request_pair), [].as_slice()),
            Self::Pipeline { functions, .. } => (None, functions.as_slice()),
        };
        unit.into_iter().chain(functions.iter().map(|function| &function.request_pair))
    }
}
