//! Definitions in SQL, as tables.

use burgeon_transformers::sql::split;
use sqlparser::ast::{
    AlterColumnOperation, AlterTableOperation, ArrayElemTypeDef, ColumnDef, ColumnOption, DataType,
    EnumMember, Expr, Ident, IndexColumn, ObjectName, Statement, TableConstraint,
    UserDefinedTypeRepresentation,
};
use sqlparser::dialect::{Dialect, MySqlDialect, PostgreSqlDialect};
use sqlparser::parser::{Parser, ParserError};

use super::super::args::SqlEngine;
use super::sdl::type_name;
use super::table::{Column, Definitions, ForeignKey, Table, Ty};

/// Reads what is defined; other statements are passed over.
pub(super) fn read(text: &str, engine: SqlEngine) -> Definitions {
    let dialect: Box<dyn Dialect> = match engine {
        SqlEngine::Postgres => Box::new(PostgreSqlDialect {}),
        SqlEngine::Mysql => Box::new(MySqlDialect {}),
    };
    let mut found = Definitions::default();
    let mut later = vec![];
    for text in split(text) {
        match parse(dialect.as_ref(), &text) {
            Ok(statements) => later.extend(statements),
            Err(reason) => {
                if let Some(line) = text.lines().find(|line| defines(line)) {
                    found.left_out.push(format!("`{}` is not understood: {reason}", line.trim()));
                }
            }
        }
    }
    // Columns speak of enums, and constraints of tables, which may stand behind them.
    for statement in &later {
        if let Statement::CreateType { name, representation } = statement
            && let Some(UserDefinedTypeRepresentation::Enum { labels }) = representation
        {
            let labels = labels.iter().map(|label| label.value.clone()).collect();
            found.enums.push((last(name), labels));
        }
    }
    for statement in &later {
        if let Statement::CreateTable(created) = statement {
            let table = Table { name: last(&created.name), ..Table::default() };
            found.tables.push(table);
            let name = last(&created.name);
            created.columns.iter().for_each(|column| add_column(&mut found, &name, column));
            created.constraints.iter().for_each(|one| add_constraint(&mut found, &name, one));
        }
    }
    later.iter().for_each(|statement| alter(&mut found, statement));
    found
}

/// Parses a statement; how a sequence goes on is nobody's business here.
fn parse(dialect: &dyn Dialect, text: &str) -> Result<Vec<Statement>, ParserError> {
    const IDENTITY: &str = " AS IDENTITY";
    let text = match text.split_once(IDENTITY) {
        Some((before, _)) if before.contains("ADD GENERATED") => before.to_owned() + IDENTITY,
        _ => text.to_owned(),
    };
    Parser::parse_sql(dialect, &text)
}

fn defines(line: &str) -> bool {
    let line = line.trim_start().to_ascii_uppercase();
    ["CREATE TABLE", "ALTER TABLE", "CREATE TYPE"].iter().any(|start| line.starts_with(start))
}

fn alter(found: &mut Definitions, statement: &Statement) {
    match statement {
        Statement::AlterTable(altered) => {
            let name = last(&altered.name);
            for operation in &altered.operations {
                match operation {
                    AlterTableOperation::AddConstraint { constraint, .. } => {
                        add_constraint(found, &name, constraint);
                    }
                    AlterTableOperation::AlterColumn { column_name, op } => {
                        let numbers = match op {
                            AlterColumnOperation::AddGenerated { .. } => true,
                            AlterColumnOperation::SetDefault { value } => is_next(value),
                            _ => false,
                        };
                        let table = found.table_mut(&name);
                        let columns = table.into_iter().flat_map(|table| &mut table.columns);
                        for column in columns.filter(|one| one.name == column_name.value) {
                            column.is_sequence |= numbers;
                        }
                    }
                    _ => {}
                }
            }
        }
        Statement::CreateIndex(index) => {
            let Some(columns) = plain(&index.columns) else { return };
            let name = index.name.as_ref().map(last).unwrap_or_default();
            let Some(table) = found.table_mut(&last(&index.table_name)) else { return };
            match index.unique {
                true => table.unique.push(columns),
                false => table.indexes.push((name, columns)),
            }
        }
        _ => {}
    }
}

fn add_column(found: &mut Definitions, table: &str, defined: &ColumnDef) {
    let name = defined.name.value.clone();
    let mut enums = vec![];
    let ty =
        ty(&defined.data_type, &found.enums, &type_name(&format!("{table}_{name}")), &mut enums);
    found.enums.extend(enums);
    let Some(ty) = ty else {
        let message =
            format!("`{table}.{name}` is a `{}`, which no field can be", defined.data_type);
        found.left_out.push(message);
        return;
    };
    let is_serial = defined.data_type.to_string().to_ascii_uppercase().ends_with("SERIAL");
    let mut column = Column { name, ty, is_required: is_serial, is_sequence: is_serial };
    let Some(table) = found.table_mut(table) else { return };
    for option in &defined.options {
        match &option.option {
            ColumnOption::NotNull => column.is_required = true,
            ColumnOption::PrimaryKey(_) => table.key = vec![column.name.clone()],
            ColumnOption::Unique(_) => table.unique.push(vec![column.name.clone()]),
            ColumnOption::Generated { generation_expr: None, .. } => column.is_sequence = true,
            ColumnOption::Default(value) => column.is_sequence |= is_next(value),
            ColumnOption::ForeignKey(key) => table.foreign_keys.push(ForeignKey {
                columns: vec![column.name.clone()],
                table: last(&key.foreign_table),
                referred: names(&key.referred_columns),
            }),
            _ => {}
        }
    }
    table.columns.push(column);
}

fn add_constraint(found: &mut Definitions, table: &str, constraint: &TableConstraint) {
    let Some(table) = found.table_mut(table) else { return };
    match constraint {
        TableConstraint::PrimaryKey(key) => table.key = plain(&key.columns).unwrap_or_default(),
        TableConstraint::Unique(unique) => table.unique.extend(plain(&unique.columns)),
        TableConstraint::ForeignKey(key) => table.foreign_keys.push(ForeignKey {
            columns: names(&key.columns),
            table: last(&key.foreign_table),
            referred: names(&key.referred_columns),
        }),
        TableConstraint::Index(index) => {
            let name = index.name.as_ref().map(|name| name.value.clone()).unwrap_or_default();
            table.indexes.extend(plain(&index.columns).map(|columns| (name, columns)));
        }
        _ => {}
    }
}

/// The type of a field for a column, if there is one; `called` names an enum without a name.
fn ty(
    defined: &DataType,
    known: &[(String, Vec<String>)],
    called: &str,
    enums: &mut Vec<(String, Vec<String>)>,
) -> Option<Ty> {
    match defined {
        DataType::Array(ArrayElemTypeDef::SquareBracket(item, _)) => {
            let item = ty(item, known, called, enums)?;
            return Some(Ty::List(Box::new(item)));
        }
        DataType::Enum(members, _) => {
            let word = |member: &EnumMember| match member {
                EnumMember::Name(name) | EnumMember::NamedValue(name, _) => name.clone(),
            };
            enums.push((called.to_owned(), members.iter().map(word).collect()));
            return Some(Ty::Enum(called.to_owned()));
        }
        DataType::Custom(name, _) => {
            let name = last(name);
            if known.iter().any(|(known, _)| *known == name) {
                return Some(Ty::Enum(name));
            }
        }
        _ => {}
    }
    let text = defined.to_string().to_ascii_uppercase();
    let word = text.split(['(', ' ']).next().unwrap_or_default();
    Some(Ty::Scalar(match word {
        "TINYINT" if text.starts_with("TINYINT(1)") => "Boolean",
        "BOOL" | "BOOLEAN" => "Boolean",
        "TINYINT" | "SMALLINT" | "MEDIUMINT" | "INT" | "INTEGER" | "BIGINT" | "INT2" | "INT4"
        | "INT8" | "SERIAL" | "SMALLSERIAL" | "BIGSERIAL" => "Int",
        "REAL" | "FLOAT" | "FLOAT4" | "FLOAT8" | "DOUBLE" | "NUMERIC" | "DECIMAL" => "Float",
        "TEXT" | "TINYTEXT" | "MEDIUMTEXT" | "LONGTEXT" | "VARCHAR" | "CHAR" | "CHARACTER" => {
            "String"
        }
        "DATE" => "AWSDate",
        "TIME" => "AWSTime",
        "TIMESTAMP" | "TIMESTAMPTZ" | "DATETIME" => "AWSDateTime",
        "JSON" | "JSONB" => "AWSJSON",
        _ => return None,
    }))
}

/// Whether a default is the next number of a sequence.
fn is_next(default: &Expr) -> bool {
    default.to_string().to_ascii_lowercase().starts_with("nextval(")
}

/// The columns of an index, if it is of columns and nothing else.
fn plain(columns: &[IndexColumn]) -> Option<Vec<String>> {
    let name = |column: &IndexColumn| match &column.column.expr {
        Expr::Identifier(name) => Some(name.value.clone()),
        _ => None,
    };
    columns.iter().map(name).collect()
}

fn names(idents: &[Ident]) -> Vec<String> {
    idents.iter().map(|ident| ident.value.clone()).collect()
}

/// A name without the schema before it.
fn last(name: &ObjectName) -> String {
    let part = name.0.last().and_then(|part| part.as_ident());
    part.map(|ident| ident.value.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::import::sdl;

    proptest::proptest! {
        /// Whatever is made of the words of definitions is read, and its schema written.
        #[test]
        fn no_definitions_are_too_odd(
            words in proptest::collection::vec(proptest::sample::select(vec![
                "CREATE TABLE", "ALTER TABLE", "a", "b_c", "(", ")", ",", ";", "int", "text[]",
                "enum('x')", "PRIMARY KEY", "(a)", "(a, b_c)", "FOREIGN KEY", "REFERENCES", "UNIQUE",
                "KEY", "ADD CONSTRAINT", "CREATE TYPE a AS ENUM", "('')", "DEFAULT", "nextval('x')",
                "AS IDENTITY", "ADD GENERATED", "NOT NULL", "\"_\"", "`é`", "__", "'",
            ]), 0..40),
        ) {
            for engine in [SqlEngine::Postgres, SqlEngine::Mysql] {
                let _ = sdl::schema(&read(&words.join(" "), engine));
            }
        }
    }
}
