//! Readers whose subscription payloads contain objects that they may not read.

use burgeon_core::api::{Caller, Coordinate, Model, Operation, Policy};
use burgeon_core::appsync::AuthorizationMode;

use super::is_decided_by_token;

/// A caller who may read `model` and not `target`, while another caller may write `model` and read
/// `target`.
pub(in crate::auth) fn leaked_to(model: &Model, at: &Coordinate, target: &Model) -> Option<Caller> {
    let there = target.policy.of_reading();
    let writers = writers(model);
    let (readers, _) = model.policy.readers_of_field(&at.field);
    let receives_from_others = |reader: &&Caller| {
        let others = writers.iter().filter(|writer| !is_same_person(writer, reader));
        others.into_iter().any(|writer| allows(&there, |one| may_be_both(one, writer)))
    };
    let found = readers.into_iter().find(|reader| {
        let is_allowed = is_decided_by_token(reader) && allows(&there, |one| one.includes(reader));
        reader.may_exist() && !is_allowed && receives_from_others(reader)
    });
    found.cloned()
}

/// The callers who may write objects of a model.
fn writers(model: &Model) -> Vec<Caller> {
    let mutations = [Operation::Create, Operation::Update, Operation::Delete];
    let callers =
        mutations.into_iter().flat_map(|operation| model.policy.ruled_callers_of(operation, false));
    callers.cloned().collect()
}

/// Whether a policy allows a caller that meets a condition.
fn allows(policy: &Policy, condition: impl Fn(&Caller) -> bool) -> bool {
    policy.grants.iter().any(|grant| condition(&grant.caller))
}

/// Whether one object names the same person by both.
fn is_same_person(one: &Caller, other: &Caller) -> bool {
    one == other
        && one.owner_field().is_some()
        && one.naming().is_some_and(|naming| !naming.is_list)
}

/// Whether one person can be both callers.
fn may_be_both(one: &Caller, other: &Caller) -> bool {
    let by_token = one.mode != AuthorizationMode::Iam;
    one == other || (one.mode == other.mode && by_token)
}
