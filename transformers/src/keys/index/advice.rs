//! Advises secondary indexes.

use burgeon_core::api::{Coordinate, Index, Model, Projection};
use burgeon_core::names::{capitalized, plural, uncapitalized};
use burgeon_core::schema::{ExtendedType, FieldDefinition, ObjectType};
use burgeon_core::{Api, Diagnostic, Expanding, Name};

use super::codes;
use super::projection::unknown_included;
use crate::keys::attribute_type;

/// Advises an index for each list that can only scan its table.
pub(super) fn on_scans(api: &mut Expanding<'_>, model: &Model) {
    let has_other_ways = model.key_span.is_some() || !model.indexes.is_empty();
    let Some(list) = &model.queries.list else { return };
    if has_other_ways {
        return;
    }
    let Some(object) = api.schema.get_object(&model.name) else { return };
    let declared = api.without_generated_fields(object);
    let Some(field) = candidate(api, &declared) else { return };
    let query = format!("{}By{}", uncapitalized(&plural(&model.name)), capitalized(&field.name));
    let advice = Diagnostic::advice(
        &codes::SCAN,
        format!("`{list}` scans the whole table, even with a filter"),
    )
    .at_node(model.span, "has no other key than `id`")
    .help(format!(
        "where objects are looked for by `{name}`, write `{name}: {} @index`: it adds `{query}`, \
         which reads only those",
        field.ty,
        name = field.name
    ));
    api.report(advice);
}

/// The field that clients are most likely to search by: one that holds the id of another object,
/// then an enum, then any field that can be a key.
fn candidate(api: &Api, object: &ObjectType) -> Option<FieldDefinition> {
    let rank = |field: &FieldDefinition| {
        let inner = field.ty.inner_named_type();
        match api.schema.types.get(inner) {
            _ if inner == "ID" => 0,
            Some(ExtendedType::Enum(_)) => 1,
            _ => 2,
        }
    };
    let fields = object
        .fields
        .values()
        .filter(|field| field.name != "id" && attribute_type(&api.schema, &field.ty).is_ok());
    fields.min_by_key(|field| rank(field)).map(|field| (***field).clone())
}

/// Warns of indexes that are to carry what the model does not keep.
pub(super) fn on_included(api: &mut Expanding<'_>, model: &Model) {
    let Some(object) = api.schema.get_object(&model.name).cloned() else { return };
    for index in &model.indexes {
        let Projection::Include(fields) = &index.projection else { continue };
        let is_there =
            |field: &Name| object.fields.contains_key(field) && is_kept(api, model, field);
        let unknown: Vec<_> =
            fields.iter().filter(|field| !is_there(field)).map(Name::as_str).collect();
        if let Some(first) = unknown.first() {
            let doubt = unknown_included(&model.name, &index.name, &unknown, index.span);
            let declared = object.fields.keys().map(Name::as_str);
            api.report(doubt.did_you_mean(first, declared));
        }
    }
}

/// Warns of indexes that lack what every object has, and whose query therefore fails.
pub(super) fn on_projections(api: &mut Expanding<'_>, model: &Model) {
    let Some(object) = api.schema.get_object(&model.name).cloned() else { return };
    for index in &model.indexes {
        let is_queried = api.relations.values().any(|relation| {
            relation.to == model.name && relation.lookup.index.as_ref() == Some(&index.name)
        });
        if index.query.is_none() && !is_queried {
            continue;
        }
        let missing: Vec<String> = object
            .fields
            .values()
            .filter(|field| field.ty.is_non_null() && is_kept(api, model, &field.name))
            .filter(|field| !carries(model, index, &field.name))
            .map(|field| format!("`{}`", field.name))
            .collect();
        if !missing.is_empty() {
            api.report(
                Diagnostic::warning(
                    &codes::UNPROJECTED,
                    format!("objects found by `{}` lack {}", index.name, missing.join(", ")),
                )
                .at_node(index.span, "does not project non-null fields")
                .about(format!("{}#{}", model.name, index.name))
                .help("write `projection: { type: ALL }`, or include them in `nonKeyAttributes`"),
            );
        }
    }
}

/// Whether a field is stored in the table, and no relation queries by it.
fn is_kept(api: &Api, model: &Model, field: &Name) -> bool {
    !api.relations.contains_key(&Coordinate::new(model.name.clone(), field.clone()))
}

fn carries(model: &Model, index: &Index, field: &str) -> bool {
    let included = match &index.projection {
        Projection::All => return true,
        Projection::KeysOnly => false,
        Projection::Include(fields) => fields.iter().any(|included| included == field),
    };
    included || index.key.contains(field) || model.key.contains(field)
}
