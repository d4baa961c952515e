//! Owner fields that owners can reassign to another user.

use burgeon_core::api::{Caller, Coordinate, Fields, Model, OwnershipClaim};
use burgeon_core::appsync::AuthorizationMode;
use burgeon_core::{Diagnostic, Expanding};

use super::super::codes;
use super::super::rule::{IDENTITY_CLAIM, OWNER_FIELD};

/// Warns of fields in which an owner can write another user. A list of owners is meant to be
/// changed by its owners.
pub(super) fn add(api: &mut Expanding<'_>, model: &Model) {
    if model.mutations.update.is_none() {
        return;
    }
    let policy = model.policy.of_update(&model.key.partition.name);
    for grant in &policy.grants {
        let Some(naming) = grant.caller.naming().filter(|naming| !naming.is_list) else { continue };
        let Some(owner) = grant.caller.owner_field() else { continue };
        let may_write = match &grant.writable {
            Fields::All => true,
            Fields::Only(fields) => fields.contains(owner),
        };
        let at = Coordinate::new(model.name.clone(), owner.clone());
        // Clients do not write fields that are not declared, and keys do not change.
        if !may_write || api.implicit.contains_key(&at) || model.key.contains(owner) {
            continue;
        }
        let field = api.schema.get_object(&model.name).and_then(|ty| ty.fields.get(owner));
        let place = field.and_then(|field| field.name.location());
        let rule = format!(
            "@auth(rules: [{{ {}, operations: [create, read, delete] }}])",
            allow(&grant.caller, naming)
        );
        api.report(
            Diagnostic::warning(
                &codes::TRANSFERABLE_OWNER,
                format!("owners can reassign `{at}` to another user"),
            )
            .at_node(place, format!("an owner of `{}` may write this field", model.name))
            .help(format!("to prevent that, write `{}: … {rule}`", naming.field)),
        );
    }
}

/// The beginning of an owner rule.
fn allow(caller: &Caller, naming: &OwnershipClaim) -> String {
    let mut rule = "allow: owner".to_owned();
    if naming.field != OWNER_FIELD {
        rule += &format!(", ownerField: \"{}\"", naming.field);
    }
    if caller.mode != AuthorizationMode::UserPools {
        rule += &format!(", provider: {}", caller.mode.name());
    }
    let claim = naming.claim.text();
    if claim != IDENTITY_CLAIM {
        rule += &format!(", identityClaim: {claim:?}");
    }
    rule
}
