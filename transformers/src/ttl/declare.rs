//! The uses of `@ttl`, as data.

use apollo_compiler::parser::SourceSpan;
use burgeon_core::api::{Coordinate, Model};
use burgeon_core::{Api, Declaring, Diagnostic, Expanding, Name};
use indexmap::IndexMap;

use super::lifetime::{self, Lifetime};
use super::{DIRECTIVE, codes};
use crate::field_use::FieldUse;
use crate::requirements::requires_dynamodb;

/// The times at which items expire, by model.
#[derive(Debug, Clone, Default)]
pub(super) struct Expirations(pub(super) IndexMap<Name, Expiration>);

/// The time at which items of a model expire.
#[derive(Debug, Clone)]
pub(super) struct Expiration {
    pub(super) time: Time,
    pub(super) place: Option<SourceSpan>,
}

/// The source of the expiry.
#[derive(Debug, Clone)]
pub(super) enum Time {
    /// A field holds it.
    Field(Name),
    /// It follows from the time in a field.
    After(Lifetime),
}

impl Time {
    /// The field that an item must store.
    pub(super) fn field(&self) -> &Name {
        match self {
            Self::Field(field) | Self::After(Lifetime { field, .. }) => field,
        }
    }

    /// The attribute with the time at which an item expires.
    pub(super) fn attribute<'a>(&'a self, model: &'a Model) -> &'a str {
        match self {
            Self::Field(field) => model.stored.attributes.get(field).unwrap_or(field),
            Self::After(_) => lifetime::ATTRIBUTE,
        }
    }
}

/// Reads every use, and reports those that DynamoDB cannot act on.
pub(super) fn expirations(api: &mut Declaring<'_>) {
    for found in FieldUse::all(api, DIRECTIVE) {
        let place = found.directive.location();
        match fault(api, found.model(), place).or_else(|| field_fault(&found)) {
            Some(fault) => api.report(fault),
            None => {
                let time = Time::Field(found.field.name.clone());
                add(api, found.model(), Expiration { time, place });
            }
        }
    }
    for found in lifetime::Use::all(api) {
        let (model, place) = (found.model(), found.place());
        match fault(api, model, place).map_or_else(|| found.lifetime(api), |fault| Err(vec![fault]))
        {
            Err(faults) => api.report_all(faults),
            Ok(lifetime) => {
                add(api, model, Expiration { time: Time::After(lifetime), place });
            }
        }
    }
}

/// Adds the expiration of a model, unless it has one.
fn add(api: &mut Declaring<'_>, model: &Name, expiration: Expiration) {
    let Some(stored) = api.models.get(model) else { return };
    if api.settings.existing_table_of(model).is_some() {
        let warning = existing_table(stored, &expiration);
        api.report(warning);
    }
    let Expirations(expirations) = api.extension_mut();
    match expirations.get(model) {
        None => drop(expirations.insert(model.clone(), expiration)),
        Some(first) => {
            let fault = duplicate(model, &expiration, first);
            api.report(fault);
        }
    }
}

/// Reports the fields that get a resolver, which the table does not store.
pub(super) fn report_resolved_fields(api: &mut Expanding<'_>) {
    let Expirations(expirations) = api.extensions.get().cloned().unwrap_or_default();
    for (model, Expiration { time, place }) in expirations {
        let at = Coordinate::new(model, time.field().clone());
        if api.resolvers.contains_key(&at) {
            api.report(
                Diagnostic::error(&codes::FIELD, format!("`{at}` is not stored in the table"))
                    .at_node(place, "the field has a resolver")
                    .help("remove `@ttl`, or the directive that resolves the field"),
            );
        }
    }
}

/// The fault of a model whose items cannot expire.
fn fault(api: &Api, model: &Name, place: Option<SourceSpan>) -> Option<Diagnostic> {
    let stored = api.models.get(model)?;
    if stored.is_relational() {
        return Some(requires_dynamodb(&codes::STORE, DIRECTIVE, stored, place));
    }
    api.settings.conflict_resolution.as_ref().map(|_| {
        let message = "`@ttl` cannot be combined with `conflictResolution`".to_owned();
        Diagnostic::error(&codes::CONFLICT_RESOLUTION, message)
            .at_node(place, "the table's items expire by `_ttl`")
            .help("remove `@ttl`, or `conflictResolution` from the settings")
    })
}

fn field_fault(found: &FieldUse) -> Option<Diagnostic> {
    let place = found.directive.location();
    if found.directive.specified_argument_by_name("after").is_some_and(|after| !after.is_null()) {
        let message = "`after` requires `@ttl` on the type".to_owned();
        let help = format!(
            "write `type {} @model @ttl(after: {{ days: 30, field: \"{}\" }})`",
            found.model(),
            found.field.name
        );
        let place = found.place_of("after");
        return Some(
            Diagnostic::error(&codes::AFTER, message)
                .at_node(place, "a duration on a field")
                .help(help),
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

fn duplicate(model: &Name, second: &Expiration, first: &Expiration) -> Diagnostic {
    let message = format!("duplicate `@ttl` in `{model}`");
    let (label, help) = match &second.time {
        Time::Field(_) => ("a second field with `@ttl`", "keep `@ttl` on one field"),
        Time::After(_) => ("the type has `@ttl` too", "keep `@ttl` on the field, or on the type"),
    };
    Diagnostic::error(&codes::DUPLICATE, message)
        .at_node(second.place, label)
        .at_node(first.place, format!("`{}` is the first", first.time.field()))
        .help(help)
}

fn existing_table(model: &Model, expiration: &Expiration) -> Diagnostic {
    let message = format!("the table of `{}` is not changed", model.name);
    let attribute = expiration.time.attribute(model);
    Diagnostic::warning(&codes::EXISTING_TABLE, message)
        .at_node(expiration.place, "the settings name a table that exists already")
        .help(format!("enable time to live for `{attribute}` where the table is defined"))
}
