//! Owner fields that the author did not declare.

use burgeon_core::api::{Caller, Implicit, Model};
use burgeon_core::names::name;
use burgeon_core::schema::{field, input_value, named};
use burgeon_core::{Expanding, Name};

use crate::model::names;

/// Adds owner fields to models, and to their filter and condition inputs.
pub(super) fn add_owner_fields(api: &mut Expanding<'_>) {
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

fn add_field(api: &mut Expanding<'_>, model: &Name, owner: &Name) {
    let added = field(owner.clone(), named(name("String")));
    api.add_implicit_field(model, added, Implicit::Managed);
}

fn add_input_field(api: &mut Expanding<'_>, input: &Name, owner: &Name) {
    api.add_input_field(input, input_value(owner.clone(), named(name("ModelStringInput"))));
}

fn remove_input_field(api: &mut Expanding<'_>, input: &Name, field: &Name) {
    if let Some(object) = api.input_mut(input) {
        object.fields.shift_remove(field);
    }
}
