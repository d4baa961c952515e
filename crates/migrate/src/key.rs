//! `@key` of a type becomes `@primaryKey` or `@index` of the first of its fields.

use apollo_compiler::Node;
use apollo_compiler::ast::Directive;
use burgeon_core::Diagnostic;

use crate::arguments::{Arguments, directive, list};
use crate::layout::range;
use crate::types::Type;
use crate::{Migration, codes, layout};

pub(crate) fn migrate(migration: &mut Migration) {
    for ty in migration.types.all() {
        for key in ty.node.directives.get_all("key") {
            if let Some((field, written)) = moved(migration, ty, key) {
                let text = &migration.files[ty.file].source.text;
                let gone = layout::removal(text, range(key));
                migration.edits[ty.file].remove(gone);
                migration.additions.annotate(&ty, &field, written);
            }
        }
    }
}

/// The field that the key begins with, and the directive that it gets.
fn moved(migration: &mut Migration, ty: Type, key: &Node<Directive>) -> Option<(String, String)> {
    if !ty.is_model() {
        let message = format!("`@key` requires `@model`, and `{}` is not a model", ty.name());
        migration.diagnostics.push(
            Diagnostic::error(&codes::NO_MODEL, message)
                .at_node(key.location(), "no table for this key")
                .help("add `@model`, or remove `@key`"),
        );
        return None;
    }
    let arguments = Arguments::new(key);
    let fields = arguments.texts("fields");
    if let Some(unknown) = fields.iter().find(|field| ty.field(field).is_none()) {
        let place = arguments.get("fields").and_then(|fields| fields.value.location());
        let known = ty.node.fields.iter().map(|field| field.name.as_str());
        migration.diagnostics.push(
            Diagnostic::error(
                &codes::UNKNOWN_FIELD,
                format!("`{}` has no field `{unknown}`", ty.name()),
            )
            .at_node(place.or(key.location()), "named here")
            .help("name fields that the type declares")
            .did_you_mean(unknown, known),
        );
        return None;
    }
    let Some((partition, sort)) = fields.split_first() else {
        migration.diagnostics.push(
            Diagnostic::error(&codes::UNKNOWN_FIELD, "the key names no field")
                .at_node(key.location(), "of which fields?")
                .help("write `fields: [\"…\"]`"),
        );
        return None;
    };
    let text = &migration.files[ty.file].source.text;
    let sort = (!sort.is_empty()).then(|| format!("sortKeyFields: {}", list(sort)));
    let Some(name) = arguments.text("name").filter(|name| !name.is_empty()) else {
        return Some((partition.clone(), directive("primaryKey", sort)));
    };
    if ty.primary_key().first() == Some(partition) {
        report_shared_partition(migration, ty, key, name);
    }
    let kept = ["name", "queryField"].map(|argument| arguments.written(text, argument, argument));
    let written = directive("index", kept.into_iter().flatten().chain(sort));
    Some((partition.clone(), written))
}

fn report_shared_partition(migration: &mut Migration, ty: Type, key: &Node<Directive>, name: &str) {
    let message = format!("the index `{name}` of `{}` may be a local one", ty.name());
    migration.diagnostics.push(
        Diagnostic::warning(&codes::LOCAL_INDEX, message)
            .at_node(key.location(), "has the partition of the primary key")
            .help(
                "if `secondaryKeyAsGSI` is not set in the project's `cli.json`, the table has a \
                 local index, which DynamoDB cannot turn into a global one: move the objects to \
                 the new table",
            ),
    );
}
