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
            .at_node(ty.node.name.location(), format!("open to {}, as it was", callers(mode)))
            .help("write `@auth` rules for the callers that you mean"),
    );
}

/// Opens what no rule speaks of to those who could do it, where they could read the answer.
pub(super) fn complete(migration: &mut Migration, ty: Type, rules: &[Rule], untold: Operations) {
    let mode = migration.settings.auth.default;
    let operations = untold.written();
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
    let message = format!("the rules of `{}` say nothing of {operations}", ty.name());
    migration.diagnostics.push(
        Diagnostic::warning(&codes::OPEN, message)
            .at_node(ty.node.name.location(), format!("open to {}, as it was", callers(mode)))
            .help("take the operations out of the last rule, if that is not what you mean"),
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
    let message = format!("no rule of `{}` lets anybody in for {what}", ty.name());
    migration.diagnostics.push(
        Diagnostic::warning(&codes::CLOSED, message)
            .at_node(ty.node.name.location(), format!("it was open to {}", callers(mode)))
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
        AuthorizationMode::ApiKey => "everybody with the API key",
        AuthorizationMode::UserPools | AuthorizationMode::Oidc => "everybody who has signed in",
        AuthorizationMode::Function => "all callers that the Lambda authorizer allows",
        AuthorizationMode::Iam => "identities whose policies allow it",
    }
}
