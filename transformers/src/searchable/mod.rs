//! `@searchable`: the objects of a model can be searched.

mod codes;
mod data_source;
mod declare;
mod deploy;
mod expand;
mod index;
mod inputs;
mod names;
mod search;
mod types;

use burgeon_core::infrastructure::{Infrastructure, Usage};
use burgeon_core::{Api, Code, Declaring, Expanding, Transformer};

/// The transformer of `@searchable`.
#[derive(Debug, Clone, Copy)]
pub struct SearchableTransformer;

impl Transformer for SearchableTransformer {
    fn name(&self) -> &'static str {
        "searchable"
    }

    fn definitions(&self) -> &'static str {
        include_str!("directive.graphql")
    }

    fn documentation(&self) -> &'static str {
        include_str!("searchable.md")
    }

    fn codes(&self) -> &'static [&'static Code] {
        codes::ALL
    }

    fn declare(&self, api: &mut Declaring<'_>) {
        declare::indexes(api);
    }

    fn expand(&self, api: &mut Expanding<'_>) {
        expand::fields(api);
        expand::queries(api);
    }

    fn deploy(&self, api: &Api, _usage: &Usage, infrastructure: &mut Infrastructure) {
        deploy::engine(api, infrastructure);
    }
}
