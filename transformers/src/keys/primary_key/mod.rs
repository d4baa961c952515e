//! `@primaryKey`: the field that an object is found by.

mod codes;

use burgeon_core::api::{Key, Model};
use burgeon_core::{Api, Code, Diagnostic, Name, Transformer};
use indexmap::IndexMap;

use crate::field_use::FieldUse;

/// The transformer of `@primaryKey`.
#[derive(Debug, Clone, Copy)]
pub struct PrimaryKeyTransformer;

impl Transformer for PrimaryKeyTransformer {
    fn name(&self) -> &'static str {
        "primaryKey"
    }

    fn definitions(&self) -> &'static str {
        include_str!("directive.graphql")
    }

    fn documentation(&self) -> &'static str {
        include_str!("primary-key.md")
    }

    fn codes(&self) -> &'static [&'static Code] {
        codes::ALL
    }

    fn declare(&self, api: &mut Api) {
        let mut keyed: IndexMap<Name, FieldUse> = IndexMap::new();
        for used in FieldUse::all(api, "primaryKey") {
            match keyed.get(&used.object.name) {
                Some(first) => {
                    let fault = several(first, &used);
                    api.diagnostics.push(fault);
                }
                None => drop(keyed.insert(used.object.name.clone(), used)),
            }
        }
        for used in keyed.values() {
            let Some(key) = used.key(api, "the primary key") else { continue };
            report_nullable(api, used, &key);
            if let Some(model) = api.models.get_mut(&used.object.name) {
                model.key = key;
                model.key_span = used.directive.location();
            }
        }
        let Api { models, diagnostics, .. } = api;
        let is_without =
            |model: &&Model| model.database.is_some() && !keyed.contains_key(&model.name);
        models.values().filter(is_without).for_each(|model| diagnostics.push(missing(model)));
    }
}

fn missing(model: &Model) -> Diagnostic {
    Diagnostic::error(&codes::MISSING, format!("`{}` has no primary key", model.name))
        .at_node(model.span, "kept in a relational database, which adds none")
        .help("mark the field that names its objects: `id: ID! @primaryKey`")
}

fn several(first: &FieldUse, second: &FieldUse) -> Diagnostic {
    let ty = &second.object.name;
    Diagnostic::error(&codes::SEVERAL, format!("`{ty}` has two primary keys"))
        .at_node(second.directive.location(), "a second one")
        .at_node(first.directive.location(), "the first")
        .help(format!(
            "for a key of both, write `{}: {} @primaryKey(sortKeyFields: [\"{}\"])`; for a second \
             way to find objects, write `@index` in place of the second `@primaryKey`",
            first.field.name, first.field.ty, second.field.name
        ))
}

fn report_nullable(api: &mut Api, used: &FieldUse, key: &Key) {
    let nullable = key.fields().filter(|part| !part.ty.is_non_null());
    for part in nullable {
        let field = used.object.fields.get(&part.name);
        api.diagnostics.push(
            Diagnostic::error(
                &codes::NULLABLE,
                format!(
                    "`{}.{}` is part of the primary key and may be null",
                    used.object.name, part.name
                ),
            )
            .at_node(field.and_then(|field| field.location()), "may be null")
            .at_node(used.directive.location(), "made a key here")
            .help(format!("write `{}: {}!`", part.name, part.ty)),
        );
    }
}
