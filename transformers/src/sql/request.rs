//! The request to the database, and what is made of the rows.

use askama::Template;
use burgeon_core::Name;
use burgeon_core::api::DataSource;
use burgeon_core::resolver::{MappingTemplate, Request};
use burgeon_core::steps::RAISE_ERROR;
use burgeon_core::vtl::{Expression, property};

use super::statement::Statement;
use burgeon_core::mapping_template as template;

/// Runs statements, and answers with what the last one finds.
#[derive(Debug, Clone, Template)]
#[template(path = "sql/request.vtl", escape = "none")]
pub(super) struct SqlRequest {
    /// The database.
    pub(super) database: String,
    /// One or two.
    pub(super) statements: Vec<Statement>,
    /// The field's arguments that the statements name.
    pub(super) variables: Vec<Variable>,
    /// The conversion of the rows.
    pub(super) shape: Shape,
}

/// An argument that is bound.
#[derive(Debug, Clone)]
pub(super) struct Variable {
    pub(super) name: Name,
    /// Whether it is a list or an object, which is bound as JSON.
    pub(super) is_json: bool,
}

/// The conversion of rows to the field's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    /// All rows, or the first.
    pub(super) is_list: bool,
    /// Rows as objects, or their first column.
    pub(super) is_object: bool,
}

impl SqlRequest {
    fn texts(&self) -> String {
        let texts = self.statements.iter().map(|one| Expression::text(&one.text).to_string());
        texts.collect::<Vec<_>>().join(", ")
    }
}

impl Variable {
    fn value(&self) -> String {
        let argument = format!("$ctx.args{}", property(&self.name));
        match self.is_json {
            true => format!("$util.toJson({argument})"),
            false => argument,
        }
    }
}

impl Request for SqlRequest {
    fn data_source(&self) -> DataSource {
        DataSource::Database(self.database.clone())
    }

    fn request(&self) -> MappingTemplate {
        template::request(self)
    }

    fn response(&self) -> MappingTemplate {
        let rows = format!(
            "#set( $rows = $util.rds.toJsonObject($ctx.result).get({}) )\n",
            self.statements.len() - 1
        );
        let made = match (self.shape.is_list, self.shape.is_object) {
            (true, true) => "#set( $answer = $rows )\n",
            (false, true) => include_str!("first_row.vtl"),
            (true, false) => include_str!("first_columns.vtl"),
            (false, false) => include_str!("first_cell.vtl"),
        };
        MappingTemplate {
            statements: RAISE_ERROR.to_owned() + &rows + made,
            output: "$util.toJson($answer)\n".to_owned(),
        }
    }
}
