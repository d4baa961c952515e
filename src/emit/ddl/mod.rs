//! The definitions of the tables of models in relational databases: `sql/<database>.sql`.

mod mysql;
mod postgres;
mod table;

use std::collections::BTreeMap;

use burgeon_core::Api;
use burgeon_core::relational::{Database, Dialect};

use table::{Definition, add_constraints};

/// A file for each database, by path.
pub(super) fn files(api: &Api) -> BTreeMap<String, String> {
    let mut databases: BTreeMap<Database, Vec<Definition>> = BTreeMap::new();
    for model in api.models.values() {
        if let Some(definition) = Definition::of(api, model) {
            let database = definition.table.database.clone();
            databases.entry(database).or_default().push(definition);
        }
    }
    let file = |(database, tables): (Database, Vec<Definition>)| {
        (path(&database.name), file(database.dialect, &tables))
    };
    databases.into_iter().map(file).collect()
}

/// The path of a database's file.
pub(super) fn path(database: &str) -> String {
    format!("sql/{database}.sql")
}

/// Types, tables with their indexes, and then what holds between tables, which may refer to each
/// other in a circle.
fn file(dialect: Dialect, tables: &[Definition]) -> String {
    let mut statements = match dialect {
        Dialect::Postgres => postgres::types(tables),
        Dialect::Mysql => vec![],
    };
    for definition in tables {
        statements.push(definition.create());
        statements.extend(definition.indexes());
    }
    let by_model = tables.iter().map(|definition| (&definition.model, definition)).collect();
    statements.extend(tables.iter().flat_map(|definition| add_constraints(definition, &by_model)));
    statements.join("\n\n") + "\n"
}
