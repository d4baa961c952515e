//! What rules allow, or fail to, that their author may not have meant.

mod exposed;
mod given_away;
mod idle;
mod pages;
mod required;

use std::collections::HashSet;

use burgeon_core::api::{Coordinate, Model};
use burgeon_core::{Api, Name};

use super::told::Told;

/// Adds the warnings of all models with rules.
pub(super) fn add(api: &mut Api, told: &Told) {
    let models: Vec<Model> =
        api.models.values().filter(|model| model.policy.has_rules()).cloned().collect();
    let led_to: HashSet<Name> =
        api.relations.values().map(|relation| relation.to.clone()).collect();
    let models: Vec<Model> = models.into_iter().filter(|model| model.joins.is_none()).collect();
    for model in &models {
        idle::add(api, model, led_to.contains(&model.name));
        given_away::add(api, model);
        required::add(api, model);
    }
    pages::add(api, &models);
    let relations: Vec<Coordinate> = api.relations.keys().cloned().collect();
    for at in relations {
        exposed::add(api, &at, told);
    }
}
