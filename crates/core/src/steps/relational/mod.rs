//! SQL statements for the tables of models, through AppSync's relational data source.
//!
//! Names of tables and columns come from the compiler, and values of a caller are bound: no request
//! can become SQL. A statement returns rows as JSON, in a column called `item`, and does not depend
//! on the types of the Data API.
//!
//! Source of truth: AppSync's developer guide, "Resolver mapping template reference for RDS". A
//! request has at most two statements.

mod conditions;
mod create;
mod delete;
mod get;
mod list;
mod request_pair;
mod update;

pub use create::Create;
pub use delete::Delete;
pub use get::Get;
pub use list::List;
pub use request_pair::RequestPair;
pub use update::Update;

use crate::Name;
use crate::relational::{Bind, Table};
use crate::steps::guard::RestrictedFields;
use crate::steps::keys::Root;
use crate::vtl::{Expression, property};

/// A request to a model's table.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The model.
    pub model: Name,
    /// The request.
    pub request: Request,
    /// Fields that some readers of the model may not use in filters.
    pub restricted_fields: Vec<RestrictedFields>,
}

/// A request to a table.
#[derive(Debug, Clone)]
pub enum Request {
    /// One row.
    Get(Get),
    /// A page of rows.
    List(List),
    /// A new row.
    Create(Create),
    /// A change of a row that exists.
    Update(Update),
    /// The end of a row.
    Delete(Delete),
}

/// A field of the rows, and the value that it equals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The field.
    pub field: Name,
    /// The source of the value.
    pub root: Root,
    /// Its name in the source.
    pub value: Name,
}

impl Operation {
    /// Whether it changes the table.
    pub fn is_write(&self) -> bool {
        matches!(self.request, Request::Create(_) | Request::Update(_) | Request::Delete(_))
    }

    /// The first field that the request compares or orders by and that the table has no column for.
    pub fn missing_column<'a>(&'a self, table: &'a Table) -> Option<&'a Name> {
        let (matches, others): (&[Match], Vec<&Name>) = match &self.request {
            Request::Get(get) => (&get.matches, vec![]),
            Request::List(list) => {
                (&list.matches, list.optional.iter().chain(&list.order).collect())
            }
            Request::Create(_) | Request::Update(_) | Request::Delete(_) => (&[], vec![]),
        };
        let fields = table.key.iter().chain(matches.iter().map(|one| &one.field)).chain(others);
        fields.into_iter().find(|field| table.column(field).is_none())
    }
}

impl Match {
    /// Fields with the names of the columns.
    pub fn own<'a>(fields: impl IntoIterator<Item = &'a Name>, root: Root) -> Vec<Self> {
        let own = |field: &Name| Self { field: field.clone(), root, value: field.clone() };
        fields.into_iter().map(own).collect()
    }

    /// Fields of the source object, under other names.
    pub fn of_source(fields: &[Name], values: &[Name]) -> Vec<Self> {
        let both = fields.iter().zip(values);
        let one = |(field, value): (&Name, &Name)| Self {
            field: field.clone(),
            root: Root::Source,
            value: value.clone(),
        };
        both.map(one).collect()
    }

    fn reference(&self) -> String {
        format!("${}{}", self.root, property(&self.value))
    }
}

/// Matches as templates need them.
struct Matches<'a> {
    table: &'a Table,
    matches: &'a [Match],
}

impl Matches<'_> {
    fn parameter(position: usize) -> String {
        format!(":key{position}")
    }

    fn bound(&self) -> impl Iterator<Item = (usize, &Match, String, Bind)> {
        self.matches.iter().enumerate().filter_map(|(position, one)| {
            let column = self.table.column(&one.field)?;
            let dialect = self.table.dialect();
            Some((position, one, column.sql(dialect), column.bind(dialect)))
        })
    }

    /// The condition in SQL; what is compared with a column that is not there holds for no row.
    fn sql(&self) -> String {
        let mut conditions: Vec<String> = self
            .bound()
            .map(|(at, _, column, bind)| format!("{column} = {}", bind.sql(&Self::parameter(at))))
            .collect();
        if conditions.len() < self.matches.len() {
            conditions.push("FALSE".to_owned());
        }
        if conditions.is_empty() { "TRUE".to_owned() } else { conditions.join(" AND ") }
    }

    /// The map literal in VTL of the values that are bound.
    fn parameters(&self) -> String {
        let entries = self.bound().map(|(at, one, _, bind)| {
            format!("\"{}\": {}", Self::parameter(at), bind.encoding.apply(&one.reference()))
        });
        format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
    }

    /// The condition in VTL that a value is null which may be.
    fn is_missing(&self) -> Option<String> {
        let optional = self.matches.iter().filter(|one| one.root == Root::Source);
        let missing: Vec<String> =
            optional.map(|one| format!("$util.isNull({})", one.reference())).collect();
        (!missing.is_empty()).then(|| missing.join(" || "))
    }
}

/// The map literal in VTL from fields to how they are written: the column in SQL, the name of the
/// encoding, and the SQL around the parameter.
fn writable_columns(table: &Table, but: &[Name]) -> String {
    let dialect = table.dialect();
    let columns = table.columns.iter().filter(|column| !but.contains(&column.field));
    let entries = columns.map(|column| {
        let bind = column.bind(dialect);
        format!("\"{}\": [{}, {}]", column.field, text(&column.sql(dialect)), bind_literal(&bind))
    });
    map_of_lines(entries)
}

/// The encoding and the SQL around a parameter, as elements of a list in VTL.
fn bind_literal(bind: &Bind) -> String {
    format!("\"{}\", {}, {}", bind.encoding.name(), text(&bind.open), text(&bind.close))
}

fn map_of_lines(entries: impl Iterator<Item = String>) -> String {
    format!("{{\n  {}\n}}", entries.collect::<Vec<_>>().join(",\n  "))
}

fn text(sql: &str) -> Expression {
    Expression::text(sql)
}
