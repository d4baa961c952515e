//! Owner fields that the author did not declare.

use burgeon_core::api::{Caller, Coordinate, Implicit, Model};
use burgeon_core::names::name;
use burgeon_core::schema::{Component, ExtendedType, FieldDefinition, field, input_value, named};
use burgeon_core::{Api, Name};

use crate::model::names;

/// Adds owner fields to models, and to their filter and condition inputs.
pub(super) fn add_owner_fields(api: &mut Api) {
    let ruled: Vec<Model> =
        api.models.values().filter(|model| model.policy.has_rules()).cloned().collect();
    for model in ruled {
        let filter = names::subscription_filter_input(&model.name);
        for naming in model.policy.ruled_callers().filter_map(Caller::naming) {
            // AppSync takes one condition per field, and the rule's condition uses it.
            remove_input_field(api, &filter, &naming.field);
        }
        for owner in model.policy.ruled_callers().filter_map(Caller::owner_field) {
            let inputs = [names::filter_input(&model.name), names::condition_input(&model.name)];
            let of_table = !model.is_relational();
            for input in inputs.iter().chain([&filter]).filter(|_| of_table) {
                add_input_field(api, input, owner);
            }
            add_field(api, &model.name, owner);
        }
    }
}

fn add_field(api: &mut Api, model: &Name, owner: &Name) {
    let Some(ExtendedType::Object(object)) = api.schema.types.get_mut(model) else { return };
    if object.fields.contains_key(owner) {
        return;
    }
    let added: FieldDefinition = field(owner.clone(), named(name("String")));
    object.make_mut().fields.insert(owner.clone(), Component::new(added));
    api.implicit.insert(Coordinate::new(model.clone(), owner.clone()), Implicit::Managed);
}

fn add_input_field(api: &mut Api, input: &Name, owner: &Name) {
    let Some(ExtendedType::InputObject(object)) = api.schema.types.get_mut(input) else { return };
    if !object.fields.contains_key(owner) {
        let added = input_value(owner.clone(), named(name("ModelStringInput")));
        object.make_mut().fields.insert(owner.clone(), Component::new(added));
    }
}

fn remove_input_field(api: &mut Api, input: &Name, field: &Name) {
    let Some(ExtendedType::InputObject(object)) = api.schema.types.get_mut(input) else { return };
    if object.fields.contains_key(field) {
        object.make_mut().fields.shift_remove(field);
    }
}
