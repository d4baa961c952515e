//! `@model`: a type whose objects are kept in a table.

mod codes;
pub(crate) mod declare;
mod filters;
mod inputs;
pub(crate) mod names;
mod operations;
pub(crate) mod page;
mod provisioned;
mod relational;
mod types;

use burgeon_core::api::ApiShape;
use burgeon_core::{Code, Declaring, Expanding, Transformer};

/// The transformer of `@model`.
#[derive(Debug, Clone, Copy)]
pub struct ModelTransformer;

impl Transformer for ModelTransformer {
    fn name(&self) -> &'static str {
        "model"
    }

    fn definitions(&self) -> &'static str {
        include_str!("directive.graphql")
    }

    fn documentation(&self) -> &'static str {
        include_str!("model.md")
    }

    fn codes(&self) -> &'static [&'static Code] {
        codes::ALL
    }

    fn declare(&self, api: &mut Declaring<'_>) {
        declare::models(api);
    }

    fn expand(&self, api: &mut Expanding<'_>) {
        if api.models.is_empty() {
            return;
        }
        if api.models.values().any(|model| model.form == ApiShape::Amplify) {
            filters::add_common(api);
        }
        types::add_implicit_fields(api);
        let models: Vec<_> = api.models.values().cloned().collect();
        let nested = inputs::NestedInputs::find(api);
        nested.add(api);
        for model in &models {
            operations::add(api, model);
            relational::check_names(api, model);
        }
    }
}
