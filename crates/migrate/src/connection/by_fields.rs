//! Connections by fields of this type that are looked up: `fields`, `keyName`.

use super::Connection;
use crate::arguments::{Arguments, directive};
use crate::types::Type;
use crate::{Migration, codes};

pub(super) fn migrate(migration: &mut Migration, connection: Connection) {
    if connection.field.ty.is_list() {
        many(migration, connection);
    } else if let Some(key) = connection.arguments().get("keyName") {
        let message =
            format!("`{}` returns one object and queries an index", connection.coordinate());
        let fault = connection.error(
            &codes::ONE_BY_INDEX,
            message,
            "an index may find several",
            "remove `keyName` and look the primary key up, or make a list of the field",
        );
        migration.diagnostics.push(fault.at_node(key.location(), "this index"));
    } else {
        let name = if has_other_side(connection) { "belongsTo" } else { "hasOne" };
        let fields = connection.written(migration, "fields", "fields");
        connection.becomes(migration, directive(name, fields));
    }
}

fn many(migration: &mut Migration, connection: Connection) {
    let arguments = connection.arguments();
    let meaningless = ["name", "keyField", "sortField"];
    if meaningless.into_iter().any(|name| arguments.has(name)) {
        let kept = [("keyName", "indexName"), ("fields", "fields"), ("limit", "limit")];
        let kept = kept.map(|(former, now)| connection.written(migration, former, now));
        connection.becomes(migration, directive("hasMany", kept.into_iter().flatten()));
        return;
    }
    let edits = &mut migration.edits[connection.ty.file];
    let renamed = arguments.get("keyName").map(|argument| (&argument.name, "indexName"));
    for (name, now) in [(&connection.directive.name, "hasMany")].into_iter().chain(renamed) {
        if let Some(span) = name.location() {
            edits.replace(span.offset()..span.end_offset(), now);
        }
    }
}

/// Whether the target model has a list of this type that is queried with the same field: the field
/// then holds the key of the object that this one belongs to.
fn has_other_side(connection: Connection) -> bool {
    let Connection { ty, to, .. } = connection;
    let looked_up = connection.arguments().texts("fields");
    to.node.fields.iter().any(|field| {
        let Some(other) = field.directives.get("connection") else { return false };
        let leads_back = field.ty.is_list() && field.ty.inner_named_type() == ty.name();
        let key = key_of(ty, Arguments::new(other));
        leads_back && key.is_some_and(|key| key.first() == looked_up.first())
    })
}

/// The key fields that a list by `fields` queries.
fn key_of(ty: Type, list: Arguments) -> Option<Vec<String>> {
    match list.text("keyName") {
        Some(name) => ty.index(name),
        None => list.has("fields").then(|| ty.primary_key()),
    }
}
