//! `@validate`: rules that the values of fields keep.

mod codes;
mod contradiction;
mod declare;
mod step;

use std::sync::Arc;

use apollo_compiler::ast::OperationType;
use burgeon_core::api::Coordinate;
use burgeon_core::resolver::{Action, Slot, Step};
use burgeon_core::stage::ExpandedParts;
use burgeon_core::{Code, Declaring, Expanding, Transformer};

use step::Validation;

/// The transformer of `@validate`.
#[derive(Debug, Clone, Copy)]
pub struct ValidateTransformer;

impl Transformer for ValidateTransformer {
    fn name(&self) -> &'static str {
        "validate"
    }

    fn definitions(&self) -> &'static str {
        include_str!("directive.graphql")
    }

    fn documentation(&self) -> &'static str {
        include_str!("validate.md")
    }

    fn codes(&self) -> &'static [&'static Code] {
        codes::ALL
    }

    fn declare(&self, api: &mut Declaring<'_>) {
        declare::rules(api);
    }

    fn expand(&self, api: &mut Expanding<'_>) {
        let root = api.root_name(OperationType::Mutation);
        let ExpandedParts { models, resolvers, .. } = api.parts();
        for model in models.values().filter(|model| !model.rules.is_empty()) {
            let validation = Arc::new(Validation::new(&model.rules));
            for mutation in model.mutations.create.iter().chain(&model.mutations.update) {
                let at = Coordinate::new(root.clone(), mutation.clone());
                if let Some(resolver) = resolvers.get_mut(&at) {
                    let checked = Action::Statements(validation.clone());
                    resolver.add(Step::new(Slot::PreDataLoad, checked));
                }
            }
        }
    }
}
