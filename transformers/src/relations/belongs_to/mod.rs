//! `@belongsTo`: the object that the one at hand belongs to.

use burgeon_core::api::{Coordinate, Key, Lookup, Relation, RelationKind};
use burgeon_core::{Api, Code, Diagnostic, Name, Transformer};

use super::side::{Found, Side};
use super::{codes, expand, fields, foreign_key, paste, references};

/// The transformer of `@belongsTo`.
#[derive(Debug, Clone, Copy)]
pub struct BelongsToTransformer;

impl Transformer for BelongsToTransformer {
    fn name(&self) -> &'static str {
        "belongsTo"
    }

    fn definitions(&self) -> &'static str {
        include_str!("directive.graphql")
    }

    fn documentation(&self) -> &'static str {
        include_str!("belongs-to.md")
    }

    fn codes(&self) -> &'static [&'static Code] {
        codes::ALL
    }

    fn declare(&self, api: &mut Api) {
        for side in Side::all(api, RelationKind::BelongsTo) {
            if let Some(found) = find(api, &side) {
                side.declare(api, found);
            }
        }
    }

    fn expand(&self, api: &mut Api) {
        expand::relations(api, RelationKind::BelongsTo);
    }
}

fn find(api: &mut Api, side: &Side) -> Option<Found> {
    if side.references.is_some() {
        return references::owned(api, side);
    }
    if side.used.directive.specified_argument_by_name("overrideIndexName").is_some() {
        api.diagnostics.push(override_without_references(side));
        return None;
    }
    let to = &side.to.name;
    let (own, kinds) = (side.used.model(), [RelationKind::HasOne, RelationKind::HasMany]);
    let Some(inverse) = super::back(&side.to, own, &kinds) else {
        api.diagnostics.push(no_counterpart(side));
        return None;
    };
    let key = api.models.get(to)?.key.clone();
    if side.fields.is_some() {
        let purpose = format!("the primary key of `{to}`");
        let fields = fields::looked_up(api, side, &key, &purpose)?;
        return Some(Found::named(Lookup { index: None, fields }, Some(inverse)));
    }
    let counterpart = api.relations.get(&Coordinate::new(to.clone(), inverse.clone()))?.clone();
    if counterpart.kind == RelationKind::HasOne {
        let is_required = side.used.field.ty.is_non_null();
        let implied_key = foreign_key::imply(api, own, &side.at(), &key, is_required);
        let fields = implied_key.iter().map(|part| part.name.clone()).collect();
        let lookup = Lookup { index: None, fields };
        return Some(Found { lookup, implied_key, inverse: Some(inverse) });
    }
    let fields = held_by(api, &counterpart, &key);
    Some(Found::named(Lookup { index: None, fields }, Some(inverse)))
}

/// The fields of the model that belongs which hold the key of the one that has it: those that the
/// other side looks its objects up by.
fn held_by(api: &Api, counterpart: &Relation, key: &Key) -> Vec<Name> {
    if !counterpart.implied_key.is_empty() {
        return counterpart.implied_key.iter().map(|part| part.name.clone()).collect();
    }
    let asked = counterpart.key(api).into_iter().flat_map(Key::fields);
    asked.zip(key.fields()).map(|(part, _)| part.name.clone()).collect()
}

fn override_without_references(side: &Side) -> Diagnostic {
    Diagnostic::error(
        &codes::OVERRIDE_WITHOUT_REFERENCES,
        format!("`{}` names the index of a relation by references, and is none", side.at()),
    )
    .at_node(side.used.place_of("overrideIndexName"), "there is no index to name")
    .help("write `references` on both sides, or remove `overrideIndexName`")
}

fn no_counterpart(side: &Side) -> Diagnostic {
    let to = &side.to.name;
    Diagnostic::error(
        &codes::ONE_SIDED,
        format!("`{}` belongs to objects of `{to}`, which have none", side.at()),
    )
    .at_node(side.used.directive.location(), "this side")
    .at_node(to.location(), "no `@hasOne` or `@hasMany` leads from here")
    .help(format!("add to `{to}`: `{}`", paste::implied_has_many(side)))
}
