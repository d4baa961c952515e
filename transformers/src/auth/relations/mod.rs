//! What stands before relations: whoever follows one has to be let in by the model that it leads to.

mod exposed_to;

use std::collections::BTreeSet;
use std::sync::Arc;

use burgeon_core::api::{Caller, Claim, Coordinate, Relation, Who};
use burgeon_core::appsync::AuthorizationMode;
use burgeon_core::resolver::{Action, Slot, Statements, Step};
use burgeon_core::steps::source_field::OPERATION;
use burgeon_core::{Api, Name};

use super::told::Told;

pub(super) use exposed_to::exposed_to;

/// Guards all relations by the rules of the models that they lead to.
pub(super) fn guard(api: &mut Api, told: &Told) {
    let relations: Vec<_> =
        api.relations.iter().map(|(at, relation)| (at.clone(), relation.clone())).collect();
    for (at, relation) in relations {
        let Some(led_to) = api.models.get(&relation.to) else { continue };
        let policy = led_to.policy.of_reading();
        let is_hidden = is_hidden(api, &at, &relation, told);
        let Some(resolver) = api.resolvers.get_mut(&at) else { continue };
        if is_hidden {
            let nothing = if relation.kind.is_many() { Nothing::Page } else { Nothing::Null };
            resolver.add(Step::new(Slot::PostAuth, Action::Statements(Arc::new(nothing))));
        }
        resolver.add(Step::guard(policy));
    }
}

/// The models of which a relation is left out of what mutations answer.
pub(super) fn hiding(api: &Api, told: &Told) -> BTreeSet<Name> {
    let relations = api.relations.iter();
    let hidden = relations.filter(|(at, relation)| is_hidden(api, at, relation, told));
    hidden.map(|(at, _)| at.ty.clone()).collect()
}

/// Subscribers are told what a mutation answers, whoever they are. So a relation is left out of
/// that unless all who may read the one model may read the other.
pub(super) fn is_hidden(api: &Api, at: &Coordinate, relation: &Relation, told: &Told) -> bool {
    let (Some(model), Some(led_to)) = (api.models.get(&at.ty), api.models.get(&relation.to)) else {
        return false;
    };
    if !told.contains(&model.name) || !model.policy.has_rules() {
        return false;
    }
    let (readers, shut_out) = model.policy.readers_of_field(&at.field);
    let has_own_rules = !shut_out.is_empty();
    if has_own_rules {
        return true;
    }
    let field = api.schema.get_object(&at.ty).and_then(|object| object.fields.get(&at.field));
    // What is required cannot be left out.
    let is_required = field.is_some_and(|field| field.ty.is_non_null());
    if is_required || !led_to.policy.has_rules() {
        return false;
    }
    let there = led_to.policy.of_reading();
    let there: Vec<&Caller> = there
        .grants
        .iter()
        .map(|grant| &grant.caller)
        .filter(|caller| !led_to.policy.always_allowed.contains(caller))
        .collect();
    let there = without_covered(there);
    let overlaps = readers.iter().any(|reader| there.iter().any(|other| overlap(reader, other)));
    let is_same = readers.len() == there.len()
        && there.iter().all(|other| readers.contains(other) && is_decided_by_token(other));
    (overlaps && !is_same) || exposed_to(model, at, led_to).is_some()
}

/// Where everybody who signs in with a mode is let in, that says it all for the mode.
fn without_covered(callers: Vec<&Caller>) -> Vec<&Caller> {
    let is_covered = |caller: &Caller| {
        let anybody = Caller::anybody(caller.mode);
        [AuthorizationMode::UserPools, AuthorizationMode::Oidc].contains(&caller.mode)
            && *caller != anybody
            && callers.contains(&&anybody)
    };
    callers.iter().copied().filter(|caller| !is_covered(caller)).collect()
}

/// Whether somebody may be both.
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

/// Whether who is let in depends on nothing but the request's token.
fn is_decided_by_token(caller: &Caller) -> bool {
    let by_object = matches!(
        &caller.who,
        Who::OwnerOrGroupField(naming) if matches!(naming.claim, Claim::Identity(_) | Claim::Groups(_))
    );
    !by_object && caller.mode != AuthorizationMode::Function
}

/// What a field answers below a mutation that is left out there.
#[derive(Debug)]
pub(super) enum Nothing {
    Null,
    Page,
    /// Neither: a function of a pipeline cannot end those behind it but by an error.
    Refusal,
}

impl Statements for Nothing {
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
