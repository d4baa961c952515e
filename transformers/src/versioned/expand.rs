//! Adds versions to inputs and to writes.

use burgeon_core::api::{Counter, Model};
use burgeon_core::names::name;
use burgeon_core::resolver::Action;
use burgeon_core::schema::{Component, InputObjectType, input_value, named};
use burgeon_core::stage::ExpandedParts;
use burgeon_core::steps::dynamodb::{Condition, Request};
use burgeon_core::steps::guard::ConflictPayload;
use burgeon_core::vtl::{Expression, property};
use burgeon_core::{Expanding, Name};

use crate::model::names::mutation_input;

/// Removes the counter from the create input, and adds the expected version to the other inputs.
pub(super) fn inputs(api: &mut Expanding<'_>) {
    let counters = api.models.values().filter_map(|model| {
        let counter = model.counter.clone()?;
        Some((model.name.clone(), counter))
    });
    for (model, Counter { field, expected }) in counters.collect::<Vec<_>>() {
        if let Some(create) = api.input_mut(&mutation_input("create", &model)) {
            create.fields.shift_remove(&field);
        }
        for verb in ["update", "delete"] {
            if let Some(input) = api.input_mut(&mutation_input(verb, &model)) {
                add_expected(input, &expected);
            }
        }
    }
}

fn add_expected(input: &mut InputObjectType, expected: &Name) {
    let field = input_value(expected.clone(), named(name("Int")).non_null());
    input.fields.insert(expected.clone(), Component::new(field));
}

/// Has every write of a versioned object count, and be about the version that is expected.
pub(super) fn writes(api: &mut Expanding<'_>) {
    let ExpandedParts { resolvers, models, .. } = api.parts();
    for step in resolvers.values_mut().flat_map(|resolver| &mut resolver.steps) {
        let Action::DynamoDb(operation) = &mut step.action else { continue };
        let Some(Model { counter: Some(counter), policy, .. }) = models.get(&operation.model)
        else {
            continue;
        };
        let conditions = match &mut operation.request {
            Request::PutItem(put) => {
                put.counter = Some(counter.clone());
                continue;
            }
            Request::UpdateItem(update) => {
                update.counter = Some(counter.clone());
                &mut update.conditions
            }
            Request::DeleteItem(delete) => &mut delete.conditions,
            _ => continue,
        };
        let expected = format!("$ctx.args.input{}", property(&counter.expected));
        conditions.push(Condition::equals(counter.field.as_str(), Expression::raw(expected)));
        operation.conflict_payload = Some(ConflictPayload::new(policy));
    }
}
