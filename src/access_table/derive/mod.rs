//! From the guards of an API to the table.

mod model;
mod others;

use std::collections::HashMap;

use burgeon_compilation::access::{AccessTable, FieldAccess, Kind};
use burgeon_core::api::{Caller, Coordinate, Policy};
use burgeon_core::resolver::{Action, Step};
use burgeon_core::schema::{ExtendedType, FieldDefinition, ObjectType, root_types};
use burgeon_core::steps::guard::{Guard, Subject};
use burgeon_core::{Api, Name};

use super::modes;

/// The table of an API to which everything has been added.
pub(crate) fn derive(api: &Api) -> AccessTable {
    let reader = Reader { api };
    let mut relations = Relations::default();
    for (at, relation) in &api.relations {
        relations.of.entry(&at.ty).or_default().push((&at.field, &relation.to));
        relations.to.entry(&relation.to).or_default().push(at);
    }
    let (roots, others): (Vec<&ObjectType>, Vec<&ObjectType>) = api
        .schema
        .types
        .values()
        .filter(|ty| !ty.is_built_in())
        .filter_map(ExtendedType::as_object)
        .partition(|object| root_types(&api.schema).any(|root| *root == object.name));
    let others = others.into_iter().filter_map(|object| match api.models.get(&object.name) {
        Some(model) => Some(reader.model(model, object, &relations)),
        None => object.name.location().map(|_| reader.object(object)),
    });
    let roots = roots.into_iter().map(|root| reader.root(root));
    let types = others.chain(roots).filter(|ty| {
        // A root type has an entry of its own only for fields other than operations of models.
        ty.kind != Kind::Root || !ty.operations.is_empty()
    });
    AccessTable {
        version: AccessTable::VERSION,
        name: api.settings.name.clone(),
        types: types.collect(),
        has_rules: !api.field_policies.is_empty()
            || api.models.values().any(|model| model.policy.has_rules()),
    }
}

/// The relations of each model, and those that lead to each.
#[derive(Default)]
struct Relations<'a> {
    of: HashMap<&'a Name, Vec<(&'a Name, &'a Name)>>,
    to: HashMap<&'a Name, Vec<&'a Coordinate>>,
}

/// Derives access from the guards of resolvers, and from directives where there is no guard.
pub(super) struct Reader<'a> {
    pub(super) api: &'a Api,
}

impl Reader<'_> {
    /// The callers of a field of a type that is not a model.
    pub(super) fn callers(&self, object: &ObjectType, field: &FieldDefinition) -> Vec<Caller> {
        let at = Coordinate::new(object.name.clone(), field.name.clone());
        match self.guards(&at).next() {
            None => modes::callers(self.api.settings.auth.default, object, field),
            Some(guard) => {
                let sees_objects = match guard.subject {
                    Subject::None => false,
                    Subject::Source => true,
                    Subject::Request => !self.has_rendered_request(&at),
                };
                let callers = guard.policy.grants.iter().map(|grant| &grant.caller);
                let may = callers
                    .filter(|caller| caller.may_exist())
                    .filter(|caller| sees_objects || caller.naming().is_none());
                may.cloned().collect()
            }
        }
    }

    /// The callers of a field of a root type: those of its guard, or else those of AppSync.
    fn policy(&self, at: &Coordinate) -> Option<Policy> {
        if let Some(guard) = self.guards(at).next() {
            let mut policy = guard.policy.clone();
            if self.has_rendered_request(at) {
                policy.grants.retain(|grant| grant.caller.naming().is_none());
            }
            return Some(policy);
        }
        let root = self.api.schema.get_object(&at.ty)?;
        let field = root.fields.get(&at.field)?;
        Some(Policy::for_callers(modes::callers(self.api.settings.auth.default, root, field)))
    }

    /// The guards of an object's fields, by field.
    pub(super) fn of_fields(&self, object: &ObjectType) -> Vec<(Name, &Policy)> {
        let guarded = object.fields.keys().flat_map(|field| {
            let at = Coordinate::new(object.name.clone(), field.clone());
            let of_source = self.guards(&at).filter(|guard| guard.subject == Subject::Source);
            of_source.map(|guard| (field.clone(), &guard.policy)).collect::<Vec<_>>()
        });
        guarded.collect()
    }

    /// Whether the resolver has an [`Action::Request`] and no request that applies policies. Rules that
    /// depend on an object allow no caller there.
    fn has_rendered_request(&self, at: &Coordinate) -> bool {
        let is_rendered = |step: &Step| matches!(step.action, Action::Request(_));
        self.api.resolvers.get(at).is_some_and(|resolver| {
            resolver.steps.iter().any(is_rendered) && !resolver.steps.iter().any(Step::is_guarded)
        })
    }

    fn guards(&self, at: &Coordinate) -> impl Iterator<Item = &Guard> {
        let steps = self.api.resolvers.get(at).into_iter().flat_map(|resolver| &resolver.steps);
        steps.filter_map(|step| match &step.action {
            Action::Guard(guard) => Some(guard),
            _ => None,
        })
    }
}

/// The fields of an object that its readers may read.
pub(super) fn readable(
    object: &ObjectType,
    guarded: &[(Name, &Policy)],
    caller: &Caller,
) -> FieldAccess {
    split(object.fields.keys(), |field| {
        let mut guards = guarded.iter().filter(|(guarded, _)| guarded == field);
        guards.all(|(_, policy)| policy.grants.iter().any(|grant| grant.caller.includes(caller)))
    })
}

/// Fields, by whether they are allowed.
pub(super) fn split<'a>(
    names: impl IntoIterator<Item = &'a Name>,
    is_allowed: impl Fn(&Name) -> bool,
) -> FieldAccess {
    let (allowed, denied) = names.into_iter().cloned().partition(|name| is_allowed(name));
    FieldAccess { allowed, denied }
}
