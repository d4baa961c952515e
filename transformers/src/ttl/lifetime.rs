//! `@ttl(after:)` on a type: items expire some time after the time in a field.

use apollo_compiler::Node;
use apollo_compiler::ast::{Directive, Value};
use apollo_compiler::parser::SourceSpan;
use burgeon_core::api::Model;
use burgeon_core::arguments::arguments_or_fault;
use burgeon_core::resolver::Action;
use burgeon_core::schema::{ExtendedType, ObjectType};
use burgeon_core::stage::{DeclaredParts, ExpandedParts};
use burgeon_core::steps::dynamodb::DerivedAttribute;
use burgeon_core::vtl::{Expression, property};
use burgeon_core::{Api, Declaring, Diagnostic, Expanding, Name};
use serde::Deserialize;

use super::declare::{Expirations, Time};
use super::{DIRECTIVE, codes};
use crate::requirements::{NO_MODEL, requires_model};

/// The attribute with the time at which an item expires.
pub(super) const ATTRIBUTE: &str = "__ttl";

const SECONDS_OF_HOUR: i64 = 3600;
const SECONDS_OF_DAY: i64 = 24 * SECONDS_OF_HOUR;

/// The longest duration: fifty years. Its seconds are an integer of the template language.
const LONGEST: i64 = 18_250 * SECONDS_OF_DAY;

/// The lifetime of items, and the field that it begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lifetime {
    /// The field with the time that the duration begins at.
    pub(super) field: Name,
    /// Whether the field holds seconds since 1970; otherwise a text in ISO 8601.
    is_timestamp: bool,
    seconds: i64,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct After {
    days: Option<i64>,
    hours: Option<i64>,
    field: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Arguments {
    after: Option<After>,
}

/// A use of the directive on the type of a model.
pub(super) struct Use {
    object: Node<ObjectType>,
    directive: Node<Directive>,
}

impl Use {
    /// All uses, in the order of the schema. One on another type is reported.
    pub(super) fn all(api: &mut Declaring<'_>) -> Vec<Self> {
        let mut uses = Vec::new();
        let DeclaredParts { schema, models, diagnostics, .. } = api.parts();
        for ty in schema.types.values() {
            let ExtendedType::Object(object) = ty else { continue };
            for directive in object.directives.get_all(DIRECTIVE) {
                let directive = directive.node.clone();
                match models.contains_key(&object.name) {
                    true => uses.push(Self { object: object.clone(), directive }),
                    false => {
                        let place = directive.location();
                        diagnostics.push(requires_model(&NO_MODEL, DIRECTIVE, ty, place));
                    }
                }
            }
        }
        uses
    }

    /// The model.
    pub(super) fn model(&self) -> &Name {
        &self.object.name
    }

    /// The location of the directive.
    pub(super) fn place(&self) -> Option<SourceSpan> {
        self.directive.location()
    }

    /// The lifetime of the items.
    pub(super) fn lifetime(&self, api: &Api) -> Result<Lifetime, Vec<Diagnostic>> {
        let Some(model) = api.models.get(self.model()) else { return Err(vec![]) };
        let arguments = arguments_or_fault(&self.directive, &codes::AFTER);
        let Arguments { after } = arguments.map_err(|fault| vec![fault])?;
        let Some(after) = after else { return Err(vec![self.without_duration()]) };
        match (self.seconds(&after), self.beginning(model, after.field.as_deref())) {
            (Ok(seconds), Ok((field, is_timestamp))) => {
                Ok(Lifetime { field, is_timestamp, seconds })
            }
            (seconds, beginning) => {
                Err([seconds.err(), beginning.err()].into_iter().flatten().collect())
            }
        }
    }

    fn seconds(&self, after: &After) -> Result<i64, Diagnostic> {
        let fault = |message: &str, label: &str, part: Option<&str>| {
            Diagnostic::error(&codes::DURATION, message)
                .at_node(self.place_of(part), label)
                .help("write `after: { days: 30 }`")
        };
        for (part, amount) in [("days", after.days), ("hours", after.hours)] {
            if amount.is_some_and(|amount| amount < 0) {
                let message = format!("`{part}` cannot be negative");
                return Err(fault(&message, "items would expire before that time", Some(part)));
            }
        }
        // Each is an `Int` of GraphQL.
        let days = after.days.unwrap_or_default().saturating_mul(SECONDS_OF_DAY);
        let hours = after.hours.unwrap_or_default().saturating_mul(SECONDS_OF_HOUR);
        match days.saturating_add(hours) {
            0 => Err(fault("expected a duration", "`days` or `hours` is missing", None)),
            seconds if seconds > LONGEST => {
                let message = "the duration is longer than fifty years";
                Err(fault(message, "items would never expire", None))
            }
            seconds => Ok(seconds),
        }
    }

    /// The field with the time that the duration begins at, and whether it holds seconds.
    fn beginning(&self, model: &Model, given: Option<&str>) -> Result<(Name, bool), Diagnostic> {
        let fault = |message: String, label: &str| {
            let place = self.place_of(Some("field"));
            Diagnostic::error(&codes::BEGINNING, message).at_node(place, label)
        };
        let created_at = model.timestamps.created_at.as_ref();
        let Some(name) = given.or(created_at.map(|field| field.as_str())) else {
            let message = format!("`{}` has no timestamp of its creation", model.name);
            return Err(fault(message, "the duration has no beginning")
                .help("name a field: `after: { days: 30, field: \"…\" }`"));
        };
        if let Some(field) = self.object.fields.get(name) {
            let is_timestamp = match (field.ty.is_list(), field.ty.inner_named_type().as_str()) {
                (false, "AWSDateTime") => false,
                (false, "AWSTimestamp") => true,
                _ => {
                    let found = &field.ty;
                    let message =
                        format!("expected `AWSDateTime` or `AWSTimestamp`, found `{found}`");
                    return Err(fault(message, "the field does not hold a time")
                        .at_node(found.inner_named_type().location(), "the field's type")
                        .help("name a field with a time, or change the field's type"));
                }
            };
            return Ok((field.name.clone(), is_timestamp));
        }
        // Timestamps are added to the type later, as `AWSDateTime`.
        match model.timestamps.fields().find(|field| field.as_str() == name) {
            Some(field) => Ok((field.clone(), false)),
            None => {
                let message = format!("unknown field `{name}` in `{}`", model.name);
                let timestamps = model.timestamps.fields().map(Name::as_str);
                let known = self.object.fields.keys().map(Name::as_str).chain(timestamps);
                Err(fault(message, "the duration has no beginning").did_you_mean(name, known))
            }
        }
    }

    fn without_duration(&self) -> Diagnostic {
        Diagnostic::error(&codes::AFTER, "`@ttl` on a type requires `after`")
            .at_node(self.place(), "a duration is missing")
            .help("write `@ttl(after: { days: 30 })`, or write `@ttl` on the field with the time")
    }

    /// The location of a part of `after`, or else of the argument, or else of the directive.
    fn place_of(&self, part: Option<&str>) -> Option<SourceSpan> {
        let after = self.directive.specified_argument_by_name("after");
        let parts = after.and_then(|after| match &**after {
            Value::Object(parts) => Some(parts),
            _ => None,
        });
        let found = part.zip(parts).and_then(|(name, parts)| {
            parts.iter().find(|(part, _)| part == name).and_then(|(_, value)| value.location())
        });
        found.or_else(|| after?.location()).or_else(|| self.place())
    }
}

impl Lifetime {
    /// The attribute that every write of the field sets.
    fn attribute(&self, model: &Model) -> DerivedAttribute {
        let field = model.stored.attributes.get(&self.field).unwrap_or(&self.field).clone();
        let value = format!("$values{}", property(&field));
        let begins = match self.is_timestamp {
            true => value,
            false => {
                let milliseconds = format!("$util.time.parseISO8601ToEpochMilliSeconds({value})");
                format!("$util.time.epochMilliSecondsToSeconds({milliseconds})")
            }
        };
        let value = Expression::raw(format!("{begins} + {}", self.seconds));
        DerivedAttribute { attribute: ATTRIBUTE, field, value }
    }
}

/// Has the writes of each model set the time at which the item expires.
pub(super) fn write(api: &mut Expanding<'_>) {
    let Expirations(expirations) = api.extensions.get().cloned().unwrap_or_default();
    let ExpandedParts { resolvers, models, .. } = api.parts();
    for step in resolvers.values_mut().flat_map(|resolver| &mut resolver.steps) {
        let Action::DynamoDb(operation) = &mut step.action else { continue };
        let Some(expiration) = expirations.get(&operation.model) else { continue };
        let (Time::After(lifetime), Some(model)) = (&expiration.time, models.get(&operation.model))
        else {
            continue;
        };
        operation.derive_attribute(&lifetime.attribute(model));
    }
}
