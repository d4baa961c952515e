//! Definitions in SQL, as tables.

use burgeon_core::relational::Dialect;
use burgeon_transformers::sql::split;
use sqlparser::ast::{
    AlterColumnOperation, AlterTableOperation, ColumnDef, ColumnOption, DataType, Expr, Ident,
    IndexColumn, Statement, TableConstraint, UserDefinedTypeRepresentation,
};
use sqlparser::dialect::{Dialect as Grammar, MySqlDialect, PostgreSqlDialect};
use sqlparser::parser::{Parser, ParserError};

use crate::names::type_name;

use super::data_type::{ty, unqualified_name};
use super::default::of_column;
use super::table::{Column, Definitions, ForeignKey, Table};

fn grammar(dialect: Dialect) -> Box<dyn Grammar> {
    match dialect {
        Dialect::Postgres => Box::new(PostgreSqlDialect {}),
        Dialect::Mysql => Box::new(MySqlDialect {}),
    }
}

/// The default of a column, as a definition has it.
pub(super) fn expression(text: &str, dialect: Dialect) -> Option<Expr> {
    Parser::new(grammar(dialect).as_ref()).try_with_sql(text).ok()?.parse_expr().ok()
}

/// The type of a column, as a definition has it.
pub(super) fn data_type(text: &str, dialect: Dialect) -> Result<DataType, ParserError> {
    Parser::new(grammar(dialect).as_ref()).try_with_sql(text)?.parse_data_type()
}

/// Reads what is defined; other statements are passed over.
pub(super) fn read(text: &str, dialect: Dialect) -> Definitions {
    let grammar = grammar(dialect);
    let mut found = Definitions::default();
    let mut later = vec![];
    for text in split(text, dialect) {
        match parse(grammar.as_ref(), &text) {
            Ok(statements) => later.extend(statements),
            Err(reason) => {
                if let Some(line) = text.lines().find(|line| defines(line)) {
                    found.left_out.push(format!("`{}` is not understood: {reason}", line.trim()));
                }
            }
        }
    }
    // Columns refer to enums, and constraints to tables, which can be defined later.
    for statement in &later {
        if let Statement::CreateType { name, representation } = statement
            && let Some(UserDefinedTypeRepresentation::Enum { labels }) = representation
        {
            let labels = labels.iter().map(|label| label.value.clone()).collect();
            found.enums.push((unqualified_name(name), labels));
        }
    }
    for statement in &later {
        if let Statement::CreateTable(created) = statement {
            let table = Table { name: unqualified_name(&created.name), ..Table::default() };
            found.tables.push(table);
            let name = unqualified_name(&created.name);
            created.columns.iter().for_each(|column| add_defined(&mut found, &name, column));
            created.constraints.iter().for_each(|one| add_constraint(&mut found, &name, one));
        }
    }
    later.iter().for_each(|statement| alter(&mut found, statement));
    found
}

/// Parses a statement; the options of a sequence are left out.
fn parse(grammar: &dyn Grammar, text: &str) -> Result<Vec<Statement>, ParserError> {
    const IDENTITY: &str = " AS IDENTITY";
    let text = match text.split_once(IDENTITY) {
        Some((before, _)) if before.contains("ADD GENERATED") => before.to_owned() + IDENTITY,
        _ => text.to_owned(),
    };
    Parser::parse_sql(grammar, &text)
}

fn defines(line: &str) -> bool {
    let line = line.trim_start().to_ascii_uppercase();
    ["CREATE TABLE", "ALTER TABLE", "CREATE TYPE"].iter().any(|start| line.starts_with(start))
}

fn alter(found: &mut Definitions, statement: &Statement) {
    match statement {
        Statement::AlterTable(altered) => {
            let name = unqualified_name(&altered.name);
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
            let name = index.name.as_ref().map(unqualified_name).unwrap_or_default();
            let Some(table) = found.table_mut(&unqualified_name(&index.table_name)) else { return };
            match index.unique {
                // What is unique among some rows need not be among all.
                true => table.unique.extend(index.predicate.is_none().then_some(columns)),
                false => table.indexes.push((name, columns)),
            }
        }
        _ => {}
    }
}

/// The facts about a column in addition to its type.
pub(super) struct ColumnFacts<'a> {
    pub(super) name: &'a str,
    pub(super) is_required: bool,
    pub(super) is_sequence: bool,
    /// Whether the database works it out of other columns.
    pub(super) is_computed: bool,
    pub(super) default: Option<&'a Expr>,
}

/// Adds a column, unless no field can be of its type.
pub(super) fn add_column(
    found: &mut Definitions,
    table: &str,
    defined: &DataType,
    ColumnFacts { name, is_required, is_sequence, is_computed, default }: ColumnFacts<'_>,
) {
    if is_computed {
        let reason =
            format!("`{table}.{name}` is computed, and every field of a model can be written");
        found.left_out.push(reason);
        return;
    }
    let mut enums = vec![];
    let called = type_name(&format!("{table}_{name}"));
    let ty = ty(defined, &found.enums, &called, &mut enums);
    found.enums.extend(enums);
    let Some(ty) = ty else {
        let reason = format!("`{table}.{name}` is a `{defined}`, which no field can be");
        found.left_out.push(reason);
        return;
    };
    let default = default.and_then(|default| of_column(default, &ty, found.members(&ty)));
    let column = Column { name: name.to_owned(), ty, is_required, is_sequence, default };
    found.table_mut(table).into_iter().for_each(|table| table.columns.push(column.clone()));
}

fn add_defined(found: &mut Definitions, table: &str, defined: &ColumnDef) {
    let name = defined.name.value.clone();
    let is_serial = defined.data_type.to_string().to_ascii_uppercase().ends_with("SERIAL");
    let options = || defined.options.iter().map(|option| &option.option);
    let is_required = is_serial || options().any(|option| *option == ColumnOption::NotNull);
    let is_sequence = is_serial || options().any(is_numbered);
    let default = options().find_map(|option| match option {
        ColumnOption::Default(value) => Some(value),
        _ => None,
    });
    let is_computed = options().any(is_computed);
    let facts = ColumnFacts { name: &name, is_required, is_sequence, is_computed, default };
    add_column(found, table, &defined.data_type, facts);
    let Some(table) = found.table_mut(table) else { return };
    for option in options() {
        match option {
            ColumnOption::PrimaryKey(_) => table.key = vec![name.clone()],
            ColumnOption::Unique(_) => table.unique.push(vec![name.clone()]),
            ColumnOption::ForeignKey(key) => table.foreign_keys.push(ForeignKey {
                columns: vec![name.clone()],
                table: unqualified_name(&key.foreign_table),
                referred: names(&key.referred_columns),
            }),
            _ => {}
        }
    }
}

/// Whether an option of a column makes it one that the database works out.
fn is_computed(option: &ColumnOption) -> bool {
    matches!(option, ColumnOption::Generated { generation_expr: Some(_), .. })
}

/// Whether an option makes a column an identity column.
fn is_numbered(option: &ColumnOption) -> bool {
    match option {
        ColumnOption::Generated { generation_expr, .. } => generation_expr.is_none(),
        ColumnOption::Default(value) => is_next(value),
        ColumnOption::DialectSpecific(words) => {
            words.iter().any(|word| word.to_string().eq_ignore_ascii_case("AUTO_INCREMENT"))
        }
        _ => false,
    }
}

fn add_constraint(found: &mut Definitions, table: &str, constraint: &TableConstraint) {
    let Some(table) = found.table_mut(table) else { return };
    match constraint {
        TableConstraint::PrimaryKey(key) => table.key = plain(&key.columns).unwrap_or_default(),
        TableConstraint::Unique(unique) => table.unique.extend(plain(&unique.columns)),
        TableConstraint::ForeignKey(key) => table.foreign_keys.push(ForeignKey {
            columns: names(&key.columns),
            table: unqualified_name(&key.foreign_table),
            referred: names(&key.referred_columns),
        }),
        TableConstraint::Index(index) => {
            let name = index.name.as_ref().map(|name| name.value.clone()).unwrap_or_default();
            table.indexes.extend(plain(&index.columns).map(|columns| (name, columns)));
        }
        _ => {}
    }
}

/// Whether a default is the next number of a sequence.
pub(super) fn is_next(default: &Expr) -> bool {
    default.to_string().to_ascii_lowercase().starts_with("nextval(")
}

/// The columns of an index, if it contains only columns.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::sdl;

    proptest::proptest! {
        /// Random sequences of the words of definitions are read, and their schema is written.
        #[test]
        fn no_definitions_are_too_odd(
            words in proptest::collection::vec(proptest::sample::select(vec![
                "CREATE TABLE", "ALTER TABLE", "a", "b_c", "(", ")", ",", ";", "int", "text[]",
                "enum('x')", "PRIMARY KEY", "(a)", "(a, b_c)", "FOREIGN KEY", "REFERENCES", "UNIQUE",
                "KEY", "ADD CONSTRAINT", "CREATE TYPE a AS ENUM", "('')", "DEFAULT", "nextval('x')",
                "AS IDENTITY", "ADD GENERATED", "GENERATED ALWAYS AS (a) STORED", "AUTO_INCREMENT", "NOT NULL", "\"_\"", "`é`", "__", "'",
            ]), 0..40),
        ) {
            for dialect in [Dialect::Postgres, Dialect::Mysql] {
                let _ = sdl::schema(&read(&words.join(" "), dialect), dialect);
            }
        }
    }
}
