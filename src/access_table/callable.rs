//! The fields that IAM must allow a caller.

use burgeon_compilation::access::{AccessTable, Action, FieldAccess, OperationAccess, OtherAction};
use burgeon_core::api::{Caller, Coordinate};
use burgeon_core::schema::{ObjectType, root_types};
use burgeon_core::{Api, Name};
use indexmap::IndexSet;

use super::derive::{Reader, readable, split};

/// The fields that callers in rules may use, by type: those of the root types, and those of the
/// models and other types that they return.
pub(crate) fn callable(
    api: &Api,
    table: &AccessTable,
    caller: &Caller,
) -> Vec<(Name, FieldAccess)> {
    // Setting a field to null also requires the right to update it.
    let is_by_itself =
        |operation: &&OperationAccess| operation.operation != Action::Other(OtherAction::SetToNull);
    let operations = table.types.iter().flat_map(|ty| &ty.operations).filter(is_by_itself);
    let called = operations.filter(|operation| operation.access(caller).is_some());
    let called: IndexSet<&Coordinate> = called.flat_map(|operation| &operation.by).collect();
    let reader = Reader { api };
    let roots: Vec<&Name> = root_types(&api.schema).collect();
    let allowed = |object: &ObjectType| match api.models.get(&object.name) {
        _ if roots.contains(&&object.name) => split(object.fields.keys(), |field| {
            called.contains(&Coordinate::new(object.name.clone(), field.clone()))
        }),
        Some(model) if model.policy.callers().any(|other| other == caller) => {
            readable(object, &reader.of_fields(object), caller)
        }
        Some(_) => split(object.fields.keys(), |_| false),
        None => split(object.fields.keys(), |field| {
            let field = object.fields.get(field);
            let callers = field.map(|field| reader.callers(object, field)).unwrap_or_default();
            callers.iter().any(|other| other.includes(caller))
        }),
    };

    let mut callable = Vec::new();
    let mut reached: IndexSet<Name> = roots.iter().map(|root| (*root).clone()).collect();
    let mut at = 0;
    while let Some(name) = reached.get_index(at) {
        at += 1;
        let Some(object) = api.schema.get_object(name) else { continue };
        let fields = allowed(object);
        // No rule applies to the types of pages.
        let is_written = object.name.location().is_some() || roots.contains(&&object.name);
        let leads = object
            .fields
            .values()
            .filter(|field| !is_written || fields.allowed.contains(&field.name));
        let next: Vec<Name> = leads.map(|field| field.ty.inner_named_type().clone()).collect();
        if is_written && !fields.allowed.is_empty() {
            callable.push((object.name.clone(), fields));
        }
        reached.extend(next);
    }
    callable
}
