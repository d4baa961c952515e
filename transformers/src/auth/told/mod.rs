//! What subscribers are told: whatever a mutation answers, whoever asked for it.

mod mark;
mod marks;

use std::collections::{BTreeMap, BTreeSet};

use apollo_compiler::collections::HashMap;
use apollo_compiler::schema::Implementers;
use burgeon_core::api::{Coordinate, SubscriptionLevel};
use burgeon_core::schema::{ExtendedType, FieldDefinition, Schema, Type};
use burgeon_core::{Api, Name};

/// What subscribers may be told of: the objects of models with subscriptions, and all that their
/// fields lead to from there.
pub(super) struct Told {
    /// The fields that hold objects, by the type that they are fields of.
    fields: BTreeMap<Name, Vec<Lead>>,
}

/// A field that leads to objects.
pub(super) struct Lead {
    field: Name,
    /// The type of those, which may be abstract.
    ty: Name,
    /// The object types that they may be of.
    members: Vec<Name>,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// A part of the object at hand, in so many lists within each other.
    Part { lists: usize },
    /// An object that a relation leads to.
    Related,
    /// A page of such objects.
    Page,
}

impl Told {
    pub(super) fn find(api: &Api) -> Self {
        let mut fields = BTreeMap::new();
        let implementers = api.schema.implementers_map();
        let models = api.models.values();
        let is_on = models.filter(|model| model.subscriptions.level == SubscriptionLevel::On);
        let mut waiting: Vec<Name> = is_on.map(|model| model.name.clone()).collect();
        while let Some(ty) = waiting.pop() {
            if fields.contains_key(&ty) {
                continue;
            }
            let leads = leads(api, &implementers, &ty);
            waiting.extend(leads.iter().flat_map(|lead| &lead.members).cloned());
            fields.insert(ty, leads);
        }
        Self { fields }
    }

    /// Whether subscribers may be told of a type's objects.
    pub(super) fn contains(&self, ty: &Name) -> bool {
        self.fields.contains_key(ty)
    }

    /// The object types that objects of a type have parts of.
    pub(super) fn parts(&self, ty: &Name) -> impl Iterator<Item = &Name> {
        let leads = self.fields.get(ty).into_iter().flatten();
        let parts = leads.filter(|lead| matches!(lead.kind, Kind::Part { .. }));
        parts.flat_map(|lead| &lead.members)
    }

    /// The types from which fields lead to one of those given, and those themselves.
    fn leading_to(&self, types: &BTreeSet<Name>) -> BTreeSet<Name> {
        let mut led_from: BTreeMap<&Name, Vec<&Name>> = BTreeMap::new();
        for (ty, leads) in &self.fields {
            for member in leads.iter().flat_map(|lead| &lead.members) {
                led_from.entry(member).or_default().push(ty);
            }
        }
        let mut leading = BTreeSet::new();
        let mut waiting: Vec<&Name> = types.iter().collect();
        while let Some(ty) = waiting.pop() {
            if leading.insert(ty.clone()) {
                waiting.extend(led_from.get(ty).into_iter().flatten());
            }
        }
        leading
    }
}

fn leads(api: &Api, implementers: &HashMap<Name, Implementers>, ty: &Name) -> Vec<Lead> {
    let fields = api.schema.get_object(ty).into_iter().flat_map(|object| object.fields.values());
    let leads = fields.map(|field| lead(api, implementers, ty, field));
    leads.filter(|lead| !lead.members.is_empty()).collect()
}

fn lead(
    api: &Api,
    implementers: &HashMap<Name, Implementers>,
    ty: &Name,
    field: &FieldDefinition,
) -> Lead {
    let at = Coordinate::new(ty.clone(), field.name.clone());
    let (ty, kind) = match api.relations.get(&at) {
        Some(relation) if relation.kind.is_many() => (&relation.to, Kind::Page),
        Some(relation) => (&relation.to, Kind::Related),
        None => (field.ty.inner_named_type(), Kind::Part { lists: lists(&field.ty) }),
    };
    let members = members(&api.schema, implementers, ty);
    Lead { field: field.name.clone(), ty: ty.clone(), members, kind }
}

/// How many lists within each other a type is.
fn lists(ty: &Type) -> usize {
    match ty {
        Type::Named(_) | Type::NonNullNamed(_) => 0,
        Type::List(item) | Type::NonNullList(item) => 1 + lists(item),
    }
}

/// The object types that a value of a type may be of.
fn members(schema: &Schema, implementers: &HashMap<Name, Implementers>, ty: &Name) -> Vec<Name> {
    match schema.types.get(ty) {
        Some(ExtendedType::Object(object)) => vec![object.name.clone()],
        Some(ExtendedType::Union(union)) => {
            union.members.iter().map(|member| member.name.clone()).collect()
        }
        Some(ExtendedType::Interface(_)) => {
            implementers.get(ty).into_iter().flat_map(|all| &all.objects).cloned().collect()
        }
        _ => vec![],
    }
}
