//! The statements that create the tables of a database.

mod mysql;
mod postgres;
mod table;
#[cfg(test)]
mod tests;

use burgeon_core::relational::Dialect;

use super::SqlTable;

/// Types, tables with their indexes, and then the constraints between tables, which may refer to
/// each other in a circle.
pub(super) fn statements(dialect: Dialect, tables: &[SqlTable]) -> String {
    let mut statements = match dialect {
        Dialect::Postgres => postgres::types(tables),
        Dialect::Mysql => vec![],
    };
    for table in tables {
        statements.push(table::create(table));
        statements.extend(table::indexes(table));
    }
    statements.extend(tables.iter().flat_map(table::constraints));
    statements.join("\n\n") + "\n"
}
