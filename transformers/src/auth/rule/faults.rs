//! Validation of a single rule.

use burgeon_core::api::Caller;
use burgeon_core::settings::Auth;
use burgeon_core::{Code, Diagnostic, Name};

use super::super::arguments::{Arguments, RuleOperation, Strategy};
use super::super::codes;
use super::{Position, Rule};

impl Rule<'_> {
    fn error(
        &self,
        code: &'static Code,
        argument: &str,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::error(code, message).at_node(self.place_of(argument), label)
    }

    /// All faults of the rule.
    pub(in crate::auth) fn faults(
        &self,
        position: Position,
        auth: &Auth,
        is_sql: bool,
    ) -> Vec<Diagnostic> {
        let mut found = vec![];
        self.check_provider(auth, &mut found);
        self.check_groups(&mut found);
        self.check_foreign_arguments(&mut found);
        self.check_operations(position, is_sql, &mut found);
        found
    }

    /// A warning if the rule allows an identity pool role that the settings do not name.
    pub(in crate::auth) fn unknown_role(&self, auth: &Auth) -> Option<Diagnostic> {
        let callers = self.callers(auth, None);
        if callers.is_empty() || callers.iter().any(Caller::may_exist) {
            return None;
        }
        let setting = match self.arguments.allow {
            Strategy::Public => "`auth.iam.unauthenticatedRole`",
            _ => "`auth.iam.authenticatedRole` or `auth.iam.identityPoolId`",
        };
        let message = "missing identity pool role in the settings";
        let warning = Diagnostic::warning(&codes::NEVER_MATCHES, message)
            .at_node(self.place(), "allows no caller without it")
            .help(format!("set {setting} in `burgeon.yaml`"));
        Some(warning)
    }

    fn check_provider(&self, auth: &Auth, found: &mut Vec<Diagnostic>) {
        let strategy = self.arguments.allow;
        let allowed = strategy.providers();
        let provider = self.provider();
        if !allowed.contains(&provider) {
            let names: Vec<_> = allowed.iter().map(|one| format!("`{}`", one.name())).collect();
            let message = format!(
                "`allow: {1}` is not supported for `provider: {0}`",
                provider.name(),
                strategy.name()
            );
            found.push(
                self.error(&codes::WRONG_PROVIDER, "provider", message, "not for this strategy")
                    .help(format!("use {}", names.join(" or "))),
            );
            return;
        }
        if !auth.offers(provider.mode()) {
            let mode = provider.mode().name();
            let message = format!("authorization mode `{}` is not enabled", provider.name());
            found.push(
                self.error(
                    &codes::UNKNOWN_PROVIDER,
                    "provider",
                    message,
                    "mode not enabled in the settings",
                )
                .help(format!(
                    "add `{mode}` to `auth.additional` in `burgeon.yaml`, or remove the rule"
                )),
            );
        }
    }

    fn check_groups(&self, found: &mut Vec<Diagnostic>) {
        let Arguments { allow, groups, groups_field, .. } = &self.arguments;
        if *allow != Strategy::Groups {
            return;
        }
        match (groups, groups_field) {
            (None, None) => found.push(
                self.error(&codes::GROUPS, "allow", "the rule names no groups", "which groups?")
                    .help("add `groups: [\"…\"]`, or `groupsField` for groups that objects name"),
            ),
            (Some(_), Some(_)) => found.push(
                self.error(
                    &codes::GROUPS,
                    "groupsField",
                    "the rule has both `groups` and `groupsField`",
                    "and here are others",
                )
                .help("make two rules of it"),
            ),
            (Some(_), None) if self.groups().is_empty() => found.push(
                self.error(&codes::GROUPS, "groups", "the list of groups is empty", "no group")
                    .help("name a group, or remove the rule"),
            ),
            _ => {}
        }
    }

    /// Reports arguments that the rule's strategy does not use.
    fn check_foreign_arguments(&self, found: &mut Vec<Diagnostic>) {
        let Arguments {
            allow, identity_claim, group_claim, owner_field, groups, groups_field, ..
        } = &self.arguments;
        let of = [
            ("identityClaim", identity_claim.is_some(), Strategy::Owner),
            ("ownerField", owner_field.is_some(), Strategy::Owner),
            ("groupClaim", group_claim.is_some(), Strategy::Groups),
            ("groups", groups.is_some(), Strategy::Groups),
            ("groupsField", groups_field.is_some(), Strategy::Groups),
        ];
        for (argument, is_given, strategy) in of {
            if is_given && strategy != *allow {
                let message = format!("`{argument}` has no effect with `allow: {}`", allow.name());
                found.push(
                    self.error(&codes::FOREIGN_ARGUMENT, argument, message, "not used")
                        .help(format!("remove it, or write `allow: {}`", strategy.name())),
                );
            }
        }
        for (argument, text) in [("ownerField", owner_field), ("groupsField", groups_field)] {
            let Some(text) = text else { continue };
            if Name::new(text).is_err() {
                let message = format!("invalid field name `{text}`");
                found.push(self.error(&codes::FIELD_NAME, argument, message, "not a GraphQL name"));
            }
        }
    }

    fn check_operations(&self, position: Position, is_sql: bool, found: &mut Vec<Diagnostic>) {
        let operations = self.given_operations();
        if operations.is_empty() {
            return;
        }
        let mut fault = |message: String, label: &str, help: &str| {
            let fault = self.error(&codes::OPERATIONS, "operations", message, label);
            found.push(fault.help(help));
        };
        if matches!(position, Position::RootField | Position::OtherField) {
            let (what, help) = match position {
                Position::RootField => ("an operation", "the field is the operation"),
                _ => ("a field of a type that is not a model", "such a field can only be read"),
            };
            let message = format!("rules on {what} take no `operations`");
            fault(message, "remove this argument", help);
            return;
        }
        let reading: Vec<&str> = operations
            .iter()
            .filter(|one| one.is_special_reading())
            .map(|one| one.name())
            .collect();
        if !reading.is_empty() && position == Position::ModelField {
            let message = format!("`{}` is not supported on a field", reading.join("`, `"));
            fault(message, "fields have no `get`, `list` or `search`", "write `read`");
        } else if !reading.is_empty() && operations.contains(&RuleOperation::Read) {
            let message = format!("`read` includes `{}`", reading.join("`, `"));
            fault(message, "both are listed", "keep `read` for all, or list the single operations");
        }
        for unknown in [RuleOperation::Sync, RuleOperation::Search] {
            if is_sql && operations.contains(&unknown) {
                let message = format!("SQL databases have no `{}`", unknown.name());
                fault(message, "not in SQL", "remove the operation");
            }
        }
    }
}
