//! `@primaryKey`: the field that an object is found by.

mod codes;

use burgeon_core::api::Model;
use burgeon_core::arguments::strings;
use burgeon_core::{Code, Declaring, Diagnostic, Name, Transformer};
use indexmap::{IndexMap, IndexSet};

use super::attribute_type;
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

    fn declare(&self, api: &mut Declaring<'_>) {
        let mut keyed: IndexMap<Name, FieldUse> = IndexMap::new();
        for used in FieldUse::all(api, "primaryKey") {
            match keyed.get(&used.object.name) {
                Some(first) => {
                    let fault = several(first, &used);
                    api.report(fault);
                }
                None => drop(keyed.insert(used.object.name.clone(), used)),
            }
        }
        for used in keyed.values() {
            report_nullable(api, used);
            let Some(key) = used.key(api, "the primary key") else { continue };
            if let Some(model) = api.model_mut(&used.object.name) {
                model.key = key;
                model.key_span = used.directive.location();
            }
        }
        let is_without = |model: &&Model| model.is_relational() && !keyed.contains_key(&model.name);
        let faults: Vec<_> = api.models.values().filter(is_without).map(missing).collect();
        api.report_all(faults);
    }
}

fn missing(model: &Model) -> Diagnostic {
    Diagnostic::error(&codes::MISSING, format!("`{}` has no primary key", model.name))
        .at_node(model.span, "SQL tables have no such columns")
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

/// Reports the fields that may be null, whether or not all of them make a key.
fn report_nullable(api: &mut Declaring<'_>, used: &FieldUse) {
    let sort = strings(&used.directive, "sortKeyFields").unwrap_or_default();
    let named: IndexSet<String> = std::iter::once(used.field.name.to_string())
        .chain(sort.into_iter().map(|it| it.text))
        .collect();
    for field in named.iter().filter_map(|name| used.object.fields.get(name.as_str())) {
        if field.ty.is_non_null() || attribute_type(&api.schema, &field.ty).is_err() {
            continue;
        }
        api.report(
            Diagnostic::error(
                &codes::NULLABLE,
                format!(
                    "`{}.{}` is part of the primary key and may be null",
                    used.object.name, field.name
                ),
            )
            .at_node(field.location(), "may be null")
            .at_node(used.directive.location(), "made a key here")
            .help(format!("write `{}: {}!`", field.name, field.ty)),
        );
    }
}
