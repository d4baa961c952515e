//! The queries that page through indexes.

use apollo_compiler::ast::OperationType;
use burgeon_core::Api;
use burgeon_core::api::{Index, Model};
use burgeon_core::resolver::{Action, Resolver, Slot, Step};
use burgeon_core::schema::field_with;
use burgeon_core::steps::dynamodb::{DEFAULT_LIMIT, Query, Request};

use crate::keys::KeyArguments;
use crate::model::page::Page;

/// Adds the queries of a model's indexes.
pub(super) fn add(api: &mut Api, model: &Model) {
    let Some(object) = api.schema.get_object(&model.name).cloned() else { return };
    let declared = api.declared(&object);
    for index in &model.indexes {
        let Some(query) = &index.query else { continue };
        let page = Page::add(api, &declared);
        let picked = KeyArguments::add(&mut api.schema, &model.name, &index.key, Some(&index.name));
        let arguments = picked.required().into_iter().chain(page.arguments());
        let field = field_with(query.clone(), arguments, page.ty());
        let resolver = resolver(model, index, &picked);
        api.add_root_field(OperationType::Query, field, resolver, index.span);
    }
}

fn resolver(model: &Model, index: &Index, picked: &KeyArguments<'_>) -> Resolver {
    let request = Request::Query(Query {
        index: Some(index.name.clone()),
        condition: picked.condition(),
        default_limit: DEFAULT_LIMIT,
    });
    let steps = [
        Step::new(Slot::PostAuth, Action::Guard(model.policy.clone())),
        Step::new(Slot::Data, Action::table(model.name.clone(), request)),
    ];
    Resolver::of_model(model.name.clone(), steps)
}
