//! Computes which objects a mutation publishes to subscribers.

mod origin_tag;
mod propagate;

use std::collections::{BTreeMap, BTreeSet};

use apollo_compiler::collections::HashMap;
use apollo_compiler::schema::Implementers;
use burgeon_core::api::{Coordinate, SubscriptionLevel};
use burgeon_core::schema::{ExtendedType, FieldDefinition, Schema, Type};
use burgeon_core::{Api, Name};

/// The objects that subscription payloads can contain: those of models with subscriptions, and all
/// objects that their fields lead to.
pub(super) struct PayloadGraph {
    /// The fields with objects, by the type that declares them.
    fields: BTreeMap<Name, Vec<Edge>>,
    /// The object types of each field's type. An abstract type has many; it is expanded once, and not
    /// for each field.
    members: BTreeMap<Name, Vec<Name>>,
}

/// A field with objects.
pub(super) struct Edge {
    field: Name,
    /// The type of its objects, which may be abstract.
    ty: Name,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// An object nested in the current object, in a number of lists.
    Nested { lists: usize },
    /// An object that a relation points to.
    Related,
    /// A page of such objects.
    Page,
}

impl PayloadGraph {
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
            let mut edges = edges(api, &ty);
            edges.retain(|edge| {
                let members = found.members.entry(edge.ty.clone()).or_insert_with(|| {
                    let members = members(&api.schema, &implementers, &edge.ty);
                    waiting.extend(members.iter().cloned());
                    members
                });
                !members.is_empty()
            });
            found.fields.insert(ty, edges);
        }
        found
    }

    /// Whether payloads can contain objects of a type.
    pub(super) fn contains(&self, ty: &Name) -> bool {
        self.fields.contains_key(ty)
    }

    /// The types of nested objects; for an abstract type, its object types.
    pub(super) fn below(&self, ty: &Name) -> Vec<&Name> {
        match self.fields.get(ty) {
            Some(edges) => {
                let parts = edges.iter().filter(|edge| matches!(edge.kind, Kind::Nested { .. }));
                parts.map(|edge| &edge.ty).collect()
            }
            None => self.members.get(ty).into_iter().flatten().collect(),
        }
    }

    /// The object types of a value of a type.
    fn members<'a>(&'a self, ty: &'a Name) -> &'a [Name] {
        self.members.get(ty).map_or(std::slice::from_ref(ty), Vec::as_slice)
    }

    /// The given types, and all types with a path of fields to one of them.
    fn ancestors_of(&self, types: &BTreeSet<Name>) -> BTreeSet<Name> {
        let mut parents: BTreeMap<&Name, Vec<&Name>> = BTreeMap::new();
        for (ty, edges) in &self.fields {
            edges.iter().for_each(|edge| parents.entry(&edge.ty).or_default().push(ty));
        }
        for (ty, members) in &self.members {
            members.iter().for_each(|member| parents.entry(member).or_default().push(ty));
        }
        let mut ancestors = BTreeSet::new();
        let mut waiting: Vec<&Name> = types.iter().collect();
        while let Some(ty) = waiting.pop() {
            if ancestors.insert(ty.clone()) {
                waiting.extend(parents.get(ty).into_iter().flatten());
            }
        }
        ancestors
    }
}

/// The fields of a type, each as an edge to its objects.
fn edges(api: &Api, ty: &Name) -> Vec<Edge> {
    let fields = api.schema.get_object(ty).into_iter().flat_map(|object| object.fields.values());
    fields.map(|field| edge(api, ty, field)).collect()
}

fn edge(api: &Api, ty: &Name, field: &FieldDefinition) -> Edge {
    let at = Coordinate::new(ty.clone(), field.name.clone());
    let (ty, kind) = match api.relations.get(&at) {
        Some(relation) if relation.kind.is_many() => (&relation.to, Kind::Page),
        Some(relation) => (&relation.to, Kind::Related),
        None => (field.ty.inner_named_type(), Kind::Nested { lists: lists(&field.ty) }),
    };
    Edge { field: field.name.clone(), ty: ty.clone(), kind }
}

/// The number of lists around a type.
fn lists(ty: &Type) -> usize {
    match ty {
        Type::Named(_) | Type::NonNullNamed(_) => 0,
        Type::List(item) | Type::NonNullList(item) => 1 + lists(item),
    }
}

/// The object types of a value of a type.
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
