//! Lowers steps to AppSync resolvers. Statements without a data source are merged into adjacent
//! requests, and the rest become pipeline functions.

mod caching;
mod check;
mod merge_steps;
mod planned_request;

pub use burgeon_core::resolver::Use;
pub(crate) use caching::{CachingConfig, caching_config, caching_faults};
pub use check::check_template;
pub(crate) use check::defects;

use burgeon_compilation::{DataSourceCall, Pipeline, PipelineFunction, Resolver as Compiled};
use burgeon_core::api::{Api, Coordinate, DataSource};
use burgeon_core::deployment::Variable;
use burgeon_core::diagnostics::Code;
use burgeon_core::infrastructure::Usage;
use burgeon_core::resolver::{Action, Needs, Resolver, Slot};
use burgeon_core::{Defect, Name};
use rayon::iter::Either;
use rayon::prelude::*;

/// Every kind of diagnostic that planning reports.
pub fn codes() -> Vec<&'static Code> {
    [check::CODES, caching::CODES].concat()
}

/// An AppSync resolver with rendered templates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedResolver {
    /// The field.
    pub at: Coordinate,
    /// The stack name of the model whose stack contains the resolver; absent: the root stack.
    pub model: Option<Name>,
    /// Its requests and templates.
    pub kind: Kind,
}

/// The two kinds of resolver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// One request to one data source.
    Unit(RequestPair),
    /// Functions that run in order.
    Pipeline {
        /// The request mapping template of the pipeline, run before the first function.
        before: String,
        /// The functions, in order.
        functions: Vec<Function>,
        /// The response mapping template of the pipeline, run after the last function.
        after: String,
    },
}

/// A function of a pipeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// The slot's name, with a number if the slot has several functions: `postAuth.1`.
    pub name: String,
    /// The slot of its step.
    pub slot: Slot,
    /// Its request to a data source.
    pub request_pair: RequestPair,
}

/// A request to a data source, with its request and response templates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestPair {
    /// The data source.
    pub data_source: DataSource,
    /// The actions that the request needs on a table.
    pub uses: Vec<Use>,
    /// Whether it changes the version of an item, which can cause conflicts.
    pub versioned: bool,
    /// Its needs in addition to its templates.
    pub needs: Needs,
    /// The request mapping template.
    pub request: String,
    /// The response mapping template.
    pub response: String,
}

/// The resolvers of an API, in the order of their coordinates, and a defect for each that cannot be
/// planned.
pub fn plan(api: &Api) -> (Vec<PlannedResolver>, Vec<Defect>) {
    // A resolver that has only guards gets its request from a custom template.
    let is_written = |resolver: &Resolver| {
        resolver.steps.iter().any(|step| !matches!(step.action, Action::Guard(_)))
    };
    let mut resolvers: Vec<_> =
        api.resolvers.iter().filter(|(_, resolver)| is_written(resolver)).collect();
    resolvers.sort_by_key(|(at, _)| *at);
    resolvers.into_par_iter().partition_map(|(at, resolver)| {
        match merge_steps::merge_steps(api, at.clone(), resolver) {
            Ok(planned) => Either::Left(planned),
            Err(defect) => Either::Right(defect.at(at)),
        }
    })
}

/// The data sources that resolvers call, with the permissions that they need.
pub(crate) fn usage(resolvers: &[PlannedResolver]) -> Usage {
    let mut usage = Usage::default();
    for request_pair in resolvers.iter().flat_map(|resolver| resolver.kind.request_pairs()) {
        usage.record(&request_pair.data_source, &request_pair.uses, &request_pair.needs);
    }
    usage
}

impl PlannedResolver {
    /// The resolver without the data that only the stacks need.
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
