//! Field rules of nested types, which are not models. Subscription payloads contain their objects.

use std::collections::BTreeSet;

use burgeon_core::api::{Coordinate, Policy};
use burgeon_core::{Api, Diagnostic, Expanding, Name};

use super::codes;
use super::subscription_payload::PayloadGraph;

/// The fields of nested types that are redacted in the answers of mutations.
pub(super) struct NestedFieldRules {
    /// Fields that some readers of the enclosing object may not read.
    hidden: BTreeSet<Coordinate>,
}

impl NestedFieldRules {
    /// Finds the fields in the objects that subscription payloads can contain.
    pub(super) fn find(api: &Api, payload: &PayloadGraph) -> Self {
        let mut hidden = BTreeSet::new();
        if api.field_policies.is_empty() {
            return Self { hidden };
        }
        // Models with the same readers share one traversal.
        let mut seen_by: Vec<(Policy, BTreeSet<&Name>)> = Vec::new();
        for model in api.models.values().filter(|model| payload.contains(&model.name)) {
            let readers = model.policy.of_reading();
            let known = seen_by.iter().position(|(others, _)| *others == readers);
            let known = known.unwrap_or_else(|| {
                seen_by.push((readers, BTreeSet::new()));
                seen_by.len() - 1
            });
            let (readers, seen) = &mut seen_by[known];
            let mut waiting = vec![&model.name];
            while let Some(ty) = waiting.pop() {
                for part in payload.below(ty) {
                    if !api.models.contains_key(part) && seen.insert(part) {
                        hidden.extend(unreadable_fields(api, part, readers));
                        waiting.push(part);
                    }
                }
            }
        }
        Self { hidden }
    }

    /// Whether a field is redacted below mutations.
    pub(super) fn hides(&self, at: &Coordinate) -> bool {
        self.hidden.contains(at)
    }

    /// The types that have a redacted field.
    pub(super) fn hiding(&self) -> impl Iterator<Item = &Name> {
        self.hidden.iter().map(|at| &at.ty)
    }

    /// Warns of redacted fields that are non-null.
    pub(super) fn report_required(&self, api: &mut Expanding<'_>) {
        let required = self.hidden.iter().filter_map(|at| {
            let field = api.schema.get_object(&at.ty)?.fields.get(&at.field)?;
            field.ty.is_non_null().then(|| {
                Diagnostic::warning(
                    &codes::REQUIRED_FIELD,
                    format!("`{at}` is required but hidden from subscribers"),
                )
                .at_node(field.name.location(), "some subscribers may not read it")
                .help("allow all readers of the model to read it, or make the field nullable")
            })
        });
        let required: Vec<Diagnostic> = required.collect();
        api.report_all(required);
    }
}

/// The fields of a nested type with rules that exclude some readers of the enclosing object.
fn unreadable_fields(api: &Api, part: &Name, readers: &Policy) -> Vec<Coordinate> {
    let fields = api.schema.get_object(part).into_iter().flat_map(|object| object.fields.keys());
    let coordinates = fields.map(|field| Coordinate::new(part.clone(), field.clone()));
    let is_shut = |at: &Coordinate| {
        api.field_policies.get(at).is_some_and(|policy| {
            let allows = |reader| policy.grants.iter().any(|grant| grant.caller.includes(reader));
            !readers.grants.iter().all(|reader| allows(&reader.caller))
        })
    };
    coordinates.filter(is_shut).collect()
}
