//! `@versioned`: optimistic locking. Objects count their versions, and writes state the expected one.

mod codes;
mod declare;
mod expand;

use burgeon_core::{Code, Declaring, Expanding, Transformer};

/// The transformer of `@versioned`.
#[derive(Debug, Clone, Copy)]
pub struct VersionedTransformer;

impl Transformer for VersionedTransformer {
    fn name(&self) -> &'static str {
        "versioned"
    }

    fn definitions(&self) -> &'static str {
        include_str!("directive.graphql")
    }

    fn documentation(&self) -> &'static str {
        include_str!("versioned.md")
    }

    fn codes(&self) -> &'static [&'static Code] {
        codes::ALL
    }

    fn declare(&self, api: &mut Declaring<'_>) {
        declare::counters(api);
    }

    fn expand(&self, api: &mut Expanding<'_>) {
        expand::inputs(api);
        expand::writes(api);
    }
}
