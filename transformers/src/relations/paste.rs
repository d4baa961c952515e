//! The other side of a relation, written out for whoever forgot it.

use burgeon_core::Name;
use burgeon_core::api::Key;
use burgeon_core::names::{camel_case, capitalized, plural};

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
    format!("`{}: [{model}] @hasMany`", camel_case(&[&plural(model)]))
}

/// The `@hasMany` that a `@belongsTo` by fields lacks, and the index that it asks.
pub(super) fn indexed_has_many(side: &Side, named: &[Name], key: &Key) -> String {
    let model = side.used.model();
    let [holder, sort @ ..] = named else { return implied_has_many(side) };
    let index = camel_case(&["by", &capitalized(&side.used.field.name)]);
    let sort = match sort {
        [] => String::new(),
        fields => format!(", sortKeyFields: {}", list(fields.iter().map(Name::as_str))),
    };
    format!(
        "`{}: [{model}] @hasMany(indexName: \"{index}\", fields: {})`, and to `{model}.{holder}`: \
         `@index(name: \"{index}\"{sort})`",
        camel_case(&[&plural(model)]),
        list(key.fields().map(|part| part.name.as_str())),
    )
}

fn references(side: &Side) -> String {
    list(side.references.iter().flatten().map(|named| &*named.text))
}

/// A list of names, as it is written in SDL.
fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    format!("[{}]", names.map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", "))
}
