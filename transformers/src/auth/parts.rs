//! Fields with rules of types that are no models, but parts of their objects: subscribers are told of
//! them with the objects.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use burgeon_core::api::{Coordinate, Policy};
use burgeon_core::resolver::{Action, Slot, Step};
use burgeon_core::schema::{ExtendedType, Schema};
use burgeon_core::{Api, Diagnostic, Name};

use super::told::{self, Mark, Told};
use super::{codes, guards};

/// What of the parts of models is left out below mutations, and where that is known.
pub(super) struct Parts {
    /// Fields that not all may read who may read an object that they are part of.
    hidden: BTreeSet<Coordinate>,
    /// The types that have such fields, or lead to them without another model between.
    leading: BTreeSet<Name>,
}

impl Parts {
    /// Finds them in the objects that subscribers may be told of.
    pub(super) fn find(api: &Api, told: &Told) -> Self {
        let mut found = Self { hidden: BTreeSet::new(), leading: BTreeSet::new() };
        if api.field_policies.is_empty() {
            return found;
        }
        let mut led_from: BTreeMap<Name, BTreeSet<Name>> = BTreeMap::new();
        for model in api.models.values().filter(|model| told.contains(&model.name)) {
            let readers = model.policy.of_reading();
            let mut seen = BTreeSet::new();
            let mut waiting = vec![model.name.clone()];
            while let Some(ty) = waiting.pop() {
                for part in parts(api, &ty) {
                    led_from.entry(part.clone()).or_default().insert(ty.clone());
                    if seen.insert(part.clone()) {
                        found.hidden.extend(shut(api, &part, &readers));
                        waiting.push(part);
                    }
                }
            }
        }
        let mut waiting: Vec<Name> = found.hidden.iter().map(|at| at.ty.clone()).collect();
        while let Some(ty) = waiting.pop() {
            if found.leading.insert(ty.clone()) {
                waiting.extend(led_from.get(&ty).into_iter().flatten().cloned());
            }
        }
        found
    }

    /// Whether a field is left out below mutations.
    pub(super) fn hides(&self, at: &Coordinate) -> bool {
        self.hidden.contains(at)
    }

    /// Whether something is left out of a type's objects, or of their parts.
    pub(super) fn hide_within(&self, ty: &Name) -> bool {
        self.leading.contains(ty)
    }

    /// Hands down to parts that they are below a mutation.
    pub(super) fn mark(&self, api: &mut Api) {
        for ty in &self.leading {
            let Some(object) = api.schema.get_object(ty).cloned() else { continue };
            for field in object.fields.values() {
                let at = Coordinate::new(ty.clone(), field.name.clone());
                let inner = field.ty.inner_named_type();
                let members = members(&api.schema, inner);
                let is_part = !api.models.contains_key(inner) && !api.relations.contains_key(&at);
                if !is_part || !members.iter().any(|member| self.leading.contains(member)) {
                    continue;
                }
                let model = api.models.contains_key(ty).then(|| ty.clone());
                let resolver = guards::resolver_of(api, &at, model);
                let answer = told::answer_of(resolver);
                let mark = Mark::Part { answer, is_list: field.ty.is_list() };
                resolver.add(Step::new(Slot::PostDataLoad, Action::Statements(Arc::new(mark))));
            }
        }
        let required = self.hidden.iter().filter_map(|at| {
            let field = api.schema.get_object(&at.ty)?.fields.get(&at.field)?;
            field.ty.is_non_null().then(|| {
                Diagnostic::warning(
                    &codes::REQUIRED_FIELD,
                    format!("`{at}` is required but hidden from subscribers"),
                )
                .at_node(field.name.location(), "not for all who may be told of it")
                .help("let all who may read the model read it, or make the field nullable")
            })
        });
        let required: Vec<Diagnostic> = required.collect();
        required.into_iter().for_each(|warning| api.diagnostics.push(warning));
    }
}

/// The fields of a part with rules that shut out some of those who may read the whole.
fn shut(api: &Api, part: &Name, readers: &Policy) -> Vec<Coordinate> {
    let fields = api.schema.get_object(part).into_iter().flat_map(|object| object.fields.keys());
    let coordinates = fields.map(|field| Coordinate::new(part.clone(), field.clone()));
    let is_shut = |at: &Coordinate| {
        api.field_policies.get(at).is_some_and(|policy| {
            let lets_in = |reader| policy.grants.iter().any(|grant| grant.caller.includes(reader));
            !readers.grants.iter().all(|reader| lets_in(&reader.caller))
        })
    };
    coordinates.filter(is_shut).collect()
}

/// The types that objects of a type have parts of.
fn parts(api: &Api, ty: &Name) -> Vec<Name> {
    let fields = api.schema.get_object(ty).into_iter().flat_map(|object| object.fields.values());
    let members = fields.flat_map(|field| members(&api.schema, field.ty.inner_named_type()));
    members.filter(|member| !api.models.contains_key(member)).collect()
}

/// The object types that a value of a type may be of.
fn members(schema: &Schema, ty: &Name) -> Vec<Name> {
    match schema.types.get(ty) {
        Some(ExtendedType::Object(object)) => vec![object.name.clone()],
        Some(ExtendedType::Union(union)) => {
            union.members.iter().map(|member| member.name.clone()).collect()
        }
        Some(ExtendedType::Interface(interface)) => {
            let objects = schema.types.values().filter_map(|ty| ty.as_object());
            let implements =
                objects.filter(|object| object.implements_interfaces.contains(&interface.name));
            implements.map(|object| object.name.clone()).collect()
        }
        _ => vec![],
    }
}
