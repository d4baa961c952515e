//! `@index`: a second way to find objects.

mod advice;
mod codes;
mod declare;
mod limits;
mod projection;
mod provisioned;
mod query;
mod table_request;

use burgeon_core::{Code, Declaring, Expanding, Transformer};

/// The transformer of `@index`.
#[derive(Debug, Clone, Copy)]
pub struct IndexTransformer;

impl Transformer for IndexTransformer {
    fn name(&self) -> &'static str {
        "index"
    }

    fn definitions(&self) -> &'static str {
        include_str!("directive.graphql")
    }

    fn documentation(&self) -> &'static str {
        include_str!("index.md")
    }

    fn codes(&self) -> &'static [&'static Code] {
        codes::ALL
    }

    fn declare(&self, api: &mut Declaring<'_>) {
        declare::indexes(api);
    }

    fn expand(&self, api: &mut Expanding<'_>) {
        let models: Vec<_> = api.models.values().cloned().collect();
        for model in &models {
            query::add(api, model);
            if !model.is_relational() {
                limits::check(api, model);
                advice::on_scans(api, model);
                advice::on_included(api, model);
                advice::on_projections(api, model);
            }
        }
    }
}
