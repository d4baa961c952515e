//! The definitions of the tables of models in relational databases.

mod mysql;
mod postgres;
mod table;

use std::collections::BTreeMap;

use burgeon_compilation::Database as Compiled;
use burgeon_core::Api;
use burgeon_core::relational::{Database, Dialect};

use table::{Definition, add_constraints};

/// The databases that hold models, by name.
pub(super) fn databases(api: &Api) -> BTreeMap<String, Compiled> {
    let mut databases: BTreeMap<Database, Vec<Definition>> = BTreeMap::new();
    for model in api.models.values() {
        if let Some(definition) = Definition::of(api, model) {
            let database = definition.table.database.clone();
            databases.entry(database).or_default().push(definition);
        }
    }
    let file = |(database, tables): (Database, Vec<Definition>)| {
        let definitions = file(database.dialect, &tables);
        (database.name, Compiled { dialect: database.dialect, definitions })
    };
    databases.into_iter().map(file).collect()
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
