//! The missing side of a relation, as code to paste.

use burgeon_core::Name;
use burgeon_core::api::Key;
use burgeon_core::names::{camel_case, capitalized, plural};
use burgeon_core::schema::{FieldDefinition, ObjectType};

use super::relation_field::Side;
use crate::field_use::FieldUse;

/// The `@belongsTo` that a relation by references lacks.
pub(super) fn belongs_to(side: &Side) -> String {
    let model = side.used.model();
    let directive = format!("@belongsTo(references: {})", references(side));
    field(&side.used, &side.to, camel_case(&[model]), model, &directive)
}

/// The `@hasMany` that a `@belongsTo` by references lacks.
pub(super) fn has_many(side: &Side) -> String {
    many(side, &format!("@hasMany(references: {})", references(side)))
}

/// The `@hasMany` that a `@belongsTo` without references lacks.
pub(super) fn implied_has_many(side: &Side) -> String {
    many(side, "@hasMany")
}

/// The `@hasMany` that a `@belongsTo` by fields lacks, and the index that it queries.
pub(super) fn indexed_has_many(side: &Side, named: &[Name], key: &Key) -> String {
    let model = side.used.model();
    let [holder, sort @ ..] = named else { return implied_has_many(side) };
    let index = camel_case(&["by", &capitalized(&side.used.field.name)]);
    let sort = match sort {
        [] => String::new(),
        fields => format!(", sortKeyFields: {}", list(fields.iter().map(Name::as_str))),
    };
    let own = list(key.fields().map(|part| part.name.as_str()));
    let missing = many(side, &format!("@hasMany(indexName: \"{index}\", fields: {own})"));
    format!("{missing}, and to `{model}.{holder}`: `@index(name: \"{index}\"{sort})`")
}

/// The other side of a `@manyToMany` that has one.
pub(super) fn many_to_many(used: &FieldUse, to: &ObjectType, relation: &Name) -> String {
    let directive = format!("@manyToMany(relationName: \"{relation}\")");
    let name = camel_case(&[&plural(used.model())]);
    field(used, to, name, &format!("[{}]", used.model()), &directive)
}

/// The argument `references` as this side has it.
pub(super) fn references(side: &Side) -> String {
    list(side.references.iter().flatten().map(|named| &*named.text))
}

fn many(side: &Side, directive: &str) -> String {
    let model = side.used.model();
    let name = camel_case(&[&plural(model)]);
    field(&side.used, &side.to, name, &format!("[{model}]"), directive)
}

/// Suggests a field of the other model. If a field of this name refers to the same model already,
/// only its directive is missing; if it refers to another one, a free name is suggested.
fn field(used: &FieldUse, to: &ObjectType, name: Name, ty: &str, directive: &str) -> String {
    let leads_back = |field: &FieldDefinition| field.ty.inner_named_type() == used.model();
    let (place, name) = match to.fields.get(&name) {
        None => ("add to", name),
        Some(there) if there.directives.is_empty() && leads_back(there) => ("write in", name),
        Some(_) => ("add to", camel_case(&[&name, &used.field.name])),
    };
    format!("{place} `{}`: `{name}: {ty} {directive}`", to.name)
}

/// A list of names, as it is written in SDL.
fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    format!("[{}]", names.map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", "))
}
