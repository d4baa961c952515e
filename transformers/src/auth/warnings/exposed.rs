//! Relations that tell of objects which the other model protects.

use burgeon_core::api::{Caller, Coordinate, Model, Operation, Policy};
use burgeon_core::appsync::AuthorizationMode;
use burgeon_core::{Api, Diagnostic};

use super::super::relations::{is_decided_by_token, is_hidden};
use super::super::{codes, told::Told};

/// Warns of a relation along which subscribers are told of what they may not read: a mutation
/// answers what its caller may read, and subscribers are told that answer.
pub(super) fn add(api: &mut Api, at: &Coordinate, told: &Told) {
    let Some(relation) = api.relations.get(at) else { return };
    let (Some(model), Some(led_to)) = (api.models.get(&at.ty), api.models.get(&relation.to)) else {
        return;
    };
    let is_ruled = model.policy.has_rules() && led_to.policy.has_rules();
    if !is_ruled || !told.contains(&at.ty) || is_hidden(api, at, relation, told) {
        return;
    }
    let Some(reader) = shut_out(model, at, led_to) else { return };
    let field = api.schema.get_object(&at.ty).and_then(|object| object.fields.get(&at.field));
    let is_required = field.is_some_and(|field| field.ty.is_non_null());
    let nullable = if is_required && model.joins.is_none() { "make it nullable, " } else { "" };
    let message = format!("`{at}` tells subscribers of objects that `{}` protects", led_to.name);
    let warning = Diagnostic::warning(&codes::EXPOSED, message)
        .at_node(relation.span, format!("`{reader}` is told of what others may read there"))
        .help(format!(
            "{nullable}let `{reader}` read `{}`, or do not let it subscribe",
            led_to.name
        ));
    api.diagnostics.push(warning);
}

/// Those who may read the one model and not the other, though somebody else may change the one and
/// read the other.
fn shut_out(model: &Model, at: &Coordinate, led_to: &Model) -> Option<Caller> {
    let there = led_to.policy.of_reading();
    let writers = writers(model);
    let (readers, _) = model.policy.readers_of_field(&at.field);
    let is_told_of_others = |reader: &&Caller| {
        let others = writers.iter().filter(|writer| !is_same_person(writer, reader));
        others.into_iter().any(|writer| lets_in(&there, |one| may_be_both(one, writer)))
    };
    let found = readers.into_iter().find(|reader| {
        let is_let_in = is_decided_by_token(reader) && lets_in(&there, |one| one.includes(reader));
        reader.may_exist() && !is_let_in && is_told_of_others(reader)
    });
    found.cloned()
}

/// Those whom rules let change objects of a model.
fn writers(model: &Model) -> Vec<Caller> {
    let mutations = [Operation::Create, Operation::Update, Operation::Delete];
    let callers =
        mutations.into_iter().flat_map(|operation| model.policy.ruled_callers_of(operation, false));
    callers.cloned().collect()
}

fn lets_in(policy: &Policy, is_meant: impl Fn(&Caller) -> bool) -> bool {
    policy.grants.iter().any(|grant| is_meant(&grant.caller))
}

/// Whether one object names the same person by both.
fn is_same_person(one: &Caller, other: &Caller) -> bool {
    one == other
        && one.owner_field().is_some()
        && one.naming().is_some_and(|naming| !naming.is_list)
}

/// Whether somebody may be both.
fn may_be_both(one: &Caller, other: &Caller) -> bool {
    let by_token = one.mode != AuthorizationMode::Iam;
    one == other || (one.mode == other.mode && by_token)
}
