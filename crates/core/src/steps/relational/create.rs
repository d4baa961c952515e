use askama::Template;

use super::{Match, Matches, text, writable_columns};
use crate::Name;
use crate::mapping_template::MappingTemplate;
use crate::relational::{ColumnDefault, Dialect, Table};
use crate::steps::dynamodb::Defaults;
use crate::steps::keys::Root;

/// A new row, of what the `input` argument holds.
#[derive(Debug, Clone)]
pub struct Create {
    /// The defaults of fields, for inputs without the field and for null.
    pub defaults: Defaults,
}

#[derive(Template)]
#[template(path = "steps/relational/create.vtl", escape = "none")]
struct Rendered<'a> {
    defaults: &'a Defaults,
    table: &'a Table,
    key: &'a [Match],
}

impl Create {
    pub(super) fn request(&self, table: &Table) -> MappingTemplate {
        let key = Match::own(&table.key, Root::Values);
        crate::steps::request(&Rendered { defaults: &self.defaults, table, key: &key })
    }
}

impl Rendered<'_> {
    fn columns(&self) -> String {
        writable_columns(self.table, &[])
    }

    /// The fields with a default of the database.
    fn filled_in(&self) -> impl Iterator<Item = &Name> {
        let columns = self.table.columns.iter();
        columns.filter(|column| column.default.is_some()).map(|column| &column.field)
    }

    fn insert(&self) -> super::Expression {
        text(&format!("INSERT INTO {} ", self.table.sql()))
    }

    fn empty(&self) -> &'static str {
        match self.table.dialect() {
            Dialect::Postgres => "DEFAULT VALUES",
            Dialect::Mysql => "() VALUES ()",
        }
    }

    fn returning(&self) -> Option<super::Expression> {
        let item = self.table.item();
        (self.table.dialect() == Dialect::Postgres).then(|| text(&format!(" RETURNING {item}")))
    }

    fn select(&self) -> super::Expression {
        let key = Matches { table: self.table, matches: self.key };
        let (item, table, key) = (self.table.item(), self.table.sql(), key.sql());
        text(&format!("SELECT {item} FROM {table} WHERE {key}"))
    }

    /// The field that MySQL numbers. PostgreSQL returns the number with the row.
    fn numbered(&self) -> Option<&Name> {
        let mut columns = self.table.columns.iter();
        let numbered = columns.find(|column| column.default == Some(ColumnDefault::Sequence));
        numbered.map(|column| &column.field)
    }

    /// The row that was numbered last: the two statements are one transaction, and so one session.
    fn select_numbered(&self) -> super::Expression {
        let numbered = self.numbered();
        let key = Matches { table: self.table, matches: self.key };
        let conditions = key.bound().map(|(at, one, column, bind)| {
            let value = match Some(&one.field) == numbered {
                true => "LAST_INSERT_ID()".to_owned(),
                false => bind.sql(&Matches::parameter(at)),
            };
            format!("{column} = {value}")
        });
        let conditions = conditions.collect::<Vec<_>>().join(" AND ");
        let (item, table) = (self.table.item(), self.table.sql());
        text(&format!("SELECT {item} FROM {table} WHERE {conditions}"))
    }

    fn key_parameters(&self) -> String {
        Matches { table: self.table, matches: self.key }.parameters()
    }
}
