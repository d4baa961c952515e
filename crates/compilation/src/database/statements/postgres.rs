//! PostgreSQL's types.

use std::collections::BTreeMap;

use burgeon_core::Name;
use burgeon_core::relational::{ColumnType, Dialect};
use serde_json::Value as Json;

use crate::database::SqlTable;

/// The statements that create the enums which columns hold.
pub(super) fn types(tables: &[SqlTable]) -> Vec<String> {
    let dialect = Dialect::Postgres;
    let enums: BTreeMap<_, _> = tables.iter().flat_map(|table| &table.enums).collect();
    let statement = |(name, words): (&Name, &Vec<Name>)| {
        let words: Vec<String> = words.iter().map(|word| dialect.text(word)).collect();
        format!("CREATE TYPE {} AS ENUM ({});", dialect.quoted(name), words.join(", "))
    };
    enums.into_iter().map(statement).collect()
}

/// The type of a column.
pub(super) fn column_type(ty: &ColumnType) -> String {
    match ty {
        ColumnType::One(scalar) => scalar.postgres(),
        ColumnType::List(item) => format!("{}[]", item.postgres()),
        ColumnType::Json => "jsonb".to_owned(),
    }
}

/// The default of a column.
pub(super) fn default(ty: &ColumnType, value: &Json) -> String {
    let one = |value: &Json| match value {
        Json::String(text) => Dialect::Postgres.text(text),
        Json::Null => "NULL".to_owned(),
        other => other.to_string(),
    };
    match (ty, value) {
        (ColumnType::List(item), Json::Array(items)) => {
            let items: Vec<String> = items.iter().map(one).collect();
            format!("CAST(ARRAY[{}] AS {}[])", items.join(", "), item.postgres())
        }
        (ColumnType::One(_), value) => one(value),
        (_, value) => Dialect::Postgres.text(&value.to_string()),
    }
}
