//! Relations that publish objects which the other model protects.

use burgeon_core::api::Coordinate;
use burgeon_core::{Diagnostic, Expanding};

use super::super::relations::{is_hidden, leaked_to};
use super::super::{codes, subscription_payload::PayloadGraph};

/// Warns of a required relation that publishes objects to subscribers who may not read them. The
/// payload is the answer of the mutation, with what its caller may read. A non-null field cannot
/// be redacted in it.
pub(super) fn add(api: &mut Expanding<'_>, at: &Coordinate, payload: &PayloadGraph) {
    let Some(relation) = api.relations.get(at) else { return };
    let (Some(model), Some(target)) = (api.models.get(&at.ty), api.models.get(&relation.to)) else {
        return;
    };
    let is_ruled = model.policy.has_rules() && target.policy.has_rules();
    if !is_ruled || !payload.contains(&at.ty) || is_hidden(api, at, relation, payload) {
        return;
    }
    let Some(reader) = leaked_to(model, at, target) else { return };
    // The author does not declare the fields of a join model.
    let nullable = if model.joins.is_none() { "make it nullable, " } else { "" };
    let message = format!("`{at}` publishes objects that `{}` protects", target.name);
    let warning = Diagnostic::warning(&codes::LEAKING_RELATION, message)
        .about(at.to_string())
        .at_node(relation.span, format!("payloads for `{reader}` contain objects of other readers"))
        .help(format!(
            "{nullable}allow `{reader}` to read `{}`, or do not let it subscribe",
            target.name
        ));
    api.report(warning);
}
