//! The searched fields, and the queries.

use std::sync::Arc;

use apollo_compiler::ast::OperationType;
use burgeon_core::Expanding;
use burgeon_core::api::{Caller, Model, Models, Operation};
use burgeon_core::appsync::base_scalar;
use burgeon_core::resolver::{Action, Resolver, Slot, Step};
use burgeon_core::schema::{ExtendedType, Schema, Type, field_with, named};
use burgeon_core::settings::SearchEngine;
use burgeon_core::stage::ExpandedParts;

use super::index::{SearchIndexes, SearchType};
use super::search::Search;
use super::{data_source, inputs, names, types};

/// Lists the fields of the indexes' documents: those that objects are stored with.
pub(super) fn fields(api: &mut Expanding<'_>) {
    let ExpandedParts { models, schema, extensions, .. } = api.parts();
    let SearchIndexes(indexes) = extensions.get_or_default();
    for (name, index) in indexes {
        let (Some(model), Some(object)) = (models.get(name), schema.get_object(name)) else {
            continue;
        };
        let stored = object.fields.values().filter_map(|field| {
            let ty = kept_as(schema, models, &field.ty)?;
            Some((field.name.clone(), ty))
        });
        index.fields = stored.collect();
        // Objects name their owners in fields that the type may not declare.
        for naming in model.policy.ruled_callers().filter_map(Caller::naming) {
            index.fields.entry(naming.field.clone()).or_insert(SearchType::Text);
        }
    }
}

/// The type of a field in the index. `None` for objects of other models.
fn kept_as(schema: &Schema, models: &Models, ty: &Type) -> Option<SearchType> {
    let inner = ty.inner_named_type();
    if models.contains_key(inner) {
        return None;
    }
    if base_scalar(inner).is_some() {
        return Some(SearchType::of_scalar(inner));
    }
    Some(match schema.types.get(inner)? {
        ExtendedType::Scalar(_) | ExtendedType::Enum(_) => SearchType::Text,
        _ => SearchType::Object,
    })
}

/// Adds the queries and the types that they need.
pub(super) fn queries(api: &mut Expanding<'_>) {
    let SearchIndexes(indexes) = api.extensions.get().cloned().unwrap_or_default();
    let models: Vec<Model> = api.models.values().cloned().collect();
    for model in models {
        let Some(index) = indexes.get(&model.name).cloned() else { continue };
        let Some(query) = index.query.clone() else { continue };
        let Some(object) = api.schema.get_object(&model.name).cloned() else { continue };
        types::add_common(api);
        inputs::add_common(api);
        api.add_type(types::connection(&model.name));
        let arguments = inputs::arguments(api, &object);
        let field = field_with(query, arguments, named(names::connection(&model.name)));
        let engine = api.settings.search.engine;
        let search = Search {
            index,
            data_source: data_source::for_engine(engine),
            is_by_function: engine == SearchEngine::Serverless,
            key: model.key.fields().map(|part| part.name.clone()).collect(),
            limited: model.policy.restricted_fields(Operation::Search),
        };
        let mut steps = vec![Step::guard(model.policy.for_operation(Operation::Search))];
        if engine != SearchEngine::None {
            steps.push(Step::new(Slot::Data, Action::GuardedRequest(Arc::new(search))));
        }
        let resolver = Resolver::of_model(model.name.clone(), steps);
        api.add_root_field(OperationType::Query, field, resolver, model.span);
    }
}
