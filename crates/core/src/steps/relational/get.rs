use askama::Template;

use super::{Match, Matches};
use crate::mapping_template::MappingTemplate;
use crate::relational::Table;

/// One row: the first by primary key if there are several. If a nullable value of the comparison is
/// null, no request is made and the result is null.
#[derive(Debug, Clone)]
pub struct Get {
    /// Which row.
    pub matches: Vec<Match>,
}

#[derive(Template)]
#[template(path = "steps/relational/get.vtl", escape = "none")]
struct Rendered<'a> {
    table: &'a Table,
    matches: Matches<'a>,
    conditions: Option<String>,
    is_whole_key: bool,
}

impl Get {
    pub(super) fn request(&self, table: &Table, is_limited: bool) -> MappingTemplate {
        let is_whole_key =
            table.key.iter().all(|part| self.matches.iter().any(|one| one.field == *part));
        crate::steps::request(&Rendered {
            table,
            matches: Matches { table, matches: &self.matches },
            conditions: is_limited.then(|| super::conditions::render(table)),
            is_whole_key,
        })
    }
}

impl Rendered<'_> {
    fn select(&self) -> super::Expression {
        let (item, table, key) = (self.table.item(), self.table.sql(), self.matches.sql());
        super::text(&format!("SELECT {item} FROM {table} WHERE {key}"))
    }

    fn order(&self) -> super::Expression {
        let order = super::list::order(self.table, &self.table.key, "");
        super::text(&format!(" ORDER BY {order} LIMIT 1"))
    }
}
