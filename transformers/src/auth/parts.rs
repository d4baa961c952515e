//! Fields with rules of types that are no models, but parts of their objects: subscribers are told of
//! them with the objects.

use std::collections::BTreeSet;

use burgeon_core::api::{Coordinate, Policy};
use burgeon_core::{Api, Diagnostic, Name};

use super::codes;
use super::told::Told;

/// What of the parts of models is left out below mutations.
pub(super) struct Parts {
    /// Fields that not all may read who may read an object that they are part of.
    hidden: BTreeSet<Coordinate>,
}

impl Parts {
    /// Finds them in the objects that subscribers may be told of.
    pub(super) fn find(api: &Api, told: &Told) -> Self {
        let mut hidden = BTreeSet::new();
        if api.field_policies.is_empty() {
            return Self { hidden };
        }
        for model in api.models.values().filter(|model| told.contains(&model.name)) {
            let readers = model.policy.of_reading();
            let mut seen = BTreeSet::new();
            let mut waiting = vec![&model.name];
            while let Some(ty) = waiting.pop() {
                for part in told.parts(ty).filter(|part| !api.models.contains_key(*part)) {
                    if seen.insert(part) {
                        hidden.extend(shut(api, part, &readers));
                        waiting.push(part);
                    }
                }
            }
        }
        Self { hidden }
    }

    /// Whether a field is left out below mutations.
    pub(super) fn hides(&self, at: &Coordinate) -> bool {
        self.hidden.contains(at)
    }

    /// The types of which something is left out.
    pub(super) fn hiding(&self) -> impl Iterator<Item = &Name> {
        self.hidden.iter().map(|at| &at.ty)
    }

    /// Warns of fields that are left out although they are required.
    pub(super) fn report_required(&self, api: &mut Api) {
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
