//! Warnings about rules whose effect their author may not expect.

mod filtered_pages;
mod ineffective_rules;
mod leaks_to_subscribers;
mod transferable_owner;
mod unwritable_fields;

use std::collections::HashSet;

use burgeon_core::api::{Coordinate, Model};
use burgeon_core::{Expanding, Name};

use super::subscription_payload::PayloadGraph;

/// Adds the warnings of all models with rules.
pub(super) fn add(api: &mut Expanding<'_>, payload: &PayloadGraph) {
    let models: Vec<Model> =
        api.models.values().filter(|model| model.policy.has_rules()).cloned().collect();
    let target: HashSet<Name> =
        api.relations.values().map(|relation| relation.to.clone()).collect();
    let models: Vec<Model> = models.into_iter().filter(|model| model.joins.is_none()).collect();
    for model in &models {
        ineffective_rules::add(api, model, target.contains(&model.name));
        transferable_owner::add(api, model);
        unwritable_fields::add(api, model);
    }
    filtered_pages::add(api, &models);
    let relations: Vec<Coordinate> = api.relations.keys().cloned().collect();
    for at in relations {
        leaks_to_subscribers::add(api, &at, payload);
    }
}
