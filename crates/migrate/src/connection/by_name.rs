//! Connections that leave the foreign key to the compiler, or name it only.
//!
//! The first generation kept it in an attribute `<type><Field>Id` that the type did not show, and
//! called the index by which lists are found `gsi-<connection>`. Where the second generation would
//! choose the same names by itself, nothing more is written; elsewhere the attribute becomes a field
//! and the index is named.

use apollo_compiler::ast::FieldDefinition;
use apollo_compiler::{Name, Node};
use burgeon_core::names::camel_case;

use super::Connection;
use crate::arguments::{Arguments, directive, list, quoted};
use crate::types::Type;
use crate::{Migration, codes};

pub(super) fn migrate(migration: &mut Migration, connection: Connection) {
    if let Some(named) = connection.arguments().text("keyField").filter(|text| !is_name(text)) {
        let message = format!("`{named}` cannot be the name of a field");
        let help = "use letters, digits and underscores, and no digit first";
        let label = "`keyField` becomes a field";
        migration.diagnostics.push(connection.error(&codes::UNKNOWN_FIELD, message, label, help));
        return;
    }
    let partner = partner(connection);
    if let (Some(name), None) = (connection.arguments().text("name"), partner) {
        let message = format!("the connection `{name}` has one side only");
        let fault = connection.error(
            &codes::HALF,
            message,
            "no other side",
            &format!(
                "write `@connection(name: \"{name}\")` on a field of `{}`, too, or remove `name`",
                connection.to.name()
            ),
        );
        migration.diagnostics.push(fault);
        return;
    }
    let is_list = connection.field.ty.is_list();
    match partner {
        Some(partner) if is_list && partner.ty.is_list() => {
            let message = format!("`{}` leads from many to many", connection.coordinate());
            migration.diagnostics.push(
                connection
                    .error(
                        &codes::MANY_TO_MANY,
                        message,
                        "a list on both sides",
                        "the first generation never stored these: write `@manyToMany(relationName: \
                         \"…\")` on both sides, or a model that joins them",
                    )
                    .at_node(partner.location(), "the other side"),
            );
        }
        _ if is_list => many(migration, connection, partner),
        Some(partner) if partner.ty.is_list() => belongs(migration, connection),
        _ => one(migration, connection),
    }
}

fn is_name(text: &str) -> bool {
    Name::new(text).is_ok()
}

/// The other field of the same name.
fn partner(connection: Connection<'_>) -> Option<&Node<FieldDefinition>> {
    let name = connection.arguments().text("name")?;
    connection.to.node.fields.iter().find(|field| {
        let is_same =
            connection.ty.name() == connection.to.name() && field.name == connection.field.name;
        let other = field.directives.get("connection").map(Arguments::new);
        !is_same && other.and_then(|other| other.text("name")) == Some(name)
    })
}

fn many(
    migration: &mut Migration,
    connection: Connection,
    partner: Option<&Node<FieldDefinition>>,
) {
    let Connection { ty, to, .. } = connection;
    let arguments = connection.arguments();
    let limit = connection.written(migration, "limit", "limit");
    let is_implied = partner.is_none() && !arguments.has("keyField") && ty.primary_key() == ["id"];
    if is_implied {
        connection.becomes(migration, directive("hasMany", limit));
        return;
    }
    let key = looked_up(ty);
    migration.additions.declare(&ty, &key, "ID", true);
    let (attribute, sort) = match partner {
        // The index was added for the other side, with the order of this one.
        Some(partner) => (foreign_key(to, partner), arguments.text("sortField")),
        None => (foreign_key(ty, connection.field), None),
    };
    let is_required = partner.is_some_and(|partner| partner.ty.is_non_null());
    migration.additions.declare(&to, &attribute, &type_of(ty, &key), is_required);
    let index = match arguments.text("name") {
        Some(name) => format!("gsi-{name}"),
        None => format!("gsi-{}", connection.coordinate()),
    };
    let of_index = [
        Some(format!("name: {}", quoted(&index))),
        Some("queryField: null".to_owned()),
        sort.map(|sort| format!("sortKeyFields: {}", list(&[sort]))),
    ];
    let annotation = directive("index", of_index.into_iter().flatten());
    migration.additions.annotate(&to, &attribute, annotation);
    let of_relation =
        [Some(format!("indexName: \"{index}\"")), Some(format!("fields: {}", list(&[key]))), limit];
    connection.becomes(migration, directive("hasMany", of_relation.into_iter().flatten()));
}

/// One object, which has a list of this type.
fn belongs(migration: &mut Migration, connection: Connection) {
    let attribute = foreign_key(connection.ty, connection.field);
    let fields = format!("fields: {}", list(&[attribute]));
    connection.becomes(migration, directive("belongsTo", [fields]));
}

/// One object, which has no field for this type.
fn one(migration: &mut Migration, connection: Connection) {
    let Connection { ty, field, to, .. } = connection;
    let arguments = connection.arguments();
    let sort = arguments.text("sortField");
    if !arguments.has("keyField") && sort.is_none() && to.primary_key() == ["id"] {
        connection.becomes(migration, directive("hasOne", None));
        return;
    }
    let attribute = foreign_key(ty, field);
    let key = looked_up(to);
    migration.additions.declare(&ty, &attribute, &type_of(to, &key), field.ty.is_non_null());
    let fields: Vec<String> = std::iter::once(attribute).chain(sort.map(str::to_owned)).collect();
    let fields = format!("fields: {}", list(&fields));
    connection.becomes(migration, directive("hasOne", [fields]));
}

/// The attribute that holds the key of the object that a field leads to, or of the one that has it.
fn foreign_key(ty: Type, field: &FieldDefinition) -> String {
    let arguments = field.directives.get("connection").map(Arguments::new);
    match arguments.and_then(|arguments| arguments.text("keyField")) {
        Some(named) => named.to_owned(),
        None => camel_case(&[ty.name(), &field.name, "id"]).to_string(),
    }
}

/// The field that foreign keys of a model's objects hold: the first of a key of one or two fields.
fn looked_up(ty: Type) -> String {
    match ty.primary_key().as_slice() {
        [partition] | [partition, _] => partition.clone(),
        _ => "id".to_owned(),
    }
}

fn type_of(ty: Type, field: &str) -> String {
    ty.field(field).map_or("ID".to_owned(), |field| field.ty.inner_named_type().to_string())
}
