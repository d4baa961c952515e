//! From askama's templates to mapping templates.

use askama::Template;
use burgeon_core::resolver::MappingTemplate;

/// The text of a template.
///
/// Rendering writes into memory and calls nothing that can fail.
pub(crate) fn render(template: &impl Template) -> String {
    template.render().unwrap_or_else(|fault| unreachable!("a template cannot fail: {fault}"))
}

/// A request template, split before the JSON object that it ends with.
pub(crate) fn request(template: &impl Template) -> MappingTemplate {
    let text = render(template);
    let start = text.rfind("\n{\n").map_or(0, |line_end| line_end + 1);
    let (statements, output) = text.split_at(start);
    MappingTemplate { statements: statements.to_owned(), output: format!("{output}\n") }
}
