//! `@manyToMany`: any number of another model's objects, each of which leads back to any number.

mod codes;
mod declare;
mod join;

use burgeon_core::api::RelationKind;
use burgeon_core::{Code, Declaring, Expanding, Transformer};

use super::expand;

/// The transformer of `@manyToMany`.
#[derive(Debug, Clone, Copy)]
pub struct ManyToManyTransformer;

impl Transformer for ManyToManyTransformer {
    fn name(&self) -> &'static str {
        "manyToMany"
    }

    fn definitions(&self) -> &'static str {
        include_str!("directive.graphql")
    }

    fn documentation(&self) -> &'static str {
        include_str!("many-to-many.md")
    }

    fn codes(&self) -> &'static [&'static Code] {
        codes::ALL
    }

    fn declare(&self, api: &mut Declaring<'_>) {
        declare::relations(api);
    }

    fn expand(&self, api: &mut Expanding<'_>) {
        expand::relations(api, RelationKind::ManyToMany);
    }
}
