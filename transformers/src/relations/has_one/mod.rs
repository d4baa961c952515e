//! `@hasOne`: one object of another model.

use burgeon_core::api::{Lookup, RelationKind};
use burgeon_core::{Code, Declaring, Expanding, Transformer};

use super::relation_field::{Found, Side};
use super::{codes, expand, fields, foreign_key, references};

/// The transformer of `@hasOne`.
#[derive(Debug, Clone, Copy)]
pub struct HasOneTransformer;

impl Transformer for HasOneTransformer {
    fn name(&self) -> &'static str {
        "hasOne"
    }

    fn definitions(&self) -> &'static str {
        include_str!("directive.graphql")
    }

    fn documentation(&self) -> &'static str {
        include_str!("has-one.md")
    }

    fn codes(&self) -> &'static [&'static Code] {
        codes::ALL
    }

    fn declare(&self, api: &mut Declaring<'_>) {
        for side in Side::all(api, RelationKind::HasOne) {
            if let Some(found) = find(api, &side) {
                side.declare(api, found);
            }
        }
    }

    fn expand(&self, api: &mut Expanding<'_>) {
        expand::relations(api, RelationKind::HasOne);
    }
}

fn find(api: &mut Declaring<'_>, side: &Side) -> Option<Found> {
    if side.references.is_some() {
        return references::owning(api, side);
    }
    let to = &side.to.name;
    let key = api.models.get(to)?.key.clone();
    let inverse = super::back(&side.to, side.used.model(), &[RelationKind::BelongsTo]);
    if side.fields.is_some() {
        let purpose = format!("the primary key of `{to}`");
        let fields = fields::looked_up(api, side, &key, &purpose)?;
        return Some(Found::named(Lookup { index: None, fields }, inverse));
    }
    let is_required = side.used.field.ty.is_non_null();
    let implied_key = foreign_key::imply(api, side.used.model(), &side.at(), &key, is_required);
    let fields = implied_key.iter().map(|part| part.name.clone()).collect();
    Some(Found { lookup: Lookup { index: None, fields }, implied_key, inverse })
}
