use askama::Template;

use super::{Match, Matches, text};
use crate::mapping_template::MappingTemplate;
use crate::relational::{Dialect, Table};
use crate::steps::keys::Root;

/// The end of the row whose key the `input` argument holds.
#[derive(Debug, Clone)]
pub struct Delete;

#[derive(Template)]
#[template(path = "steps/relational/delete.vtl", escape = "none")]
struct Rendered<'a> {
    table: &'a Table,
    matches: Matches<'a>,
    conditions: String,
}

impl Delete {
    pub(super) fn request(&self, table: &Table) -> MappingTemplate {
        let key = Match::own(&table.key, Root::Input);
        let matches = Matches { table, matches: &key };
        let conditions = super::conditions::render(table);
        crate::steps::request(&Rendered { table, matches, conditions })
    }
}

impl Rendered<'_> {
    fn delete(&self) -> super::Expression {
        text(&format!("DELETE FROM {} WHERE {}", self.table.sql(), self.matches.sql()))
    }

    fn returning(&self) -> Option<super::Expression> {
        let item = self.table.item();
        (self.table.dialect() == Dialect::Postgres).then(|| text(&format!(" RETURNING {item}")))
    }

    fn select(&self) -> super::Expression {
        let (item, table, key) = (self.table.item(), self.table.sql(), self.matches.sql());
        text(&format!("SELECT {item} FROM {table} WHERE {key}"))
    }
}
