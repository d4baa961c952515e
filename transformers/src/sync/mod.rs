//! Conflict resolution, by the settings: versions of items, and queries for what changed.
//!
//! Source of truth: AppSync's developer guide, "Conflict detection and sync".

use apollo_compiler::ast::OperationType;
use burgeon_core::api::{Model, Operation};
use burgeon_core::names::{camel_case, name, pascal_case, plural};
use burgeon_core::resolver::{Action, Resolver, Slot, Step};
use burgeon_core::schema::{field, field_with, input_value, named};
use burgeon_core::stage::ExpandedParts;
use burgeon_core::steps::dynamodb::{Request, Sync};
use burgeon_core::{Declaring, Expanding, Transformer};

/// The transformer of the setting `conflictResolution`.
#[derive(Debug, Clone, Copy)]
pub struct SyncTransformer;

impl Transformer for SyncTransformer {
    fn name(&self) -> &'static str {
        "conflictResolution"
    }

    fn definitions(&self) -> &'static str {
        ""
    }

    fn documentation(&self) -> &'static str {
        include_str!("sync.md")
    }

    fn declare(&self, api: &mut Declaring<'_>) {
        if api.settings.conflict_resolution.is_none() {
            return;
        }
        for model in api.models_mut().values_mut().filter(|model| !model.is_relational()) {
            model.syncable = true;
            if model.queries.get.is_some() || model.queries.list.is_some() {
                model.queries.sync = Some(camel_case(&["sync", &plural(&model.name)]));
            }
        }
    }

    fn expand(&self, api: &mut Expanding<'_>) {
        let models: Vec<Model> =
            api.models.values().filter(|model| model.syncable).cloned().collect();
        for model in &models {
            add_query(api, model);
            add_versions(api, model);
        }
        write_versions(api);
    }
}

fn add_query(api: &mut Expanding<'_>, model: &Model) {
    let Some(query) = &model.queries.sync else { return };
    let filter = pascal_case(&["model", &model.name, "filterInput"]);
    let arguments = [
        input_value(name("filter"), named(filter)),
        input_value(name("limit"), named(name("Int"))),
        input_value(name("nextToken"), named(name("String"))),
        input_value(name("lastSync"), named(name("AWSTimestamp"))),
    ];
    let page = pascal_case(&["model", &model.name, "connection"]);
    let started = field(name("startedAt"), named(name("AWSTimestamp")));
    api.add_field(&page, started);
    let request = Action::table(model.name.clone(), Request::Sync(Sync::default()));
    let guard = Step::guard(model.policy.for_operation(Operation::Sync));
    let steps = [guard, Step::new(Slot::Data, request)];
    let resolver = Resolver::of_model(model.name.clone(), steps);
    let field = field_with(query.clone(), arguments, named(page));
    api.add_root_field(OperationType::Query, field, resolver, model.span);
}

/// Adds the version fields to the type and to its inputs and filters.
fn add_versions(api: &mut Expanding<'_>, model: &Model) {
    let ty = &model.name;
    let object = [
        field(name("_version"), named(name("Int")).non_null()),
        field(name("_deleted"), named(name("Boolean"))),
        field(name("_lastChangedAt"), named(name("AWSTimestamp")).non_null()),
    ];
    object.into_iter().for_each(|field| api.add_field(ty, field));
    for verb in ["create", "update", "delete"] {
        let input = pascal_case(&[verb, ty, "input"]);
        api.add_input_field(&input, input_value(name("_version"), named(name("Int"))));
    }
    for prefix in ["model", "modelSubscription"] {
        for suffix in ["filterInput", "conditionInput"] {
            // As published: only index queries use the filter, and it has no `_deleted`.
            if (prefix, suffix) == ("model", "filterInput") && is_listed_by_index_only(model) {
                continue;
            }
            let input = pascal_case(&[prefix, ty, suffix]);
            let deleted = input_value(name("_deleted"), named(name("ModelBooleanInput")));
            api.add_input_field(&input, deleted);
        }
    }
}

fn is_listed_by_index_only(model: &Model) -> bool {
    let has_list = model.queries.list.is_some() || model.queries.sync.is_some();
    !has_list && model.indexes.iter().any(|index| index.query.is_some())
}

/// Adds the expected version to the input of every write.
fn write_versions(api: &mut Expanding<'_>) {
    let ExpandedParts { resolvers, models, .. } = api.parts();
    for step in resolvers.values_mut().flat_map(|resolver| &mut resolver.steps) {
        let Action::DynamoDb(operation) = &mut step.action else { continue };
        if models.get(&operation.model).is_none_or(|model| !model.syncable) {
            continue;
        }
        match &mut operation.request {
            Request::PutItem(put) => put.versioned = true,
            Request::UpdateItem(update) => update.versioned = true,
            Request::DeleteItem(delete) => delete.versioned = true,
            _ => {}
        }
    }
}
