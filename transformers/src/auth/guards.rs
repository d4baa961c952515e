//! Guards of fields that some readers may not read, and of requests that compare such fields.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use burgeon_core::api::{Caller, Claim, Coordinate, Model, Policy, SubscriptionLevel};
use burgeon_core::resolver::{Action, Resolver, Slot, Step};
use burgeon_core::schema::FieldDefinition;
use burgeon_core::steps::guard::{Guard, RestrictedFields, Subject};
use burgeon_core::steps::source_field::SourceField;
use burgeon_core::{Api, Diagnostic, Expanding, Name};

use super::nested_field_rules::NestedFieldRules;
use super::relations::Redaction;
use super::subscription_payload::PayloadGraph;
use super::{codes, relations};

/// Guards relations, the fields of models and those of other types.
pub(super) fn add(api: &mut Expanding<'_>, payload: &PayloadGraph) {
    let parts = NestedFieldRules::find(api, payload);
    let ruled: Vec<Model> =
        api.models.values().filter(|model| model.policy.has_rules()).cloned().collect();
    let guarded: Vec<_> = ruled.iter().map(|model| guarded_fields(api, model)).collect();
    let hiding_relations = relations::hiding(api, payload);
    let of_models = ruled.iter().zip(&guarded).filter(|(model, guarded)| {
        payload.contains(&model.name)
            && (hiding_relations.contains(&model.name) || !guarded.is_empty())
    });
    let mut hiding: BTreeSet<Name> = of_models.map(|(model, _)| model.name.clone()).collect();
    hiding.extend(parts.hiding().cloned());
    // Fields that are nested in an object have no resolver yet.
    payload.tag(api, &hiding);
    relations::guard(api, payload);
    for (model, guarded) in ruled.iter().zip(guarded) {
        guard_fields(api, model, guarded, payload.contains(&model.name));
        shorten_owners(api, model);
    }
    limit_comparisons(api);
    for (at, policy) in api.field_policies.clone() {
        let is_hidden = parts.hides(&at);
        add_guard(api, at, Guard { policy, subject: Subject::None }, None, is_hidden);
    }
    parts.report_required(api);
}

/// Makes requests check the fields that they compare.
fn limit_comparisons(api: &mut Expanding<'_>) {
    let restricted: BTreeMap<Name, Vec<RestrictedFields>> = api
        .models
        .values()
        .map(|model| (model.name.clone(), model.policy.of_fields()))
        .filter(|(_, restricted)| !restricted.is_empty())
        .collect();
    for step in api.resolvers_mut().values_mut().flat_map(|resolver| &mut resolver.steps) {
        let (model, limits) = match &mut step.action {
            Action::DynamoDb(operation) => (&operation.model, &mut operation.restricted_fields),
            Action::Relational(operation) => (&operation.model, &mut operation.restricted_fields),
            _ => continue,
        };
        if let Some(restricted) = restricted.get(model) {
            limits.clone_from(restricted);
        }
    }
}

/// The fields of a model that some of its readers may not read, each with its readers.
fn guarded_fields(api: &Api, model: &Model) -> Vec<(FieldDefinition, Policy)> {
    let fields = model.policy.fields().iter();
    let guarded = fields.filter_map(|field| {
        let policy = model.policy.of_field(field)?;
        Some((definition(api, &model.name, field)?, policy))
    });
    guarded.collect()
}

fn guard_fields(
    api: &mut Expanding<'_>,
    model: &Model,
    guarded: Vec<(FieldDefinition, Policy)>,
    is_published: bool,
) {
    for (field, policy) in guarded {
        if field.ty.is_non_null() {
            report_required(api, model, &field, &policy);
        }
        let at = Coordinate::new(model.name.clone(), field.name.clone());
        let guard = Guard { policy, subject: Subject::Source };
        add_guard(api, at, guard, Some(model), is_published);
    }
}

/// Adds a guard to a field; a field without a resolver gets one.
fn add_guard(
    api: &mut Expanding<'_>,
    at: Coordinate,
    guard: Guard,
    model: Option<&Model>,
    is_published: bool,
) {
    let is_relation = api.relations.contains_key(&at);
    let resolver = resolver_of(api, &at, model.map(|model| model.name.clone()));
    resolver.add(Step::new(Slot::Auth, Action::Guard(guard)));
    // Relations redact themselves.
    if is_published && !is_relation {
        let requests = resolver.steps.iter().filter(|step| step.slot == Slot::Data).count();
        let redaction = if requests > 1 { Redaction::Refusal } else { Redaction::Null };
        resolver.add(Step::new(Slot::PostAuth, Action::Statements(Arc::new(redaction))));
    }
}

/// The resolver of a field; by default it returns the field of the source object.
fn resolver_of<'a>(
    api: &'a mut Expanding<'_>,
    at: &Coordinate,
    model: Option<Name>,
) -> &'a mut Resolver {
    let of_source = || {
        let field = at.field.clone();
        let request = SourceField { field, shown_by_last_claim: false, is_list: false };
        let data = Step::new(Slot::Data, Action::Request(Arc::new(request)));
        Resolver { model, steps: vec![data] }
    };
    api.resolvers_mut().entry(at.clone()).or_insert_with(of_source)
}

/// Shows an owner of several claims by the last claim only. The other claims are private.
fn shorten_owners(api: &mut Expanding<'_>, model: &Model) {
    for naming in model.policy.ruled_callers().filter_map(Caller::naming) {
        let Claim::Identity(claims) = &naming.claim else { continue };
        if claims.len() < 2 {
            continue;
        }
        let at = Coordinate::new(model.name.clone(), naming.field.clone());
        let request = SourceField {
            shown_by_last_claim: true,
            is_list: naming.is_list,
            field: naming.field.clone(),
        };
        let resolver = resolver_of(api, &at, Some(model.name.clone()));
        resolver.steps.retain(|step| step.slot != Slot::Data);
        resolver.add(Step::new(Slot::Data, Action::Request(Arc::new(request))));
    }
}

fn definition(api: &Api, model: &Name, field: &Name) -> Option<FieldDefinition> {
    let found = api.schema.get_object(model)?.fields.get(field)?;
    Some((***found).clone())
}

fn report_required(
    api: &mut Expanding<'_>,
    model: &Model,
    field: &FieldDefinition,
    readers: &Policy,
) {
    let shut_out = model
        .policy
        .callers()
        .find(|caller| !readers.grants.iter().any(|grant| grant.caller == **caller));
    let from = shut_out.map(|caller| format!(" `{caller}`")).unwrap_or_default();
    let message =
        format!("non-null field `{}.{}` is not readable by{from}", model.name, field.name);
    let fault = match model.subscriptions.level {
        SubscriptionLevel::On => Diagnostic::error(&codes::REQUIRED_FIELD, message),
        // Other callers cannot use an object without the field.
        _ => Diagnostic::warning(&codes::REQUIRED_FIELD, message),
    };
    api.report(
        fault
            .at_node(
                field.name.location(),
                "non-null, but some readers of the model may not read it",
            )
            .help("add rules that allow all readers to read it, or make the field nullable"),
    );
}
