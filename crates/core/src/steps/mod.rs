//! What resolvers do, as data, each with the template that it renders through.

pub mod dynamodb;
pub mod guard;
pub mod subscribe;
pub mod vtl;

use askama::Template;

/// The text of a template.
///
/// Rendering writes into memory and calls nothing that can fail.
pub(crate) fn render(template: &impl Template) -> String {
    template
        .render()
        .unwrap_or_else(|fault| unreachable!("a template cannot fail: {fault}"))
}
