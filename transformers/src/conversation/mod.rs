//! `@conversation`: a conversation between a user and a language model.

mod arguments;
mod check;
mod codes;
mod deploy;
mod expand;
mod invoke;
mod lookup;
mod models;
mod names;
mod pages;
mod requests;
mod tool;

use burgeon_core::appsync::AuthorizationMode;
use burgeon_core::infrastructure::{Infrastructure, Usage};
use burgeon_core::{Api, Code, Declaring, Expanding, Preparing, Transformer};

use crate::custom_field;
use arguments::Arguments;
use names::Names;

/// The transformer of `@conversation`.
#[derive(Debug, Clone, Copy)]
pub struct ConversationTransformer;

const DIRECTIVE: &str = "conversation";

impl Transformer for ConversationTransformer {
    fn name(&self) -> &'static str {
        DIRECTIVE
    }

    fn definitions(&self) -> &'static str {
        include_str!("directive.graphql")
    }

    fn types(&self) -> &'static str {
        include_str!("types.graphql")
    }

    fn documentation(&self) -> &'static str {
        include_str!("conversation.md")
    }

    fn codes(&self) -> &'static [&'static Code] {
        codes::ALL
    }

    fn prepare(&self, api: &mut Preparing<'_>) {
        api.report_all(custom_field::on_interfaces(&api.schema, DIRECTIVE));
        for field in custom_field::all(&api.schema, DIRECTIVE) {
            check::field(api, &field);
            // What is wrong with the arguments changes nothing about the models.
            let _ = Arguments::read(&field, api.diagnostics_mut());
            if api.settings.auth.offers(AuthorizationMode::UserPools) {
                models::add(api, &field, &Names::for_field(&field.at.field));
            }
        }
    }

    fn declare(&self, api: &mut Declaring<'_>) {
        for field in custom_field::all(&api.schema, DIRECTIVE) {
            models::declare(api, &field, &Names::for_field(&field.at.field));
        }
    }

    fn expand(&self, api: &mut Expanding<'_>) {
        for field in custom_field::all(&api.schema, DIRECTIVE) {
            if let Some(arguments) = Arguments::read(&field, api.diagnostics_mut()) {
                expand::add(api, &field, &arguments, &Names::for_field(&field.at.field));
            }
        }
    }

    fn deploy(&self, api: &Api, usage: &Usage, infrastructure: &mut Infrastructure) {
        deploy::functions(api, usage, infrastructure);
    }
}
