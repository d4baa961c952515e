//! Operations that were open to all callers of the API's default mode.

use burgeon_core::Diagnostic;
use burgeon_core::appsync::AuthorizationMode;

use super::operations::Operations;
use super::rule::Rule;
use crate::layout::range;
use crate::types::Type;
use crate::{Migration, codes};

/// Opens a model without rules to those who could do everything with it.
pub(super) fn write(migration: &mut Migration, ty: Type) {
    let mode = migration.settings.auth.default;
    let Some(who) = everybody(mode) else {
        report_closed(migration, ty, "", "anything");
        return;
    };
    let rules = format!("@auth(rules: [{{ {who} }}])");
    // `@key` goes away, and a directive `@auth` without rules is replaced.
    let kept = ty.node.directives.iter().rfind(|one| one.name != "key" && one.name != "auth");
    let Some(model) = kept else { return };
    let edits = &mut migration.edits[ty.file];
    match ty.directive("auth") {
        Some(empty) => edits.replace(range(empty), rules),
        None => edits.insert(range(model).end, format!(" {rules}")),
    }
    migration.diagnostics.push(
        Diagnostic::warning(&codes::OPEN, format!("`{}` had no rules", ty.name()))
            .at_node(ty.node.name.location(), format!("open to {}, as before", callers(mode)))
            .help("add `@auth` rules for the intended callers"),
    );
}

/// Allows operations without a rule to their former callers, where these could read the result.
pub(super) fn complete(migration: &mut Migration, ty: Type, rules: &[Rule], uncovered: Operations) {
    let mode = migration.settings.auth.default;
    let operations = uncovered.written();
    let is_signed_in = matches!(mode, AuthorizationMode::UserPools | AuthorizationMode::Oidc);
    let could_read = is_signed_in && rules.iter().any(|rule| rule.provider() == mode.name());
    let (Some(who), Some(last), true) = (everybody(mode), rules.last(), could_read) else {
        report_closed(migration, ty, &format!("operations: {operations}"), &operations);
        return;
    };
    let added = format!(", {{ {who}, operations: {operations} }}");
    let of_list = ty.directive("auth").and_then(|auth| {
        let rules = auth.arguments.iter().find(|argument| argument.name == "rules")?;
        rules.value.as_list()
    });
    let last = range(last.value);
    let edits = &mut migration.edits[ty.file];
    match of_list {
        Some(_) => edits.insert(last.end, added),
        None => {
            edits.insert(last.start, "[");
            edits.insert(last.end, format!("{added}]"));
        }
    }
    let message = format!("no rule of `{}` covers {operations}", ty.name());
    migration.diagnostics.push(
        Diagnostic::warning(&codes::OPEN, message)
            .at_node(ty.node.name.location(), format!("open to {}, as before", callers(mode)))
            .help("remove the operations from the last rule if this is not intended"),
    );
}

/// Reports what is closed now, though it was open.
fn report_closed(migration: &mut Migration, ty: Type, operations: &str, what: &str) {
    let mode = migration.settings.auth.default;
    let allow = match mode {
        AuthorizationMode::Iam => "allow: private, provider: iam",
        other => everybody(other).unwrap_or_default(),
    };
    let separator = if operations.is_empty() { "" } else { ", " };
    let message = format!("no rule of `{}` allows {what}", ty.name());
    migration.diagnostics.push(
        Diagnostic::warning(&codes::CLOSED, message)
            .at_node(ty.node.name.location(), format!("was open to {}", callers(mode)))
            .help(format!("to allow them, add the rule `{{ {allow}{separator}{operations} }}`")),
    );
}

/// The rule for all callers of a mode; `None` for IAM, where policies decided.
fn everybody(mode: AuthorizationMode) -> Option<&'static str> {
    match mode {
        AuthorizationMode::ApiKey => Some("allow: public"),
        AuthorizationMode::UserPools => Some("allow: private"),
        AuthorizationMode::Oidc => Some("allow: private, provider: oidc"),
        AuthorizationMode::Function => Some("allow: custom"),
        AuthorizationMode::Iam => None,
    }
}

fn callers(mode: AuthorizationMode) -> &'static str {
    match mode {
        AuthorizationMode::ApiKey => "all callers with the API key",
        AuthorizationMode::UserPools | AuthorizationMode::Oidc => "all signed-in users",
        AuthorizationMode::Function => "all callers that the Lambda authorizer allows",
        AuthorizationMode::Iam => "identities whose policies allow it",
    }
}
