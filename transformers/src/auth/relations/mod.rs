//! Guards of relations: following one requires the right to read the model that it points to.

mod leaks_to_subscribers;

use std::collections::BTreeSet;
use std::sync::Arc;

use burgeon_core::api::{Caller, Claim, Coordinate, Relation, Who};
use burgeon_core::appsync::AuthorizationMode;
use burgeon_core::resolver::{Action, Slot, Statements, Step};
use burgeon_core::steps::source_field::OPERATION;
use burgeon_core::{Api, Expanding, Name};

use super::subscription_payload::PayloadGraph;

pub(super) use leaks_to_subscribers::leaked_to;

/// Guards all relations by the rules of the models that they point to.
pub(super) fn guard(api: &mut Expanding<'_>, payload: &PayloadGraph) {
    let relations: Vec<_> =
        api.relations.iter().map(|(at, relation)| (at.clone(), relation.clone())).collect();
    for (at, relation) in relations {
        let Some(target) = api.models.get(&relation.to) else { continue };
        let policy = target.policy.of_reading();
        let is_hidden = is_hidden(api, &at, &relation, payload);
        let Some(resolver) = api.resolver_mut(&at) else { continue };
        if is_hidden {
            let redaction = if relation.kind.is_many() { Redaction::Page } else { Redaction::Null };
            resolver.add(Step::new(Slot::PostAuth, Action::Statements(Arc::new(redaction))));
        }
        resolver.add(Step::guard(policy));
    }
}

/// The models with a relation that is redacted in the answers of mutations.
pub(super) fn hiding(api: &Api, payload: &PayloadGraph) -> BTreeSet<Name> {
    let relations = api.relations.iter();
    let hidden = relations.filter(|(at, relation)| is_hidden(api, at, relation, payload));
    hidden.map(|(at, _)| at.ty.clone()).collect()
}

/// Whether a relation is redacted in subscription payloads. Every subscriber gets the answer of the
/// mutation. A relation is redacted there unless all readers of the one model may read the other.
pub(super) fn is_hidden(
    api: &Api,
    at: &Coordinate,
    relation: &Relation,
    payload: &PayloadGraph,
) -> bool {
    let (Some(model), Some(target)) = (api.models.get(&at.ty), api.models.get(&relation.to)) else {
        return false;
    };
    if !payload.contains(&model.name) || !model.policy.has_rules() {
        return false;
    }
    let (readers, shut_out) = model.policy.readers_of_field(&at.field);
    let has_own_rules = !shut_out.is_empty();
    if has_own_rules {
        return true;
    }
    let field = api.schema.get_object(&at.ty).and_then(|object| object.fields.get(&at.field));
    // A non-null field cannot be redacted.
    let is_required = field.is_some_and(|field| field.ty.is_non_null());
    if is_required || !target.policy.has_rules() {
        return false;
    }
    let there = target.policy.of_reading();
    let there: Vec<&Caller> = there
        .grants
        .iter()
        .map(|grant| &grant.caller)
        .filter(|caller| !target.policy.always_allowed.contains(caller))
        .collect();
    let there = without_covered(there);
    let overlaps = readers.iter().any(|reader| there.iter().any(|other| overlap(reader, other)));
    let is_same = readers.len() == there.len()
        && there.iter().all(|other| readers.contains(other) && is_decided_by_token(other));
    (overlaps && !is_same) || leaked_to(model, at, target).is_some()
}

/// The callers that no rule for everyone who signs in with the same mode covers.
fn without_covered(callers: Vec<&Caller>) -> Vec<&Caller> {
    let is_covered = |caller: &Caller| {
        let anybody = Caller::anybody(caller.mode);
        [AuthorizationMode::UserPools, AuthorizationMode::Oidc].contains(&caller.mode)
            && *caller != anybody
            && callers.contains(&&anybody)
    };
    callers.iter().copied().filter(|caller| !is_covered(caller)).collect()
}

/// Whether one person can be both callers.
fn overlap(one: &Caller, other: &Caller) -> bool {
    let has_signed_in = |caller: &Caller| match &caller.who {
        Who::Anybody => {
            [AuthorizationMode::UserPools, AuthorizationMode::Oidc].contains(&caller.mode)
        }
        Who::IdentityPool(role) => role.signed_in,
        _ => false,
    };
    one == other || (one.mode == other.mode && (has_signed_in(one) || has_signed_in(other)))
}

/// Whether the request's token alone decides.
fn is_decided_by_token(caller: &Caller) -> bool {
    let by_object = matches!(
        &caller.who,
        Who::OwnerOrGroupField(naming) if matches!(naming.claim, Claim::Identity(_) | Claim::Groups(_))
    );
    !by_object && caller.mode != AuthorizationMode::Function
}

/// The value of a redacted field below a mutation.
#[derive(Debug)]
pub(super) enum Redaction {
    Null,
    Page,
    /// An error: a function of a pipeline cannot end the functions after it in another way.
    Refusal,
}

impl Statements for Redaction {
    fn before(&self) -> String {
        let answer = match self {
            Self::Null => "#return",
            Self::Page => "#return({\"items\": []})",
            Self::Refusal => "$util.unauthorized()",
        };
        format!(
            "#if( $util.defaultIfNull($ctx.source.get(\"{OPERATION}\"), \"\") == \"Mutation\" )\n  \
             {answer}\n#end\n"
        )
    }
}
