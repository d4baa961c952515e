//! Marks what mutations answer, so that whatever leaves something out there knows where it is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use burgeon_core::api::Coordinate;
use burgeon_core::resolver::{Action, Resolver, Slot, Step};
use burgeon_core::steps::dynamodb::Request;
use burgeon_core::{Api, Name};

use super::mark::{LEVELS, Mark};
use super::{Kind, Lead, Told};

impl Told {
    /// Lets everything below mutations know that it is, down to the types whose objects hide
    /// something there. Whatever has a resolver by now brings objects of its own; the other fields
    /// are part of the objects that others bring, and are marked with them.
    pub(in super::super) fn mark(&self, api: &mut Api, hiding: &BTreeSet<Name>) {
        let leading = self.leading_to(hiding);
        let within = self.within(api, &leading);
        let mut marks: Vec<(Coordinate, Mark)> = Vec::new();
        for (ty, leads) in &self.fields {
            for lead in leads.iter().filter(|lead| leading.contains(&lead.ty)) {
                let at = Coordinate::new(ty.clone(), lead.field.clone());
                if api.resolvers.contains_key(&at) {
                    marks.push((at, within.mark(&lead.ty, Some(lead.kind))));
                }
            }
        }
        for (at, resolver) in &api.resolvers {
            if let Some(model) = written(resolver).find(|model| leading.contains(*model)) {
                marks.push((at.clone(), within.mark(model, None)));
            }
        }
        for (at, mark) in marks {
            if let Some(resolver) = api.resolvers.get_mut(&at) {
                let mark = Action::Statements(Arc::new(mark));
                resolver.add(Step::new(Slot::PostDataLoad, mark));
            }
        }
    }

    /// What stands within objects, as far as it leads to one of the types given.
    fn within<'a>(&'a self, api: &Api, leading: &BTreeSet<Name>) -> Within<'a> {
        let is_within = |ty: &Name, lead: &&Lead| {
            let at = Coordinate::new(ty.clone(), lead.field.clone());
            leading.contains(&lead.ty) && !api.resolvers.contains_key(&at)
        };
        let parts_of = |ty: &'a Name, leads: &'a Vec<Lead>| {
            let within = leads.iter().filter(|lead| is_within(ty, lead));
            let parts = within.filter_map(|lead| match lead.kind {
                Kind::Part { lists } => Some(Part { field: &lead.field, ty: &lead.ty, lists }),
                Kind::Related | Kind::Page => None,
            });
            (ty, parts.collect::<Vec<_>>())
        };
        let parts = self.fields.iter().map(|(ty, leads)| parts_of(ty, leads));
        let parts = parts.filter(|(_, parts)| !parts.is_empty()).collect();
        let mut within = Within { told: self, parts, depths: BTreeMap::new() };
        within.measure();
        within
    }
}

/// A field that holds what came with an object.
struct Part<'a> {
    field: &'a Name,
    /// The type of the objects that it holds, which may be abstract.
    ty: &'a Name,
    /// How many lists within each other those stand in.
    lists: usize,
}

/// What stands within objects.
struct Within<'a> {
    told: &'a Told,
    /// The parts to mark, by the type of the object.
    parts: BTreeMap<&'a Name, Vec<Part<'a>>>,
    /// How many levels there are below an object of a type, if any; `LEVELS` where there is no end.
    depths: BTreeMap<&'a Name, usize>,
}

impl Within<'_> {
    /// Finds the depths. Each round sees a level more.
    fn measure(&mut self) {
        loop {
            let depth = |parts: &Vec<Part>| {
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
        let depths = self.told.members(ty).iter().filter_map(|member| self.depths.get(member));
        depths.max().copied().unwrap_or_default()
    }

    /// The mark of objects of a type that a field below a mutation brings; of a mutation's own
    /// answer, if it is none.
    fn mark(&self, ty: &Name, below: Option<Kind>) -> Mark {
        let lists = match below {
            None | Some(Kind::Related) => 0,
            Some(Kind::Page) => 1,
            Some(Kind::Part { lists }) => lists,
        };
        let mut parts: BTreeMap<Name, BTreeMap<Name, Name>> = BTreeMap::new();
        let mut types = BTreeSet::from([ty.clone()]);
        let mut waiting = vec![ty];
        while let Some(ty) = waiting.pop() {
            for member in self.told.members(ty) {
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
        Mark {
            ty: ty.clone(),
            is_below: below.is_some(),
            is_page: below == Some(Kind::Page),
            levels: (lists + self.depth(ty)).min(LEVELS),
            types,
            parts,
        }
    }
}

/// The models that a resolver writes objects of.
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
