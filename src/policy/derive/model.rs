use burgeon_core::Name;
use burgeon_core::api::{Coordinate, Fields, Grant, Model, Operation, Policy};
use burgeon_core::schema::ObjectType;
use burgeon_core::steps::guard::Subject;
use indexmap::IndexMap;

use super::super::{
    Access, Action, FieldAccess, Kind, OperationAccess, OtherAction, RelationAccess, TypeAccess,
};
use super::{Reader, readable, split};

impl Reader<'_> {
    /// Who may do what with the objects of a model.
    pub(super) fn model(&self, model: &Model, object: &ObjectType) -> TypeAccess {
        let mut by: IndexMap<Operation, Vec<Coordinate>> = IndexMap::new();
        for (operation, root, field) in model.operations() {
            let at = Coordinate::new(self.api.root_name(root), field.clone());
            by.entry(operation).or_default().push(at);
        }
        let guarded = self.of_fields(object);
        let readers =
            |policy: &Policy| allowed(policy, |grant| readable(object, &guarded, &grant.caller));
        let mut operations = Vec::new();
        for (operation, by) in by {
            let Some(policy) = by.first().and_then(|at| self.policy(at)) else { continue };
            let input = self.input(&by);
            let allowed = match operation {
                Operation::Create | Operation::Update => {
                    allowed(&policy, |grant| among(&input, &grant.writable))
                }
                Operation::Delete => allowed(&policy, |_| split(object.fields.keys(), |_| true)),
                _ => readers(&policy),
            };
            let action = Action::Model(operation);
            operations.push(OperationAccess { operation: action, by: by.clone(), allowed });
            if operation == Operation::Update {
                operations.push(set_to_null(model, &input, by, &policy));
            }
        }
        if let Some((by, policy)) = self.following(model) {
            let operation = Action::Other(OtherAction::Follow);
            operations.push(OperationAccess { operation, by, allowed: readers(policy) });
        }
        let relations = self.api.relations.iter().filter(|(at, _)| at.ty == model.name);
        let relations = relations
            .map(|(at, to)| RelationAccess { field: at.field.clone(), to: to.to.clone() })
            .collect();
        TypeAccess { name: model.name.clone(), kind: Kind::Model, operations, relations }
    }

    /// The relations that lead to a model, if any do, and who may follow them.
    fn following(&self, model: &Model) -> Option<(Vec<Coordinate>, &Policy)> {
        let leading = self.api.relations.iter().filter(|(_, relation)| relation.to == model.name);
        let by: Vec<Coordinate> = leading.map(|(at, _)| at.clone()).collect();
        let mut guards = self.guards(by.first()?).filter(|guard| guard.subject == Subject::Request);
        let policy = &guards.next()?.policy;
        drop(guards);
        Some((by, policy))
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
    OperationAccess { operation: Action::Other(OtherAction::SetToNull), by, allowed }
}

/// What the grants of a policy allow; whoever may use none of the fields may do nothing.
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
