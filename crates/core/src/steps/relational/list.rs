use askama::Template;

use super::{Match, Matches};
use crate::Name;
use crate::mapping_template::MappingTemplate;
use crate::relational::{Dialect, Table};
use crate::steps::keys::{Root, SortArgument};
use crate::vtl::property;

/// A page of rows.
#[derive(Debug, Clone)]
pub struct List {
    /// The rows. If a value of the source object is null, no request is made and the page is empty.
    pub matches: Vec<Match>,
    /// Optional arguments that rows match.
    pub optional: Vec<Name>,
    /// The argument that compares further fields.
    pub sort: Option<SortArgument>,
    /// The fields that rows are ordered by; those of the primary key that are not among them follow.
    pub order: Vec<Name>,
    /// Whether the argument `sortDirection` decides in which direction.
    pub has_direction: bool,
    /// The default limit of rows in a page.
    pub default_limit: u32,
}

#[derive(Template)]
#[template(path = "steps/relational/list.vtl", escape = "none")]
struct Rendered<'a> {
    list: &'a List,
    table: &'a Table,
    matches: Matches<'a>,
    conditions: String,
}

#[derive(Template)]
#[template(path = "steps/relational/page.vtl", escape = "none")]
struct Page {
    default_limit: u32,
}

impl List {
    pub(super) fn request(&self, table: &Table) -> MappingTemplate {
        let matches = Matches { table, matches: &self.matches };
        let conditions = super::conditions::render(table);
        crate::steps::request(&Rendered { list: self, table, matches, conditions })
    }

    /// Whether arguments determine the value of one of the fields, and under which condition in VTL
    /// if they are optional.
    pub(super) fn compares(&self, fields: &[Name]) -> Option<Option<String>> {
        let is_given = |one: &Match| one.root == Root::Arguments && fields.contains(&one.field);
        if self.matches.iter().any(is_given) {
            return Some(None);
        }
        let sort = self
            .sort
            .iter()
            .filter(|sort| sort.attribute.fields.iter().any(|field| fields.contains(field)));
        let optional = self.optional.iter().filter(|field| fields.contains(field));
        let arguments = optional.chain(sort.map(|sort| &sort.name));
        let conditions: Vec<String> = arguments
            .map(|argument| format!("!$util.isNull($ctx.args{})", property(argument)))
            .collect();
        (!conditions.is_empty()).then(|| Some(conditions.join(" || ")))
    }

    pub(super) fn response(&self) -> String {
        crate::steps::render(&Page { default_limit: self.default_limit }) + "\n"
    }
}

impl Page {
    fn default_limit(&self) -> u32 {
        self.default_limit
    }
}

/// The columns of fields, each with a direction behind it.
pub(super) fn order(table: &Table, fields: &[Name], direction: &str) -> String {
    let columns = fields.iter().filter_map(|field| table.column(field));
    let columns: Vec<String> =
        columns.map(|column| format!("{}{direction}", column.sql(table.dialect()))).collect();
    columns.join(", ")
}

impl Rendered<'_> {
    fn select(&self) -> super::Expression {
        let (item, table, key) = (self.table.item(), self.table.sql(), self.matches.sql());
        super::text(&format!("SELECT {item} FROM {table} WHERE {key}"))
    }

    fn order(&self, direction: &str) -> super::Expression {
        let mut fields = self.list.order.clone();
        let rest = self.table.key.iter().filter(|part| !self.list.order.contains(part));
        fields.extend(rest.cloned());
        super::text(&order(self.table, &fields, direction))
    }

    /// The SQL of how many rows are read, and from which on.
    fn window(&self) -> &'static str {
        match self.table.dialect() {
            Dialect::Postgres => "LIMIT CAST(:limit AS bigint) OFFSET CAST(:offset AS bigint)",
            Dialect::Mysql => "LIMIT :limit OFFSET :offset",
        }
    }

    fn default_limit(&self) -> u32 {
        self.list.default_limit
    }

    fn argument(&self, name: &Name) -> String {
        format!("$ctx.args{}", property(name))
    }
}
