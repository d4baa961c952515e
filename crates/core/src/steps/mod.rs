//! What resolvers do, as data, each with the template that it renders through.

pub mod dynamodb;
pub mod guard;
pub mod keys;
pub mod relational;
pub mod search;
pub mod source_field;
pub mod subscribe;

pub use crate::vtl;

use askama::Template;

use crate::mapping_template::MappingTemplate;

/// The statement that raises the error of a data source, if there is one.
pub const RAISE_ERROR: &str = include_str!("dynamodb/error.vtl");

/// The text of a template.
///
/// Rendering writes into memory and calls nothing that can fail.
pub(crate) fn render(template: &impl Template) -> String {
    template.render().unwrap_or_else(|fault| unreachable!("a template cannot fail: {fault}"))
}

/// A request template, split before the JSON object that it ends with.
fn request(template: &impl Template) -> MappingTemplate {
    let text = render(template);
    let start = text.rfind("\n{\n").map_or(0, |line_end| line_end + 1);
    let (statements, output) = text.split_at(start);
    MappingTemplate { statements: statements.to_owned(), output: format!("{output}\n") }
}

/// A response template of fixed texts.
fn response(statements: &str, output: &str) -> MappingTemplate {
    MappingTemplate { statements: statements.to_owned(), output: output.to_owned() }
}
