//! Adds versions to inputs and to writes.

use burgeon_core::api::{Counter, Model};
use burgeon_core::names::name;
use burgeon_core::resolver::Action;
use burgeon_core::schema::{Component, ExtendedType, InputObjectType, input_value, named};
use burgeon_core::steps::dynamodb::{Condition, Request};
use burgeon_core::steps::guard::ConflictPayload;
use burgeon_core::vtl::{Expression, property};
use burgeon_core::{Api, Name};

use crate::model::names::mutation_input;

/// Removes the counter from the create input, and adds the expected version to the other inputs.
pub(super) fn inputs(api: &mut Api) {
    let Api { models, schema, .. } = api;
    for model in models.values() {
        let Some(Counter { field, expected }) = &model.counter else { continue };
        let mut input = |verb: &str, change: &dyn Fn(&mut InputObjectType)| {
            let found = schema.types.get_mut(&mutation_input(verb, &model.name));
            if let Some(ExtendedType::InputObject(input)) = found {
                change(input.make_mut());
            }
        };
        input("create", &|input| drop(input.fields.shift_remove(field)));
        for verb in ["update", "delete"] {
            input(verb, &|input| add_expected(input, expected));
        }
    }
}

fn add_expected(input: &mut InputObjectType, expected: &Name) {
    let field = input_value(expected.clone(), named(name("Int")).non_null());
    input.fields.insert(expected.clone(), Component::new(field));
}

/// Has every write of a versioned object count, and be about the version that is expected.
pub(super) fn writes(api: &mut Api) {
    let Api { resolvers, models, .. } = api;
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
