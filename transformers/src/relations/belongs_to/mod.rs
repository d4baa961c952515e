//! `@belongsTo`: the object that this one belongs to.

use burgeon_core::api::{Coordinate, Key, KeyField, Lookup, Relation, RelationKind};
use burgeon_core::{Api, Code, Declaring, Diagnostic, Expanding, Name, Transformer};

use super::relation_field::{Found, Side};
use super::{codes, expand, fields, foreign_key, references, suggested_inverse};

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

    fn declare(&self, api: &mut Declaring<'_>) {
        for side in Side::all(api, RelationKind::BelongsTo) {
            if let Some(found) = find(api, &side) {
                side.declare(api, found);
            }
        }
    }

    fn expand(&self, api: &mut Expanding<'_>) {
        expand::relations(api, RelationKind::BelongsTo);
    }
}

fn find(api: &mut Declaring<'_>, side: &Side) -> Option<Found> {
    if side.references.is_some() {
        return references::owned(api, side);
    }
    if side.used.directive.specified_argument_by_name("overrideIndexName").is_some() {
        api.report(override_without_references(side));
        return None;
    }
    let to = &side.to.name;
    let key = api.models.get(to)?.key.clone();
    let purpose = format!("the primary key of `{to}`");
    let named = fields::looked_up(api, side, &key, &purpose);
    let (own, kinds) = (side.used.model(), [RelationKind::HasOne, RelationKind::HasMany]);
    let Some(inverse) = super::back(&side.to, own, &kinds) else {
        api.report(no_counterpart(side, named.as_deref(), &key));
        return None;
    };
    if side.fields.is_some() {
        return Some(Found::named(Lookup { index: None, fields: named? }, Some(inverse)));
    }
    let counterpart = api.relations.get(&Coordinate::new(to.clone(), inverse.clone()))?.clone();
    if counterpart.kind == RelationKind::HasOne {
        let is_required = side.used.field.ty.is_non_null();
        let implied_key = foreign_key::imply(api, own, &side.at(), &key, is_required);
        let fields = implied_key.iter().map(|part| part.name.clone()).collect();
        let lookup = Lookup { index: None, fields };
        return Some(Found { lookup, implied_key, inverse: Some(inverse) });
    }
    let fields = held_by(api, &counterpart, &key).unwrap_or_else(|| {
        api.report(implicit_key(side, &counterpart, &key));
        foreign_key::names(&Coordinate::new(to.clone(), inverse.clone()), &key)
    });
    Some(Found::named(Lookup { index: None, fields }, Some(inverse)))
}

/// The fields of the child that hold the parent's key: the lookup fields of the other side, if
/// they are its entire key.
fn held_by(api: &Api, counterpart: &Relation, key: &Key) -> Option<Vec<Name>> {
    let names = |parts: &[KeyField]| parts.iter().map(|part| part.name.clone()).collect();
    if !counterpart.implied_key.is_empty() {
        return Some(names(&counterpart.implied_key));
    }
    let is_whole_key = key.fields().map(|part| &part.name).eq(&counterpart.lookup.fields);
    let queried: Vec<KeyField> = counterpart.key(&api.models)?.fields().cloned().collect();
    is_whole_key.then(|| queried.get(..counterpart.lookup.fields.len()).map(names))?
}

fn implicit_key(side: &Side, counterpart: &Relation, key: &Key) -> Diagnostic {
    let (own, to) = (side.used.model(), &side.to.name);
    let parts: Vec<String> = key.fields().map(|part| format!("`{}`", part.name)).collect();
    Diagnostic::warning(
        &codes::IMPLICIT_KEY,
        format!("`{}` is always null: no fields of `{own}` hold the key of `{to}`", side.at()),
    )
    .at_node(side.used.directive.location(), "found by that key")
    .at_node(counterpart.span, "the other side uses other fields than the key's")
    .help(format!(
        "write `@belongsTo(fields: [\"…\"])` with the fields that hold {}",
        parts.join(", ")
    ))
}

fn override_without_references(side: &Side) -> Diagnostic {
    Diagnostic::error(
        &codes::OVERRIDE_WITHOUT_REFERENCES,
        format!("`{}` names the index of a relation by references, and is none", side.at()),
    )
    .at_node(side.used.place_of("overrideIndexName"), "this relation has no index")
    .help("write `references` on both sides, or remove `overrideIndexName`")
}

fn no_counterpart(side: &Side, named: Option<&[Name]>, key: &Key) -> Diagnostic {
    let to = &side.to.name;
    let missing = match (named, &side.fields) {
        (Some(named), _) => suggested_inverse::indexed_has_many(side, named, key),
        (None, None) => suggested_inverse::implied_has_many(side),
        // The error in the fields has a separate diagnostic.
        (None, Some(_)) => format!("add a field with `@hasOne` or `@hasMany` to `{to}`"),
    };
    Diagnostic::error(
        &codes::ONE_SIDED,
        format!("`{}` belongs to objects of `{to}`, which have none", side.at()),
    )
    .at_node(side.used.directive.location(), "this side")
    .at_node(to.location(), "no `@hasOne` or `@hasMany` leads from here")
    .help(missing)
}
