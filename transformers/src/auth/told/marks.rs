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
            for lead in leads.iter().filter(|lead| lead.leads_to(&leading)) {
                let at = Coordinate::new(ty.clone(), lead.field.clone());
                if api.resolvers.contains_key(&at) {
                    marks.push((at, mark(&within, &lead.ty, &lead.members, Some(lead.kind))));
                }
            }
        }
        for (at, resolver) in &api.resolvers {
            if let Some(model) = written(resolver).find(|model| leading.contains(*model)) {
                let members = std::slice::from_ref(model);
                marks.push((at.clone(), mark(&within, model, members, None)));
            }
        }
        for (at, mark) in marks {
            if let Some(resolver) = api.resolvers.get_mut(&at) {
                let mark = Action::Statements(Arc::new(mark));
                resolver.add(Step::new(Slot::PostDataLoad, mark));
            }
        }
    }

    /// The fields of each type that are part of its objects and lead to one of the types given.
    fn within(&self, api: &Api, leading: &BTreeSet<Name>) -> BTreeMap<&Name, Vec<&Lead>> {
        let within = |ty: &Name, lead: &&Lead| {
            let at = Coordinate::new(ty.clone(), lead.field.clone());
            lead.leads_to(leading) && !api.resolvers.contains_key(&at)
        };
        let types = self.fields.iter();
        let types =
            types.map(|(ty, leads)| (ty, leads.iter().filter(|lead| within(ty, lead)).collect()));
        types.filter(|(_, leads): &(_, Vec<_>)| !leads.is_empty()).collect()
    }
}

impl Lead {
    fn leads_to(&self, types: &BTreeSet<Name>) -> bool {
        self.members.iter().any(|member| types.contains(member))
    }
}

/// The mark of objects of a type that a field below a mutation brings; of a mutation's own answer,
/// if it is none.
fn mark(
    within: &BTreeMap<&Name, Vec<&Lead>>,
    ty: &Name,
    members: &[Name],
    below: Option<Kind>,
) -> Mark {
    let lists = match below {
        None | Some(Kind::Related) => 0,
        Some(Kind::Page) => 1,
        Some(Kind::Part { lists }) => lists,
    };
    let mut parts: BTreeMap<Name, BTreeMap<Name, Name>> = BTreeMap::new();
    let mut types = BTreeSet::from([ty.clone()]);
    // Objects of which types there may be on each level.
    let mut levels: BTreeMap<usize, BTreeSet<&Name>> =
        BTreeMap::from([(lists, members.iter().collect())]);
    let mut last = 0;
    while let Some((level, members)) = levels.pop_first() {
        last = level;
        if level == LEVELS {
            break;
        }
        for member in members {
            let of_member = parts.entry(member.clone()).or_default();
            for lead in within.get(member).into_iter().flatten() {
                let Kind::Part { lists } = lead.kind else { continue };
                of_member.insert(lead.field.clone(), lead.ty.clone());
                types.insert(lead.ty.clone());
                levels.entry(LEVELS.min(level + 1 + lists)).or_default().extend(&lead.members);
            }
        }
    }
    Mark {
        ty: ty.clone(),
        is_below: below.is_some(),
        is_page: below == Some(Kind::Page),
        levels: last,
        types,
        parts,
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
