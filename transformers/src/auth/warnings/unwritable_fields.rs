//! Required fields that some callers with `create` may not write.

use burgeon_core::api::{Caller, Fields, Grant, Model, Operation, Policy};
use burgeon_core::{Api, Diagnostic, Expanding, Name};

use super::super::codes;

/// Warns of callers who may create objects, but may not write a field that is required.
pub(super) fn add(api: &mut Expanding<'_>, model: &Model) {
    let Some(create) = &model.mutations.create else { return };
    let policy = model.policy.for_operation(Operation::Create);
    for field in needed(api, create) {
        let shut_out = policy.grants.iter().find(|grant| !may_write(&policy, grant, &field));
        let Some(grant) = shut_out else { continue };
        let declared = api.schema.get_object(&model.name).and_then(|ty| ty.fields.get(&field));
        let place = declared.and_then(|field| field.name.location());
        let message = format!(
            "`{}` may create `{}`, but not give `{field}` a value",
            grant.caller, model.name
        );
        api.report(
            Diagnostic::warning(&codes::UNWRITABLE_FIELD, message)
                .about(format!("{}.{field}", model.name))
                .at_node(place, "every new object needs a value here")
                .help(
                    "allow them to create with the field, make it nullable, or remove their `create`",
                ),
        );
    }
}

/// The required input fields of a mutation.
fn needed(api: &Api, create: &Name) -> Vec<Name> {
    let root = api.root_name(apollo_compiler::ast::OperationType::Mutation);
    let field = api.schema.get_object(&root).and_then(|root| root.fields.get(create));
    let input = field.and_then(|field| field.argument_by_name("input"));
    let input = input.and_then(|input| api.schema.get_input_object(input.ty.inner_named_type()));
    let fields = input.into_iter().flat_map(|input| input.fields.values());
    fields.filter(|field| field.is_required()).map(|field| field.name.clone()).collect()
}

/// Whether a caller may write a field, by this grant or by another one that applies to the same
/// caller. A caller who creates an object as an owner is its owner.
fn may_write(policy: &Policy, grant: &Grant, field: &Name) -> bool {
    let has = |other: &Caller| {
        let is_owner = other.mode == grant.caller.mode && other.owner_field().is_some();
        is_owner || other.includes(&grant.caller)
    };
    policy.grants.iter().filter(|other| has(&other.caller)).any(|other| match &other.writable {
        Fields::All => true,
        Fields::Only(fields) => fields.contains(field),
    })
}
