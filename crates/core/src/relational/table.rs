use super::{Column, Database, Dialect};
use crate::Name;

/// The table of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The database of the table.
    pub database: Database,
    /// Its name in the database.
    pub name: Name,
    /// Its columns, in the order of the fields.
    pub columns: Vec<Column>,
    /// The fields of its primary key.
    pub key: Vec<Name>,
}

impl Table {
    /// The SQL dialect of its database.
    pub fn dialect(&self) -> Dialect {
        self.database.dialect
    }

    /// The table in SQL.
    pub fn sql(&self) -> String {
        self.dialect().quoted(&self.name)
    }

    /// The column of a field.
    pub fn column(&self, field: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.field == field)
    }

    /// The expression for one of its rows as one JSON object, called `item`.
    pub fn item(&self) -> String {
        let dialect = self.dialect();
        let columns: Vec<String> = self
            .columns
            .iter()
            .map(|column| match dialect {
                Dialect::Postgres => {
                    let (read, called) = (column.read(dialect), dialect.quoted(&column.field));
                    if read == called { read } else { format!("{read} AS {called}") }
                }
                Dialect::Mysql => {
                    format!("{}, {}", dialect.text(&column.field), column.read(dialect))
                }
            })
            .collect();
        let columns = columns.join(", ");
        match dialect {
            Dialect::Postgres => {
                format!("(SELECT row_to_json(item) FROM (SELECT {columns}) item) AS item")
            }
            Dialect::Mysql => format!("JSON_OBJECT({columns}) AS item"),
        }
    }
}
