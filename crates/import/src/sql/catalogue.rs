//! Tables from the catalogue of a database.
//!
//! The user runs a query; each row of the result is a JSON object.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value as Json;

use super::dump::{self, ColumnFacts, add_column};
use super::table::{Definitions, ForeignKey, Table};
use burgeon_core::relational::Dialect;

/// The query of a database's catalogue, whose answer is imported.
pub fn query(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Postgres => include_str!("catalogue/postgres.sql"),
        Dialect::Mysql => include_str!("catalogue/mysql.sql"),
    }
}

/// A row of the answer.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(super) enum Row {
    Column(ColumnRow),
    /// A column of the primary key.
    Primary(Part),
    /// A column of what is unique.
    Unique(Part),
    /// A column of a foreign key.
    Foreign(Part),
    /// A column of an index; without a name, it is an expression.
    Index(Part),
    /// A value of an enum.
    Enum {
        name: String,
        position: u32,
        value: String,
    },
}

#[derive(Debug, Deserialize)]
pub(super) struct ColumnRow {
    /// The schema of the table, in databases with schemas.
    pub(super) schema: Option<String>,
    pub(super) table: String,
    pub(super) position: u32,
    pub(super) name: String,
    /// In the syntax of a definition.
    #[serde(rename = "type")]
    pub(super) ty: String,
    pub(super) required: Truth,
    /// In the syntax of a definition.
    pub(super) default: Option<String>,
    /// Whether it is an identity column, unless its default shows that.
    pub(super) numbered: Truth,
    /// Whether the database works it out of other columns.
    #[serde(default)]
    pub(super) computed: Truth,
}

/// A column of a constraint or of an index.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Part {
    pub(super) table: String,
    /// The constraint or index.
    pub(super) name: String,
    pub(super) position: u32,
    pub(super) column: Option<String>,
    /// The table that a foreign key refers to.
    #[serde(default)]
    pub(super) other_table: Option<String>,
    #[serde(default)]
    pub(super) other_column: Option<String>,
}

/// A truth value; MySQL writes it as a number.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(untagged)]
pub(super) enum Truth {
    Word(bool),
    Number(u8),
}

impl Default for Truth {
    fn default() -> Self {
        Self::Word(false)
    }
}

impl Truth {
    fn holds(&self) -> bool {
        matches!(self, Self::Word(true) | Self::Number(1..))
    }
}

/// The columns of each constraint or index, by table and name.
type Parts = BTreeMap<(String, String), Vec<Part>>;

/// Whether a text is an answer rather than definitions.
pub(super) fn is_answer(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

/// Reads a result.
///
/// # Errors
/// A line that is not a row of the result.
pub(super) fn read(text: &str, dialect: Dialect) -> Result<Definitions, String> {
    let rows = serde_json::Deserializer::from_str(text).into_iter::<Json>();
    let rows = rows.map(|row| {
        let row = row.map_err(|reason| format!("it is not JSON: {reason}"))?;
        serde_json::from_value(row).map_err(|reason| reason.to_string())
    });
    Ok(definitions(rows.collect::<Result<_, _>>()?, dialect))
}

/// The facts in the rows.
pub(super) fn definitions(rows: Vec<Row>, dialect: Dialect) -> Definitions {
    let mut columns: BTreeMap<(Option<String>, String), BTreeMap<u32, ColumnRow>> = BTreeMap::new();
    let mut enums: BTreeMap<String, BTreeMap<u32, String>> = BTreeMap::new();
    let [mut primary, mut unique, mut foreign, mut indexes] = [(); 4].map(|()| Parts::new());
    for row in rows {
        let add = |parts: &mut Parts, part: Part| {
            parts.entry((part.table.clone(), part.name.clone())).or_default().push(part);
        };
        match row {
            Row::Column(column) => {
                let table = (column.schema.clone(), column.table.clone());
                let columns = columns.entry(table).or_default();
                columns.insert(column.position, column);
            }
            Row::Primary(part) => add(&mut primary, part),
            Row::Unique(part) => add(&mut unique, part),
            Row::Foreign(part) => add(&mut foreign, part),
            Row::Index(part) => add(&mut indexes, part),
            Row::Enum { name, position, value } => {
                enums.entry(name).or_default().insert(position, value);
            }
        }
    }
    let mut found = Definitions::default();
    for (name, values) in enums {
        found.enums.push((name, values.into_values().collect()));
    }
    for ((_, table), columns) in columns {
        found.tables.push(Table { name: table.clone(), ..Table::default() });
        for column in columns.into_values() {
            let ColumnRow { name, ty, required, default, numbered, computed, .. } = column;
            let Ok(defined) = dump::data_type(&ty, dialect) else {
                let reason = format!("`{table}.{name}` is a `{ty}`, which no field can be");
                found.left_out.push(reason);
                continue;
            };
            let default = default.and_then(|text| dump::expression(&text, dialect));
            let facts = ColumnFacts {
                name: &name,
                is_required: required.holds(),
                is_sequence: numbered.holds() || default.as_ref().is_some_and(dump::is_next),
                is_computed: computed.holds(),
                default: default.as_ref(),
            };
            add_column(&mut found, &table, &defined, facts);
        }
    }
    each(primary, &mut found, |table, _, parts| {
        table.key = columns_of(&parts).unwrap_or_default();
    });
    each(unique, &mut found, |table, _, parts| table.unique.extend(columns_of(&parts)));
    each(foreign, &mut found, |table, _, parts| {
        let referred = parts.iter().filter_map(|part| part.other_column.clone()).collect();
        let other = parts.first().and_then(|part| part.other_table.clone());
        if let (Some(columns), Some(other)) = (columns_of(&parts), other) {
            table.foreign_keys.push(ForeignKey { columns, table: other, referred });
        }
    });
    each(indexes, &mut found, |table, name, parts| {
        table.indexes.extend(columns_of(&parts).map(|columns| (name, columns)));
    });
    found
}

/// Adds each constraint or index to its table, with the columns in their order.
fn each(parts: Parts, found: &mut Definitions, add: impl Fn(&mut Table, String, Vec<Part>)) {
    for ((table, name), mut parts) in parts {
        parts.sort_by_key(|part| part.position);
        if let Some(table) = found.table_mut(&table) {
            add(table, name, parts);
        }
    }
}

/// The columns, if none of them is an expression.
fn columns_of(parts: &[Part]) -> Option<Vec<String>> {
    parts.iter().map(|part| part.column.clone()).collect()
}
