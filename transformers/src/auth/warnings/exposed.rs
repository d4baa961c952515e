//! Relations that tell of objects which the other model protects.

use burgeon_core::api::Coordinate;
use burgeon_core::{Api, Diagnostic};

use super::super::relations::{exposed_to, is_hidden};
use super::super::{codes, told::Told};

/// Warns of a required relation along which subscribers are told of what they may not read: a
/// mutation answers what its caller may read, subscribers are told that answer, and what is required
/// cannot be left out of it.
pub(super) fn add(api: &mut Api, at: &Coordinate, told: &Told) {
    let Some(relation) = api.relations.get(at) else { return };
    let (Some(model), Some(led_to)) = (api.models.get(&at.ty), api.models.get(&relation.to)) else {
        return;
    };
    let is_ruled = model.policy.has_rules() && led_to.policy.has_rules();
    if !is_ruled || !told.contains(&at.ty) || is_hidden(api, at, relation, told) {
        return;
    }
    let Some(reader) = exposed_to(model, at, led_to) else { return };
    // What joins two models is not the author's to declare.
    let nullable = if model.joins.is_none() { "make it nullable, " } else { "" };
    let message = format!("`{at}` tells subscribers of objects that `{}` protects", led_to.name);
    let warning = Diagnostic::warning(&codes::EXPOSED, message)
        .at_node(relation.span, format!("`{reader}` is told of what others may read there"))
        .help(format!(
            "{nullable}let `{reader}` read `{}`, or do not let it subscribe",
            led_to.name
        ));
    api.diagnostics.push(warning);
}
