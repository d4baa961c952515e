use askama::Template;

use super::{Match, Matches, text, writable_columns};
use crate::Name;
use crate::mapping_template::MappingTemplate;
use crate::relational::{Dialect, Table};
use crate::steps::dynamodb::Defaults;
use crate::steps::keys::Root;

/// An update of the row with the key in the `input` argument: its other values are set.
#[derive(Debug, Clone)]
pub struct Update {
    /// The defaults of fields, for inputs without the field and for null.
    pub defaults: Defaults,
}

#[derive(Template)]
#[template(path = "steps/relational/update.vtl", escape = "none")]
struct Rendered<'a> {
    defaults: &'a Defaults,
    table: &'a Table,
    matches: Matches<'a>,
    conditions: String,
}

impl Update {
    pub(super) fn request(&self, table: &Table) -> MappingTemplate {
        let key = Match::own(&table.key, Root::Input);
        crate::steps::request(&Rendered {
            defaults: &self.defaults,
            table,
            matches: Matches { table, matches: &key },
            conditions: super::conditions::render(table),
        })
    }
}

impl Rendered<'_> {
    fn columns(&self) -> String {
        writable_columns(self.table, &[])
    }

    fn key_fields(&self) -> &[Name] {
        &self.table.key
    }

    fn update(&self) -> super::Expression {
        text(&format!("UPDATE {} SET ", self.table.sql()))
    }

    /// The assignment of an update without changes: the first column of the key.
    fn nothing(&self) -> super::Expression {
        let key = self.table.key.first().and_then(|field| self.table.column(field));
        let column = key.map(|column| column.sql(self.table.dialect())).unwrap_or_default();
        text(&format!(", {column} = {column}"))
    }

    fn key(&self) -> super::Expression {
        text(&format!(" WHERE {}", self.matches.sql()))
    }

    fn returning(&self) -> Option<super::Expression> {
        let item = self.table.item();
        (self.table.dialect() == Dialect::Postgres).then(|| text(&format!(" RETURNING {item}")))
    }

    fn select(&self) -> super::Expression {
        text(&format!("SELECT {} FROM {}", self.table.item(), self.table.sql()))
    }
}
