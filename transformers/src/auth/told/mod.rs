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
    /// The object types of what those fields hold, by the type that they have. An abstract one stands
    /// for many, so that it is followed once, and not from each field anew.
    members: BTreeMap<Name, Vec<Name>>,
}

/// A field that leads to objects.
pub(super) struct Lead {
    field: Name,
    /// The type of those, which may be abstract.
    ty: Name,
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
        let mut found = Self { fields: BTreeMap::new(), members: BTreeMap::new() };
        let implementers = api.schema.implementers_map();
        let models = api.models.values();
        let is_on = models.filter(|model| model.subscriptions.level == SubscriptionLevel::On);
        let mut waiting: Vec<Name> = is_on.map(|model| model.name.clone()).collect();
        while let Some(ty) = waiting.pop() {
            if found.fields.contains_key(&ty) {
                continue;
            }
            let mut leads = leads(api, &ty);
            leads.retain(|lead| {
                let members = found.members.entry(lead.ty.clone()).or_insert_with(|| {
                    let members = members(&api.schema, &implementers, &lead.ty);
                    waiting.extend(members.iter().cloned());
                    members
                });
                !members.is_empty()
            });
            found.fields.insert(ty, leads);
        }
        found
    }

    /// Whether subscribers may be told of a type's objects.
    pub(super) fn contains(&self, ty: &Name) -> bool {
        self.fields.contains_key(ty)
    }

    /// The types of the parts of a type's objects; of an abstract type, the object types.
    pub(super) fn below(&self, ty: &Name) -> Vec<&Name> {
        match self.fields.get(ty) {
            Some(leads) => {
                let parts = leads.iter().filter(|lead| matches!(lead.kind, Kind::Part { .. }));
                parts.map(|lead| &lead.ty).collect()
            }
            None => self.members.get(ty).into_iter().flatten().collect(),
        }
    }

    /// The object types that a value of a type may be of.
    fn members<'a>(&'a self, ty: &'a Name) -> &'a [Name] {
        self.members.get(ty).map_or(std::slice::from_ref(ty), Vec::as_slice)
    }

    /// The types from which fields lead to one of those given, and those themselves.
    fn leading_to(&self, types: &BTreeSet<Name>) -> BTreeSet<Name> {
        let mut led_from: BTreeMap<&Name, Vec<&Name>> = BTreeMap::new();
        for (ty, leads) in &self.fields {
            leads.iter().for_each(|lead| led_from.entry(&lead.ty).or_default().push(ty));
        }
        for (ty, members) in &self.members {
            members.iter().for_each(|member| led_from.entry(member).or_default().push(ty));
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

/// The fields of a type, as far as they may hold objects.
fn leads(api: &Api, ty: &Name) -> Vec<Lead> {
    let fields = api.schema.get_object(ty).into_iter().flat_map(|object| object.fields.values());
    fields.map(|field| lead(api, ty, field)).collect()
}

fn lead(api: &Api, ty: &Name, field: &FieldDefinition) -> Lead {
    let at = Coordinate::new(ty.clone(), field.name.clone());
    let (ty, kind) = match api.relations.get(&at) {
        Some(relation) if relation.kind.is_many() => (&relation.to, Kind::Page),
        Some(relation) => (&relation.to, Kind::Related),
        None => (field.ty.inner_named_type(), Kind::Part { lists: lists(&field.ty) }),
    };
    Lead { field: field.name.clone(), ty: ty.clone(), kind }
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
