//! The announcement of finished executions: the callers of the mutation, and the operation that
//! calls it.

use std::collections::BTreeSet;

use burgeon_core::api::{Caller, Coordinate, Grant, Policy, Who};
use burgeon_core::appsync::AuthorizationMode;
use burgeon_core::names::name;
use burgeon_core::schema::{Component, ExtendedType, Schema, Type, directive};
use burgeon_core::{Api, Diagnostic, Name};

use super::codes;
use super::machine::{CompletionMutation, StateMachines};
use crate::custom_field::CustomField;

/// The depth of the operation's selection.
const DEPTH: usize = 6;

/// Reports an API that EventBridge could not call.
pub(super) fn check(api: &mut Api, field: &CustomField) {
    if !api.settings.auth.offers(AuthorizationMode::Iam) {
        let message = format!("no caller could call `{}` when an execution ends", field.at);
        api.diagnostics.push(
            Diagnostic::error(&codes::NO_IAM, message)
                .at_node(field.place(), "called by EventBridge, which signs with IAM")
                .help("add `iam` to `auth.additional` in the settings"),
        );
    }
}

/// Allows EventBridge to call the mutation and to read its result, and returns the operation.
pub(super) fn add(api: &mut Api, field: &CustomField, machine: &str) {
    let caller = Caller { mode: AuthorizationMode::Iam, who: Who::OutsideIdentityPool };
    let policy = api.field_policies.entry(field.at.clone()).or_insert_with(Policy::deny_all);
    if !policy.grants.iter().any(|grant| grant.caller == caller) {
        policy.grants.push(Grant::whole(caller));
    }
    let mut selection = Selection { api, types: BTreeSet::new() };
    let selected = selection.select(&field.field.ty, &mut vec![]).unwrap_or_default();
    let types = selection.types;
    let default = api.settings.auth.default;
    types.iter().for_each(|ty| open(&mut api.schema, ty, default));
    let which = field.field.arguments.first().map(|argument| argument.ty.to_string());
    let operation = format!(
        "mutation Announce($executionArn: {}) {{ {}(executionArn: $executionArn){selected} }}",
        which.unwrap_or_default(),
        field.at.field
    );
    if let Some(machine) = api.extensions.get_or_default::<StateMachines>().0.get_mut(machine) {
        machine.completions.push(CompletionMutation { at: field.at.clone(), operation });
    }
}

/// Allows callers with IAM to read the fields of a type, in addition to the present readers.
fn open(schema: &mut Schema, ty: &Name, default: AuthorizationMode) {
    let Some(ExtendedType::Object(object)) = schema.types.get_mut(ty) else { return };
    let object = object.make_mut();
    let is_mode = |name: &str| name.starts_with("aws_");
    let is_open = object.directives.iter().any(|directive| is_mode(&directive.name));
    let modes = [Some(AuthorizationMode::Iam), (!is_open).then_some(default)];
    if default == AuthorizationMode::Iam && !is_open {
        return;
    }
    for mode in modes.into_iter().flatten() {
        if !object.directives.has(mode.directive()) {
            object.directives.push(Component::new(directive(name(mode.directive()), [])));
        }
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
