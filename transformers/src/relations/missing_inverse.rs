//! Relations by references that only one of the two models declares.

use burgeon_core::Diagnostic;
use burgeon_core::api::RelationKind;
use burgeon_core::arguments::strings;
use burgeon_core::schema::{Component, FieldDefinition};

use super::relation_field::{Side, directive};
use super::{codes, suggested_inverse};

const ALL: &[RelationKind] =
    &[RelationKind::HasOne, RelationKind::HasMany, RelationKind::BelongsTo];

/// The error for a relation without its inverse; `missing` describes the missing field and its type.
pub(super) fn missing_inverse(side: &Side, missing: String) -> Diagnostic {
    let to = &side.to.name;
    let fault = Diagnostic::error(
        &codes::ONE_SIDED,
        format!(
            "`{}` has no other side: no field of `{to}` leads back with the same references",
            side.at()
        ),
    )
    .at_node(side.used.directive.location(), "this side");
    match unpaired(side) {
        None => fault.at_node(to.location(), "the other side is missing here").help(missing),
        Some(other) => {
            fault.at_node(other.location(), "leads back with other references").help(format!(
                "write `references: {}` in `{to}.{}`, too; or {missing}",
                suggested_inverse::references(side),
                other.name
            ))
        }
    }
}

/// A field that leads back with references that no other field of this side's model has.
fn unpaired(side: &Side) -> Option<&Component<FieldDefinition>> {
    let Side { used, to, kind, .. } = side;
    let own = &used.object;
    let kinds: &[RelationKind] = match kind {
        RelationKind::BelongsTo => &[RelationKind::HasMany, RelationKind::HasOne],
        _ => &[RelationKind::BelongsTo],
    };
    let others = own.fields.values().filter(|field| field.name != used.field.name);
    let known: Vec<_> = others.filter_map(|field| references(field, ALL)).collect();
    let mut led_back = to.fields.values().filter(|field| field.ty.inner_named_type() == &own.name);
    led_back.find(|field| references(field, kinds).is_some_and(|named| !known.contains(&named)))
}

/// The `references` of a field, if it is a relation of one of these kinds.
fn references(field: &FieldDefinition, kinds: &[RelationKind]) -> Option<Vec<String>> {
    let used = kinds.iter().find_map(|kind| field.directives.get(directive(*kind)))?;
    let named = strings(used, "references")?;
    Some(named.into_iter().map(|named| named.text).collect())
}
