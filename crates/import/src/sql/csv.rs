//! Reads tables from the CSV format of Amplify's command line.
//!
//! It has a row for each column and each index with the column. It contains neither foreign keys nor
//! computed columns, and identity columns only as defaults.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::catalogue::{self, ColumnRow, Part, Row, Truth};
use super::table::Definitions;
use burgeon_core::relational::Dialect;

/// The columns for each engine.
///
/// Source of truth: the package `@aws-amplify/graphql-schema-generator`.
const OF_POSTGRES: [&str; 11] = [
    "table_name",
    "column_name",
    "column_default",
    "ordinal_position",
    "udt_name",
    "is_nullable",
    "enum_name",
    "enum_values",
    "indexname",
    "constraint_type",
    "index_columns",
];
const OF_MYSQL: [&str; 9] = [
    "table_name",
    "column_name",
    "column_default",
    "ordinal_position",
    "column_type",
    "is_nullable",
    "index_name",
    "non_unique",
    "seq_in_index",
];

/// A line, by the names of the columns in small letters; what is null is left out.
type Line = HashMap<String, String>;

/// Whether a text is such CSV.
pub(super) fn is_csv(text: &str) -> bool {
    let head = text.trim_start_matches('\u{feff}').trim_start().lines().next().unwrap_or_default();
    let head = head.to_ascii_lowercase();
    let names: BTreeSet<&str> = head.split(',').map(|name| name.trim().trim_matches('"')).collect();
    names.contains("table_name") && names.contains("column_name")
}

/// Reads it.
///
/// # Errors
/// The first error, as a message.
pub(super) fn read(text: &str, dialect: Dialect) -> Result<Definitions, String> {
    let lines = lines(text, dialect)?;
    let rows = match dialect {
        Dialect::Postgres => of_postgres(&lines)?,
        Dialect::Mysql => of_mysql(&lines)?,
    };
    Ok(catalogue::definitions(rows, dialect))
}

fn lines(text: &str, dialect: Dialect) -> Result<Vec<Line>, String> {
    let needed: &[&str] = match dialect {
        Dialect::Postgres => &OF_POSTGRES,
        Dialect::Mysql => &OF_MYSQL,
    };
    let text = text.trim_start_matches('\u{feff}').trim();
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::Headers)
        .from_reader(text.as_bytes());
    let names = reader.headers().map_err(|reason| reason.to_string())?;
    let names: Vec<String> = names.iter().map(str::to_ascii_lowercase).collect();
    if let Some(missing) = needed.iter().find(|name| !names.iter().any(|known| known == *name)) {
        return Err(format!("it has no column `{missing}`"));
    }
    let mut lines = vec![];
    for record in reader.records() {
        let record = record.map_err(|reason| reason.to_string())?;
        let cells = names.iter().cloned().zip(record.iter().map(str::to_owned));
        let cells =
            cells.filter(|(_, cell)| !cell.is_empty() && !cell.eq_ignore_ascii_case("null"));
        lines.push(cells.collect());
    }
    Ok(lines)
}

fn text(line: &Line, name: &str) -> Option<String> {
    line.get(name).cloned()
}

fn number(line: &Line, name: &str) -> Result<u32, String> {
    let given = line.get(name).map(String::as_str).unwrap_or_default();
    given.parse().map_err(|_| format!("`{given}` is not a valid `{name}`"))
}

/// The column of a line.
fn column(line: &Line, ty: String, default: Option<String>) -> Result<Row, String> {
    let needed = |name: &str| text(line, name).ok_or_else(|| format!("a row has no `{name}`"));
    Ok(Row::Column(ColumnRow {
        schema: None,
        table: needed("table_name")?,
        position: number(line, "ordinal_position")?,
        name: needed("column_name")?,
        ty,
        required: Truth::Word(line.get("is_nullable").is_some_and(|word| word == "NO")),
        default,
        numbered: Truth::default(),
        computed: Truth::default(),
    }))
}

fn of_mysql(lines: &[Line]) -> Result<Vec<Row>, String> {
    let mut rows = vec![];
    // Tables of the same name in other databases repeat the rows of an index.
    let mut seen = BTreeSet::new();
    for line in lines {
        let ty = text(line, "column_type").unwrap_or_default();
        let default = line.get("column_default").and_then(|default| literal(default, &ty));
        rows.push(column(line, ty, default)?);
        let (Some(table), Some(name)) = (text(line, "table_name"), text(line, "index_name")) else {
            continue;
        };
        let position = number(line, "seq_in_index")?;
        let is_unique = line.get("non_unique").is_some_and(|truth| truth == "0");
        let kind: fn(Part) -> Row = match name.as_str() {
            "PRIMARY" => Row::Primary,
            _ if is_unique => Row::Unique,
            _ => Row::Index,
        };
        if seen.insert((table.clone(), name.clone(), position)) {
            rows.push(kind(part(table, name, position, text(line, "column_name"))));
        }
    }
    Ok(rows)
}

fn part(table: String, name: String, position: u32, column: Option<String>) -> Part {
    Part { table, name, position, column, other_table: None, other_column: None }
}

/// A default in the syntax of a definition. MySQL returns the value of a literal without quotes and
/// does not mark literals; MariaDB returns the literal.
fn literal(default: &str, ty: &str) -> Option<String> {
    let is_quoted = default.len() > 1 && default.starts_with('\'') && default.ends_with('\'');
    let is_number = default.parse::<f64>().is_ok() && !ty.contains("char") && !ty.contains("enum");
    let computes = default.ends_with(')') && default.contains('(');
    match () {
        () if computes => None,
        () if is_quoted || is_number => Some(default.to_owned()),
        () => Some(format!("'{}'", default.replace('\\', "\\\\").replace('\'', "''"))),
    }
}

fn of_postgres(lines: &[Line]) -> Result<Vec<Row>, String> {
    let mut enums: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in lines {
        if let (Some(name), Some(values)) = (text(line, "enum_name"), line.get("enum_values")) {
            enums.insert(name, elements(values));
        }
    }
    let mut columns: BTreeSet<(&str, &str)> = BTreeSet::new();
    for line in lines {
        if let (Some(table), Some(column)) = (line.get("table_name"), line.get("column_name")) {
            columns.insert((table, column));
        }
    }
    let mut rows = vec![];
    let mut seen = BTreeSet::new();
    for line in lines {
        let ty =
            postgres_type(line.get("udt_name").map(String::as_str).unwrap_or_default(), &enums);
        rows.push(column(line, ty, text(line, "column_default"))?);
        let (Some(table), Some(name), Some(parts)) =
            (text(line, "table_name"), text(line, "indexname"), line.get("index_columns"))
        else {
            continue;
        };
        if !seen.insert((table.clone(), name.clone())) {
            continue;
        }
        let kind: fn(Part) -> Row = match line.get("constraint_type").map(String::as_str) {
            Some("PRIMARY KEY") => Row::Primary,
            Some("UNIQUE") => Row::Unique,
            _ => Row::Index,
        };
        for (position, one) in (1..).zip(parts.split(", ")) {
            // Everything that is not a column is an expression.
            let known = columns.contains(&(table.as_str(), one)).then(|| one.to_owned());
            rows.push(kind(part(table.clone(), name.clone(), position, known)));
        }
    }
    for (name, values) in enums {
        rows.extend((1..).zip(values).map(|(position, value)| Row::Enum {
            name: name.clone(),
            position,
            value,
        }));
    }
    Ok(rows)
}

/// A type of PostgreSQL, in the syntax of a definition.
fn postgres_type(name: &str, enums: &BTreeMap<String, Vec<String>>) -> String {
    if let Some(item) = name.strip_prefix('_') {
        return postgres_type(item, enums) + "[]";
    }
    match name {
        "bpchar" => "character".to_owned(),
        "timetz" => "time with time zone".to_owned(),
        _ if enums.contains_key(name) => format!("\"{}\"", name.replace('"', "\"\"")),
        other => other.to_owned(),
    }
}

/// The elements of a list as PostgreSQL writes it (`{a,"b c"}`).
fn elements(list: &str) -> Vec<String> {
    let inner = list.trim().trim_start_matches('{').trim_end_matches('}');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .escape(Some(b'\\'))
        .from_reader(inner.as_bytes());
    let record = reader.records().next().and_then(Result::ok).unwrap_or_default();
    record.iter().map(str::to_owned).collect()
}
