use burgeon_compilation::access::{
    Access, Action, FieldAccess, Kind, OperationAccess, OtherAction, RelationAccess, TypeAccess,
};
use burgeon_core::Name;
use burgeon_core::api::{Coordinate, Fields, Grant, Model, Operation, Policy};
use burgeon_core::schema::ObjectType;
use burgeon_core::steps::guard::Subject;

use super::{Reader, Relations, readable, split};

impl Reader<'_> {
    /// The access to the objects of a model.
    pub(super) fn model(
        &self,
        model: &Model,
        object: &ObjectType,
        relations: &Relations,
    ) -> TypeAccess {
        let guarded = self.of_fields(object);
        let readers =
            |policy: &Policy| allowed(policy, |grant| readable(object, &guarded, &grant.caller));
        let mut operations = Vec::new();
        for (operation, policy, by) in self.operations(model) {
            let input = self.input(&by);
            let all_fields = || object.fields.keys().cloned().collect::<Vec<_>>();
            let (fields, allowed) = match operation {
                Operation::Create | Operation::Update => {
                    (input.clone(), allowed(&policy, |grant| among(&input, &grant.writable)))
                }
                Operation::Delete => {
                    (all_fields(), allowed(&policy, |_| split(object.fields.keys(), |_| true)))
                }
                _ => (all_fields(), readers(&policy)),
            };
            let action = Action::Model(operation);
            operations.push(OperationAccess { operation: action, by: by.clone(), fields, allowed });
            if operation == Operation::Update {
                operations.push(set_to_null(model, &input, by, &policy));
            }
        }
        let leading = relations.to.get(&model.name).map_or(&[][..], Vec::as_slice);
        if let Some(policy) = self.following(leading) {
            let operation = Action::Other(OtherAction::Follow);
            let by = leading.iter().map(|at| (*at).clone()).collect();
            let fields = object.fields.keys().cloned().collect();
            operations.push(OperationAccess { operation, by, fields, allowed: readers(policy) });
        }
        let relations = relations.of.get(&model.name).into_iter().flatten();
        let relations = relations
            .map(|(field, to)| RelationAccess { field: (*field).clone(), to: (*to).clone() })
            .collect();
        TypeAccess { name: model.name.clone(), kind: Kind::Model, operations, relations }
    }

    /// The operations of a model, with the fields that do each. Fields of the same operation with
    /// another policy are separate.
    fn operations(&self, model: &Model) -> Vec<(Operation, Policy, Vec<Coordinate>)> {
        let mut found: Vec<(Operation, Policy, Vec<Coordinate>)> = Vec::new();
        for (operation, root, field) in model.operations() {
            let at = Coordinate::new(self.api.root_name(root), field.clone());
            let Some(policy) = self.policy(&at) else { continue };
            let same = |(known, other, _): &&mut (Operation, Policy, Vec<Coordinate>)| {
                *known == operation && *other == policy
            };
            match found.iter_mut().find(same) {
                Some((.., by)) => by.push(at),
                None => found.push((operation, policy, vec![at])),
            }
        }
        found
    }

    /// The policy for following relations to a model. All of them have the same guard.
    fn following(&self, relations: &[&Coordinate]) -> Option<&Policy> {
        let mut guards = self.guards(relations.first()?);
        guards.find(|guard| guard.subject == Subject::Request).map(|guard| &guard.policy)
    }

    /// The fields of the input of a mutation.
    fn input(&self, by: &[Coordinate]) -> Vec<Name> {
        let found = by.first().and_then(|at| {
            let field = self.api.schema.get_object(&at.ty)?.fields.get(&at.field)?;
            let input = field.argument_by_name("input")?.ty.inner_named_type();
            self.api.schema.get_input_object(input)
        });
        found.map(|input| input.fields.keys().cloned().collect()).unwrap_or_default()
    }
}

fn set_to_null(
    model: &Model,
    input: &[Name],
    by: Vec<Coordinate>,
    policy: &Policy,
) -> OperationAccess {
    let nullable: Vec<Name> =
        input.iter().filter(|name| !model.key.contains(name)).cloned().collect();
    let allowed = allowed(policy, |grant| among(&nullable, &grant.removable));
    let operation = Action::Other(OtherAction::SetToNull);
    OperationAccess { operation, by, fields: nullable, allowed }
}

/// The access of a policy; a caller without any field has none.
fn allowed(policy: &Policy, fields: impl Fn(&Grant) -> FieldAccess) -> Vec<Access> {
    let may = policy.grants.iter().filter(|grant| grant.caller.may_exist());
    let access = |grant: &Grant| Access { caller: grant.caller.clone(), fields: fields(grant) };
    may.map(access).filter(|access| !access.fields.allowed.is_empty()).collect()
}

fn among(names: &[Name], fields: &Fields) -> FieldAccess {
    split(names, |name| match fields {
        Fields::All => true,
        Fields::Only(only) => only.contains(name),
    })
}
