//! `@auth`: authorization rules.

mod arguments;
mod codes;
mod declare;
mod directives;
mod guards;
mod inputs;
mod nested_field_rules;
mod relations;
mod rule;
mod subscription_payload;
mod warnings;

use burgeon_core::{Code, Declaring, Expanding, Transformer};

use subscription_payload::PayloadGraph;

/// The transformer of `@auth`.
#[derive(Debug, Clone, Copy)]
pub struct AuthTransformer;

impl Transformer for AuthTransformer {
    fn name(&self) -> &'static str {
        "auth"
    }

    fn definitions(&self) -> &'static str {
        include_str!("directive.graphql")
    }

    fn documentation(&self) -> &'static str {
        include_str!("auth.md")
    }

    fn codes(&self) -> &'static [&'static Code] {
        codes::ALL
    }

    fn declare(&self, api: &mut Declaring<'_>) {
        declare::policies(api);
    }

    fn expand(&self, api: &mut Expanding<'_>) {
        inputs::add_owner_fields(api);
        let payload = PayloadGraph::find(api);
        guards::add(api, &payload);
        directives::add(api);
        warnings::add(api, &payload);
    }
}
