//! Checks of fields with asynchronous calls.

use burgeon_core::schema::Type;
use burgeon_core::{Declaring, Diagnostic, Name};

use super::arguments::Arguments;
use super::codes;
use crate::custom_field::{CustomField, is_named, is_operation_root};

/// The type of fields with asynchronous invocations.
const RESPONSE: &str = "EventInvocationResponse";
const SHAPE: &str = "type EventInvocationResponse { success: Boolean! }";

/// Reports a field whose event cannot be built.
pub(super) fn check(api: &mut Declaring<'_>, field: &CustomField, calls: &[Arguments]) {
    if calls.iter().any(|call| call.event) && !is_operation_root(&api.schema, &field.at.ty) {
        let event = field.directives.iter().zip(calls).find(|(_, call)| call.event);
        let message = format!("`{}` is neither a query nor a mutation", field.at);
        api.report(
            Diagnostic::error(&codes::EVENT_FIELD, message)
                .at_node(event.and_then(|(used, _)| used.location()), "called asynchronously")
                .help("remove `invocationType: Event`"),
        );
        return;
    }
    if !calls.last().is_some_and(|call| call.event) {
        return;
    }
    if !is_named(&field.field.ty, RESPONSE) {
        let message =
            format!("`{}` is a `{}`, and no answer is waited for", field.at, field.field.ty);
        api.report(
            Diagnostic::error(&codes::EVENT_TYPE, message)
                .at_node(field.ty_place(), "always null with `Event`")
                .help(format!("make it `{RESPONSE}`, and declare `{SHAPE}`")),
        );
        return;
    }
    let declared = api.schema.get_object(RESPONSE);
    let is_as_it_must_be = declared.is_some_and(|object| {
        let success = object.fields.get("success").map(|field| &field.ty);
        let is_boolean = |ty: &Type| matches!(ty, Type::NonNullNamed(name) if name == "Boolean");
        object.fields.len() == 1 && success.is_some_and(is_boolean)
    });
    if !is_as_it_must_be {
        let name: Option<&Name> = declared.map(|object| &object.name);
        api.report(
            Diagnostic::error(
                &codes::EVENT_TYPE,
                format!("`{RESPONSE}` has other fields than it must"),
            )
            .at_node(name.and_then(|name| name.location()), "this type")
            .at_node(field.place(), "the result of the query")
            .help(format!("declare `{SHAPE}`")),
        );
    }
}
