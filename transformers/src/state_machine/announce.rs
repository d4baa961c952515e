//! The announcement of finished executions: the callers of the mutation, and the operation that
//! calls it.

use std::collections::BTreeSet;

use burgeon_core::api::{Caller, Coordinate, Policy, Who};
use burgeon_core::appsync::AuthorizationMode;
use burgeon_core::names::name;
use burgeon_core::schema::{ExtendedType, Type, directive};
use burgeon_core::{Api, Declaring, Diagnostic, Expanding, Name};

use super::codes;
use super::machine::{CompletionMutation, StateMachines};
use crate::custom_field::CustomField;

/// The depth of the operation's selection.
const DEPTH: usize = 6;

/// Reports an API that EventBridge could not call.
pub(super) fn check(api: &mut Declaring<'_>, field: &CustomField) {
    if !api.settings.auth.offers(AuthorizationMode::Iam) {
        let message = format!("no caller could call `{}` when an execution ends", field.at);
        api.report(
            Diagnostic::error(&codes::NO_IAM, message)
                .at_node(field.place(), "called by EventBridge, which signs with IAM")
                .help("add `iam` to `auth.additional` in the settings"),
        );
    }
}

/// Allows EventBridge to call the mutation, in addition to the callers that rules allow.
pub(super) fn declare(api: &mut Declaring<'_>, field: &CustomField) {
    let caller = Caller { mode: AuthorizationMode::Iam, who: Who::OutsideIdentityPool };
    let policies = api.field_policies_mut();
    policies.entry(field.at.clone()).or_insert_with(Policy::deny_all).grant(caller);
}

/// Allows EventBridge to read what the mutation returns, and records the operation that calls it.
pub(super) fn add(api: &mut Expanding<'_>, field: &CustomField, machine: &str) {
    let mut selection = Selection { api, types: BTreeSet::new() };
    let selected = selection.select(&field.field.ty, &mut vec![]).unwrap_or_default();
    let types = selection.types;
    types.iter().for_each(|ty| open(api, ty));
    let which = field.field.arguments.first().map(|argument| argument.ty.to_string());
    let operation = format!(
        "mutation Announce($executionArn: {}) {{ {}(executionArn: $executionArn){selected} }}",
        which.unwrap_or_default(),
        field.at.field
    );
    if let Some(machine) = api.extension_mut::<StateMachines>().0.get_mut(machine) {
        machine.completions.push(CompletionMutation { at: field.at.clone(), operation });
    }
}

/// Allows callers with IAM to read the fields of a type, in addition to the present readers.
fn open(api: &mut Expanding<'_>, ty: &Name) {
    let Some(object) = api.schema.get_object(ty) else { return };
    let default = api.settings.auth.default;
    let is_open = object.directives.iter().any(|directive| directive.name.starts_with("aws_"));
    if default == AuthorizationMode::Iam && !is_open {
        return;
    }
    let modes = [Some(AuthorizationMode::Iam), (!is_open).then_some(default)];
    for mode in modes.into_iter().flatten() {
        api.add_type_directive(ty, directive(name(mode.directive()), []));
    }
}

/// The selection of the mutation, which subscribers receive.
struct Selection<'a> {
    api: &'a Api,
    /// The types of selected objects.
    types: BTreeSet<Name>,
}

impl Selection<'_> {
    /// The selection set of a type after a space. It is empty for a scalar, and `None` if the type
    /// has no selectable field. `path` holds the enclosing types.
    fn select(&mut self, ty: &Type, path: &mut Vec<Name>) -> Option<String> {
        let name = ty.inner_named_type();
        let fields = match self.api.schema.types.get(name) {
            Some(ExtendedType::Object(object)) => &object.fields,
            // Which fields an object of these has is not known.
            Some(ExtendedType::Interface(_) | ExtendedType::Union(_)) => {
                return Some(" { __typename }".to_owned());
            }
            // AppSync's own scalars are not declared.
            _ => return Some(String::new()),
        };
        // Models have rules for their readers.
        if self.api.models.contains_key(name) || path.contains(name) || path.len() >= DEPTH {
            return None;
        }
        path.push(name.clone());
        let mut selected = Vec::new();
        for field in fields.values() {
            let at = Coordinate::new(name.clone(), field.name.clone());
            let is_read = !self.api.resolvers.contains_key(&at)
                && !self.api.relations.contains_key(&at)
                && field.arguments.iter().all(|argument| !argument.is_required());
            if is_read && let Some(inner) = self.select(&field.ty, path) {
                selected.push(format!("{}{inner}", field.name));
            }
        }
        path.pop();
        if selected.is_empty() {
            return None;
        }
        self.types.insert(name.clone());
        Some(format!(" {{ {} }}", selected.join(" ")))
    }
}
