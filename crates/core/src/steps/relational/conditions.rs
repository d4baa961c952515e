//! Comparisons at the time of the request: filters, conditions, and conditions of rules on a row.
//!
//! They use the members of the generated filter inputs. Only the fields and operators that are
//! listed here become SQL, and operands are bound.

use askama::Template;

use super::{bind_literal, map_of_lines, text};
use crate::relational::{Bind, Column, ColumnType, Dialect, Encoding, Scalar, Table};

/// Statements that convert `$required`, a conjunction of filters, to `$where`, the SQL after a
/// condition, and add the operands to `$parameters`.
#[derive(Template)]
#[template(path = "steps/relational/conditions.vtl", escape = "none")]
struct Conditions<'a> {
    table: &'a Table,
}

/// Statements that turn one comparison of a column into SQL.
#[derive(Template)]
#[template(path = "steps/relational/comparison.vtl", escape = "none")]
struct Comparison<'a>(&'a Conditions<'a>);

pub(super) fn render(table: &Table) -> String {
    crate::steps::render(&Conditions { table })
}

/// Comparisons in SQL: `{c}` is the column, `{t}` the column as a text, and `{v}` the value.
type Comparisons = &'static [(&'static str, &'static str)];

const OF_POSTGRES: Comparisons = &[
    ("eq", "{c} = {v}"),
    ("ne", "{c} IS DISTINCT FROM {v}"),
    ("lt", "{c} < {v}"),
    ("le", "{c} <= {v}"),
    ("gt", "{c} > {v}"),
    ("ge", "{c} >= {v}"),
    ("contains", "POSITION({v} IN {t}) > 0"),
    ("notContains", "(POSITION({v} IN {t}) > 0) IS NOT TRUE"),
    ("beginsWith", "starts_with({t}, {v})"),
    ("is", "CAST({c} AS text) COLLATE \"C\" = {v}"),
    ("size", "CHAR_LENGTH({t})"),
];

const OF_POSTGRES_LISTS: Comparisons = &[
    ("eq", "{c} = {v}"),
    ("ne", "{c} IS DISTINCT FROM {v}"),
    ("contains", "{v} = ANY({c})"),
    ("notContains", "({v} = ANY({c})) IS NOT TRUE"),
    ("size", "CARDINALITY({c})"),
];

const OF_MYSQL: Comparisons = &[
    ("eq", "{c} = {v}"),
    ("ne", "NOT ({c} <=> {v})"),
    ("lt", "{c} < {v}"),
    ("le", "{c} <= {v}"),
    ("gt", "{c} > {v}"),
    ("ge", "{c} >= {v}"),
    ("contains", "LOCATE({v}, {t}) > 0"),
    ("notContains", "(LOCATE({v}, {t}) > 0) IS NOT TRUE"),
    ("beginsWith", "LEFT({t}, CHAR_LENGTH({v})) = {v}"),
    // Collations treat different texts as equal: another case, spaces at the end.
    (
        "is",
        "CAST(CONVERT({c} USING utf8mb4) AS BINARY) = CAST(CONVERT({v} USING utf8mb4) AS BINARY)",
    ),
    ("size", "CHAR_LENGTH({t})"),
];

const OF_MYSQL_LISTS: Comparisons = &[
    ("eq", "JSON_EXTRACT({c}, '$') = JSON_EXTRACT({v}, '$')"),
    ("ne", "(JSON_EXTRACT({c}, '$') = JSON_EXTRACT({v}, '$')) IS NOT TRUE"),
    ("contains", "JSON_CONTAINS({c}, {v})"),
    ("notContains", "JSON_CONTAINS({c}, {v}) IS NOT TRUE"),
    ("size", "JSON_LENGTH({c})"),
];

impl Comparison<'_> {
    fn has_lists(&self) -> bool {
        self.0.has_lists()
    }

    fn needs_json(&self) -> bool {
        self.0.has_lists()
    }

    fn needs_instants(&self) -> bool {
        self.0.needs_instants()
    }

    fn instant(&self, reference: &str) -> String {
        Encoding::Instant.apply(reference)
    }
}

impl Conditions<'_> {
    fn dialect(&self) -> Dialect {
        self.table.dialect()
    }

    fn needs_instants(&self) -> bool {
        self.table.columns.iter().any(|column| self.value(column).encoding == Encoding::Instant)
    }

    fn comparison(&self) -> String {
        crate::steps::render(&Comparison(self))
    }

    /// The parameter for a number.
    fn integer(&self) -> String {
        bind_literal(&Scalar::Integer.bind(self.dialect()))
    }

    fn has_lists(&self) -> bool {
        let is_list = |column: &Column| matches!(column.ty, ColumnType::List(_));
        self.table.columns.iter().any(is_list)
    }

    /// The map literal in VTL of the fields that can be compared.
    fn columns(&self) -> String {
        let entries = self.table.columns.iter().map(|column| {
            format!(
                "\"{}\": {{\"c\": {}, \"t\": {}, \"type\": \"{}\", \"isText\": {}, \
                 \"isList\": {}, \"value\": [{}], \"part\": [{}]}}",
                column.field,
                text(&self.compared(column)),
                text(&column.as_text(self.dialect())),
                attribute_type(column),
                matches!(column.ty, ColumnType::One(Scalar::Id | Scalar::Text)),
                matches!(column.ty, ColumnType::List(_)),
                bind_literal(&self.value(column)),
                bind_literal(&self.part(column)),
            )
        });
        map_of_lines(entries)
    }

    /// The column as it is compared: JSON as a text.
    fn compared(&self, column: &Column) -> String {
        match column.ty {
            ColumnType::Json => column.as_text(self.dialect()),
            _ => column.sql(self.dialect()),
        }
    }

    fn value(&self, column: &Column) -> Bind {
        match column.ty {
            ColumnType::Json => Bind::text(self.dialect()),
            _ => column.bind(self.dialect()),
        }
    }

    /// The parameter for an element of a list, or for a part of a text.
    fn part(&self, column: &Column) -> Bind {
        match (&column.ty, self.dialect()) {
            (ColumnType::List(item), Dialect::Postgres) => item.bind(Dialect::Postgres),
            (ColumnType::List(_), Dialect::Mysql) => {
                Bind { encoding: Encoding::Json, ..Bind::text(Dialect::Mysql) }
            }
            _ => Bind::text(self.dialect()),
        }
    }

    fn comparisons(&self) -> String {
        literal(match self.dialect() {
            Dialect::Postgres => OF_POSTGRES,
            Dialect::Mysql => OF_MYSQL,
        })
    }

    fn list_comparisons(&self) -> String {
        literal(match self.dialect() {
            Dialect::Postgres => OF_POSTGRES_LISTS,
            Dialect::Mysql => OF_MYSQL_LISTS,
        })
    }
}

fn literal(comparisons: Comparisons) -> String {
    map_of_lines(comparisons.iter().map(|(word, sql)| format!("\"{word}\": {}", text(sql))))
}

/// Its name for `attributeType`.
fn attribute_type(column: &Column) -> &'static str {
    match &column.ty {
        ColumnType::List(_) => "list",
        ColumnType::Json => "map",
        ColumnType::One(Scalar::Integer | Scalar::Float | Scalar::Epoch) => "number",
        ColumnType::One(Scalar::Boolean) => "bool",
        ColumnType::One(_) => "string",
    }
}
