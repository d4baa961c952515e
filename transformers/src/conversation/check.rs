//! Checks the definition of a conversation's field.

use apollo_compiler::ast::OperationType;
use burgeon_core::appsync::AuthorizationMode;
use burgeon_core::{Api, Diagnostic, Preparing};

use super::codes;
use crate::custom_field::{CustomField, is_named};

/// The type of a message.
const MESSAGE: &str = "AmplifyAIConversationMessage";

/// The arguments of the mutation: name, type, and whether it is required.
const ARGUMENTS: [(&str, &str, bool); 4] = [
    ("conversationId", "ID!", true),
    ("content", "[AmplifyAIContentBlockInput]", true),
    ("aiContext", "AWSJSON", false),
    ("toolConfiguration", "AmplifyAIToolConfigurationInput", false),
];

/// Reports the errors of a conversation's field.
pub(super) fn field(api: &mut Preparing<'_>, field: &CustomField) {
    let mut found = Vec::new();
    let at = &field.at;
    if at.ty != api.root_name(OperationType::Mutation) {
        found.push(
            Diagnostic::error(&codes::NO_MUTATION, format!("`{at}` is not a mutation"))
                .at_node(field.place(), "not supported here")
                .help("move the field to `Mutation`"),
        );
    }
    if !is_named(&field.field.ty, MESSAGE) {
        let message = format!("`{at}` is a `{}`", field.field.ty);
        found.push(
            Diagnostic::error(&codes::TYPE, message)
                .at_node(field.ty_place(), "expected the type of a message")
                .help(format!("make it `{MESSAGE}`")),
        );
    }
    found.extend(arguments(field));
    let auth = &api.settings.auth;
    if !auth.offers(AuthorizationMode::UserPools) {
        let message = format!("no user could own a conversation of `{at}`");
        found.push(
            Diagnostic::error(&codes::USER_POOLS, message)
                .at_node(field.place(), "owned by users of a user pool")
                .help("add `userPools` to `auth.additional` in the settings"),
        );
    } else if auth.default != AuthorizationMode::UserPools && !is_opened(api, field) {
        found.push(
            Diagnostic::warning(&codes::UNREACHABLE, format!("no user can call `{at}`"))
                .at_node(field.place(), "requires users of the user pool, and AppSync denies them")
                .help("write `@aws_cognito_user_pools` behind it"),
        );
    }
    api.report_all(found);
}

/// Whether the author's directives allow users of the user pool to call the field.
fn is_opened(api: &Api, field: &CustomField) -> bool {
    let directive = AuthorizationMode::UserPools.directive();
    let of_field = &field.field.directives;
    let is_authorization = |name: &str| name.starts_with("aws_") || name == "auth";
    if of_field.iter().any(|directive| is_authorization(&directive.name)) {
        return of_field.has(directive) || of_field.has("auth");
    }
    let root = api.schema.get_object(&field.at.ty);
    root.is_some_and(|root| root.directives.has(directive))
}

fn arguments(field: &CustomField) -> Vec<Diagnostic> {
    let given = &field.field.arguments;
    let mut faults = Vec::new();
    for (name, ty, is_needed) in ARGUMENTS {
        let Some(argument) = given.iter().find(|argument| argument.name == name) else {
            if is_needed {
                let message = format!("`{}` has no argument `{name}`", field.at);
                faults.push(
                    Diagnostic::error(&codes::ARGUMENTS, message)
                        .at_node(field.field.name.location(), "a conversation")
                        .help(format!("add `{name}: {ty}`")),
                );
            }
            continue;
        };
        let nullable = |text: &str| text.replace('!', "");
        if nullable(&argument.ty.to_string()) != nullable(ty) {
            let message = format!("`{name}` is a `{}`", argument.ty);
            faults.push(
                Diagnostic::error(&codes::ARGUMENTS, message)
                    .at_node(argument.location(), "this argument")
                    .help(format!("make it `{ty}`")),
            );
        }
    }
    for other in given.iter() {
        if !ARGUMENTS.iter().any(|(name, ..)| other.name == *name) {
            let message = format!("unused argument `{}`", other.name);
            faults.push(
                Diagnostic::error(&codes::ARGUMENTS, message)
                    .at_node(other.location(), "this argument")
                    .help("remove it, and pass further input in `aiContext`"),
            );
        }
    }
    faults
}
