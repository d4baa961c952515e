//! The implementation of a directive.

use crate::infrastructure::{Infrastructure, Usage};
use crate::schema::Schema;
use crate::{Api, Code, Declaring, Expanding, Preparing};

/// A directive (or a few related ones): its definition, its documentation, its diagnostics, and
/// what it adds to the [`Api`].
///
/// All transformers [`prepare`](Transformer::prepare) before the first one
/// [`declare`](Transformer::declare)s, and all declare before the first one
/// [`expand`](Transformer::expand)s, each time in the order of the compiler's list. When the
/// resolvers are planned, all [`deploy`](Transformer::deploy). They never call each other: they
/// exchange data through the [`Api`].
pub trait Transformer: Send + Sync {
    /// The name that the transformer is listed and documented under, for example `model`.
    fn name(&self) -> &'static str;

    /// The definitions, in SDL, of the directives that it reads and of the types of their
    /// arguments.
    fn definitions(&self) -> &'static str;

    /// Types, in SDL, that fields with the directive [`name`](Transformer::name) refer to. They are
    /// added to schemas that use the directive and do not define them.
    fn types(&self) -> &'static str {
        ""
    }

    /// The page of the directives in Markdown: their meaning and their use.
    fn documentation(&self) -> &'static str;

    /// Every kind of diagnostic that it reports.
    fn codes(&self) -> &'static [&'static Code] {
        &[]
    }

    /// The files that the schema refers to and that it reads, by their paths from the schema's
    /// folder.
    fn files(&self, schema: &Schema) -> Vec<String> {
        let _ = schema;
        vec![]
    }

    /// Adds types with directives of other transformers, as though the author had written them.
    fn prepare(&self, api: &mut Preparing<'_>) {
        let _ = api;
    }

    /// Reads the uses of the directives and records what they mean as data: models, keys, relations,
    /// policies. The schema cannot be changed.
    fn declare(&self, api: &mut Declaring<'_>) {
        let _ = api;
    }

    /// Adds types, fields and resolvers, from the data that all transformers declared. This data cannot
    /// be changed.
    fn expand(&self, api: &mut Expanding<'_>) {
        let _ = api;
    }

    /// Adds what is deployed with the API: data sources, functions with their code, properties of
    /// tables. `usage` lists the data sources that the planned resolvers call, and what their roles
    /// have to allow.
    fn deploy(&self, api: &Api, usage: &Usage, infrastructure: &mut Infrastructure) {
        let _ = (api, usage, infrastructure);
    }
}
