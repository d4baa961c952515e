//! Propagates a "returned by a mutation" tag to nested objects.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use burgeon_core::api::Coordinate;
use burgeon_core::resolver::{Action, Resolver, Slot, Step};
use burgeon_core::steps::dynamodb::Request;
use burgeon_core::{Api, Expanding, Name};

use super::origin_tag::{LEVELS, OriginTag};
use super::{Edge, Kind, PayloadGraph};

impl PayloadGraph {
    /// Adds tags to every object below mutations whose type has redacted fields, or leads to such a
    /// type. A field with a resolver returns new objects and tags them itself. The objects of the
    /// other fields are tagged together with the object that contains them.
    pub(in super::super) fn tag(&self, api: &mut Expanding<'_>, hiding: &BTreeSet<Name>) {
        let ancestors = self.ancestors_of(hiding);
        let within = self.within(api, &ancestors);
        let mut tags: Vec<(Coordinate, OriginTag)> = Vec::new();
        for (ty, edges) in &self.fields {
            for edge in edges.iter().filter(|edge| ancestors.contains(&edge.ty)) {
                let at = Coordinate::new(ty.clone(), edge.field.clone());
                if api.resolvers.contains_key(&at) {
                    tags.push((at, within.tag(&edge.ty, Some(edge.kind))));
                }
            }
        }
        for (at, resolver) in &api.resolvers {
            if let Some(model) = written(resolver).find(|model| ancestors.contains(*model)) {
                tags.push((at.clone(), within.tag(model, None)));
            }
        }
        for (at, tag) in tags {
            if let Some(resolver) = api.resolver_mut(&at) {
                let tag = Action::Statements(Arc::new(tag));
                resolver.add(Step::new(Slot::PostDataLoad, tag));
            }
        }
    }

    /// The nested objects that lead to one of the given types.
    fn within<'a>(&'a self, api: &Api, ancestors: &BTreeSet<Name>) -> NestedObjects<'a> {
        let is_within = |ty: &Name, edge: &&Edge| {
            let at = Coordinate::new(ty.clone(), edge.field.clone());
            ancestors.contains(&edge.ty) && !api.resolvers.contains_key(&at)
        };
        let parts_of = |ty: &'a Name, edges: &'a Vec<Edge>| {
            let within = edges.iter().filter(|edge| is_within(ty, edge));
            let parts = within.filter_map(|edge| match edge.kind {
                Kind::Nested { lists } => {
                    Some(NestedField { field: &edge.field, ty: &edge.ty, lists })
                }
                Kind::Related | Kind::Page => None,
            });
            (ty, parts.collect::<Vec<_>>())
        };
        let parts = self.fields.iter().map(|(ty, edges)| parts_of(ty, edges));
        let parts = parts.filter(|(_, parts)| !parts.is_empty()).collect();
        let mut within = NestedObjects { payload: self, parts, depths: BTreeMap::new() };
        within.measure();
        within
    }
}

/// A field whose value is nested in its object.
struct NestedField<'a> {
    field: &'a Name,
    /// The type of its objects, which may be abstract.
    ty: &'a Name,
    /// The number of lists around an object.
    lists: usize,
}

/// Which objects are nested in objects of a type, and how deep.
struct NestedObjects<'a> {
    payload: &'a PayloadGraph,
    /// The fields with nested objects to tag, by the type of the object.
    parts: BTreeMap<&'a Name, Vec<NestedField<'a>>>,
    /// The number of levels below an object of a type; `LEVELS` if the type is recursive.
    depths: BTreeMap<&'a Name, usize>,
}

impl NestedObjects<'_> {
    /// Computes the depths. Each round adds one level.
    fn measure(&mut self) {
        loop {
            let depth = |parts: &Vec<NestedField>| {
                let depths = parts.iter().map(|part| 1 + part.lists + self.depth(part.ty));
                depths.max().unwrap_or_default().min(LEVELS)
            };
            let depths = self.parts.iter().map(|(ty, parts)| (*ty, depth(parts))).collect();
            if self.depths == depths {
                return;
            }
            self.depths = depths;
        }
    }

    fn depth(&self, ty: &Name) -> usize {
        let depths = self.payload.members(ty).iter().filter_map(|member| self.depths.get(member));
        depths.max().copied().unwrap_or_default()
    }

    /// The tag for objects of a type: of a field below a mutation, or of the mutation's own answer if
    /// `below` is absent.
    fn tag(&self, ty: &Name, below: Option<Kind>) -> OriginTag {
        let lists = match below {
            None | Some(Kind::Related) => 0,
            Some(Kind::Page) => 1,
            Some(Kind::Nested { lists }) => lists,
        };
        let mut parts: BTreeMap<Name, BTreeMap<Name, Name>> = BTreeMap::new();
        let mut types = BTreeSet::from([ty.clone()]);
        let mut waiting = vec![ty];
        while let Some(ty) = waiting.pop() {
            for member in self.payload.members(ty) {
                if parts.contains_key(member) {
                    continue;
                }
                let of_member = parts.entry(member.clone()).or_default();
                for part in self.parts.get(member).into_iter().flatten() {
                    of_member.insert(part.field.clone(), part.ty.clone());
                    if types.insert(part.ty.clone()) {
                        waiting.push(part.ty);
                    }
                }
            }
        }
        OriginTag {
            ty: ty.clone(),
            is_below: below.is_some(),
            is_page: below == Some(Kind::Page),
            levels: (lists + self.depth(ty)).min(LEVELS),
            types,
            parts,
        }
    }
}

/// The models whose objects a resolver writes.
fn written(resolver: &Resolver) -> impl Iterator<Item = &Name> {
    resolver.steps.iter().filter_map(|step| match &step.action {
        Action::DynamoDb(operation) => matches!(
            operation.request,
            Request::PutItem(_) | Request::UpdateItem(_) | Request::DeleteItem(_)
        )
        .then_some(&operation.model),
        Action::Relational(operation) => operation.is_write().then_some(&operation.model),
        _ => None,
    })
}
