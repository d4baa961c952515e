//! The table as a page of HTML.

use askama::Template;
use burgeon_core::Defect;
use burgeon_core::api::Caller;

use super::{AccessTable, FieldAccess, OperationAccess, TypeAccess};

impl AccessTable {
    /// Renders the table as a self-contained HTML page.
    ///
    /// # Errors
    ///
    /// An internal error of the compiler.
    pub fn to_html(&self) -> Result<String, Defect> {
        let types = self.types.iter().map(Section::new).collect();
        let page = Page { name: &self.name, types }.render();
        page.map_err(|reason| Defect::new(reason.to_string()).at("the access table"))
    }
}

#[derive(Template)]
#[template(path = "access/page.html")]
struct Page<'a> {
    name: &'a str,
    types: Vec<Section<'a>>,
}

struct Section<'a> {
    ty: &'a TypeAccess,
    columns: Vec<Column<'a>>,
    rows: Vec<Row>,
}

struct Column<'a> {
    name: &'a str,
    by: String,
}

struct Row {
    caller: String,
    cells: Vec<Cell>,
}

enum Cell {
    Denied,
    All,
    Some(String),
}

impl<'a> Section<'a> {
    fn new(ty: &'a TypeAccess) -> Self {
        let columns = ty.operations.iter().map(|operation| {
            let by: Vec<String> = operation.by.iter().map(ToString::to_string).collect();
            Column { name: operation.name(), by: by.join(", ") }
        });
        let cell = |operation: &OperationAccess, caller: &Caller| {
            operation.access(caller).map_or(Cell::Denied, |access| Cell::new(&access.fields))
        };
        let row = |caller: &Caller| Row {
            caller: caller.to_string(),
            cells: ty.operations.iter().map(|operation| cell(operation, caller)).collect(),
        };
        let rows = ty.callers().into_iter().map(row).collect();
        Self { ty, columns: columns.collect(), rows }
    }
}

impl Cell {
    fn new(fields: &FieldAccess) -> Self {
        match fields.is_all() {
            true => Self::All,
            false => Self::Some(fields.to_text(ToString::to_string)),
        }
    }
}
