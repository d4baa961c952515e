//! From steps to AppSync's resolvers: what can melt melts, the rest becomes functions.

mod asked;
mod check;
mod fuse;
mod own;
mod roles;
mod whole;

pub use burgeon_core::resolver::Use;
pub use check::check_template;
pub(crate) use check::defects;
pub(crate) use own::{OwnFiles, taken_names};
pub(crate) use roles::{RolePolicies, role_policies};
pub(crate) use whole::check_api;

use burgeon_core::Name;
use burgeon_core::api::{Api, Coordinate, DataSource};
use burgeon_core::deployment::Variable;
use burgeon_core::diagnostics::Code;
use burgeon_core::resolver::{Action, Needs, Resolver, Slot};
use rayon::prelude::*;

/// Every kind of diagnostic that planning reports.
pub fn codes() -> Vec<&'static Code> {
    [whole::CODES, own::CODES, roles::CODES, check::CODES].concat()
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
        /// What is asked, in order.
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

impl RequestPair {
    /// The request and the response template. In a file, variables of the deployment are set to
    /// samples; the stack's own copy of the request holds their values.
    fn into_files(self) -> [String; 2] {
        let set = |variable: &Variable| {
            format!("#set( ${} = '{}' )\n", variable.name(), variable.sample())
        };
        let head: String = self.needs.variables.iter().map(set).collect();
        [head + &self.request, self.response]
    }
}

impl Kind {
    /// The texts of all templates as files, in the order in which they run.
    pub fn into_templates(self) -> Vec<String> {
        match self {
            Self::Unit(request_pair) => request_pair.into_files().into(),
            Self::Pipeline { before, functions, after } => {
                let texts =
                    functions.into_iter().flat_map(|function| function.request_pair.into_files());
                std::iter::once(before).chain(texts).chain([after]).collect()
            }
        }
    }

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
