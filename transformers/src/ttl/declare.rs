//! The uses of `@ttl`, as data.

use apollo_compiler::parser::SourceSpan;
use burgeon_core::api::Coordinate;
use burgeon_core::{Api, Diagnostic, Name};
use indexmap::IndexMap;

use super::{DIRECTIVE, codes};
use crate::field_use::FieldUse;
use crate::requirements::requires_dynamodb;

/// The fields with the time at which items expire, by model.
#[derive(Debug, Clone, Default)]
pub(super) struct Expirations(pub(super) IndexMap<Name, Expiration>);

/// A field with the time at which items expire.
#[derive(Debug, Clone)]
pub(super) struct Expiration {
    pub(super) field: Name,
    place: Option<SourceSpan>,
}

/// Reads every use, and reports those that DynamoDB cannot act on.
pub(super) fn expirations(api: &mut Api) {
    for found in FieldUse::all(api, DIRECTIVE) {
        if let Some(fault) = fault(api, &found) {
            api.diagnostics.push(fault);
            continue;
        }
        if api.settings.existing_table_of(found.model()).is_some() {
            api.diagnostics.push(existing_table(&found));
        }
        let Expirations(expirations) = api.extensions.get_or_default();
        let expiration =
            Expiration { field: found.field.name.clone(), place: found.directive.location() };
        match expirations.get(found.model()) {
            None => drop(expirations.insert(found.model().clone(), expiration)),
            Some(first) => {
                let fault = duplicate(&found, first);
                api.diagnostics.push(fault);
            }
        }
    }
}

/// Reports the fields that get a resolver, which the table does not store.
pub(super) fn report_resolved_fields(api: &mut Api) {
    let Expirations(expirations) = api.extensions.get().cloned().unwrap_or_default();
    for (model, Expiration { field, place }) in expirations {
        let at = Coordinate::new(model, field);
        if api.resolvers.contains_key(&at) {
            api.diagnostics.push(
                Diagnostic::error(&codes::FIELD, format!("`{at}` is not stored in the table"))
                    .at_node(place, "the field has a resolver")
                    .help("remove `@ttl`, or the directive that resolves the field"),
            );
        }
    }
}

fn fault(api: &Api, found: &FieldUse) -> Option<Diagnostic> {
    let (model, place) = (found.model(), found.directive.location());
    let stored = api.models.get(model)?;
    if stored.is_relational() {
        return Some(requires_dynamodb(&codes::STORE, DIRECTIVE, stored, place));
    }
    if api.settings.conflict_resolution.is_some() {
        let message = "`@ttl` cannot be combined with `conflictResolution`".to_owned();
        return Some(
            Diagnostic::error(&codes::CONFLICT_RESOLUTION, message)
                .at_node(place, "the table's items expire by `_ttl`")
                .help("remove `@ttl`, or `conflictResolution` from the settings"),
        );
    }
    let ty = &found.field.ty;
    let holds_seconds =
        !ty.is_list() && matches!(ty.inner_named_type().as_str(), "AWSTimestamp" | "Int");
    (!holds_seconds).then(|| {
        let message = format!("expected `AWSTimestamp` or `Int`, found `{ty}`");
        Diagnostic::error(&codes::FIELD, message)
            .at_node(ty.inner_named_type().location().or(place), "not a number of seconds")
            .help(format!("write `{}: AWSTimestamp @ttl`", found.field.name))
    })
}

fn duplicate(found: &FieldUse, first: &Expiration) -> Diagnostic {
    let message = format!("duplicate `@ttl` in `{}`", found.model());
    Diagnostic::error(&codes::DUPLICATE, message)
        .at_node(found.directive.location(), "a second field with `@ttl`")
        .at_node(first.place, format!("`{}` is the first", first.field))
        .help("keep `@ttl` on one field")
}

fn existing_table(found: &FieldUse) -> Diagnostic {
    let message = format!("the table of `{}` is not changed", found.model());
    Diagnostic::warning(&codes::EXISTING_TABLE, message)
        .at_node(found.directive.location(), "the settings name a table that exists already")
        .help(format!("enable time to live for `{}` where the table is defined", found.field.name))
}
