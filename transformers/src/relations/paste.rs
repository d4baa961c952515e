//! The other side of a relation, written out for whoever forgot it.

use burgeon_core::names::{camel_case, plural};

use super::side::Side;

/// The `@belongsTo` that a relation by references lacks.
pub(super) fn belongs_to(side: &Side) -> String {
    let model = side.used.model();
    format!("{}: {model} @belongsTo(references: {})", camel_case(&[model]), references(side))
}

/// The `@hasMany` that a `@belongsTo` by references lacks.
pub(super) fn has_many(side: &Side) -> String {
    let model = side.used.model();
    let field = camel_case(&[&plural(model)]);
    format!("{field}: [{model}] @hasMany(references: {})", references(side))
}

/// The `@hasMany` that a `@belongsTo` without references lacks.
pub(super) fn implied_has_many(side: &Side) -> String {
    let model = side.used.model();
    format!("{}: [{model}] @hasMany", camel_case(&[&plural(model)]))
}

fn references(side: &Side) -> String {
    let named = side.references.iter().flatten().map(|named| format!("\"{}\"", named.text));
    format!("[{}]", named.collect::<Vec<_>>().join(", "))
}
