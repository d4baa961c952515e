//! What stands before fields that not everybody may read.

use std::collections::BTreeSet;
use std::sync::Arc;

use burgeon_core::api::{Caller, Claim, Coordinate, Model, Policy, SubscriptionLevel};
use burgeon_core::resolver::{Action, Resolver, Slot, Step};
use burgeon_core::schema::FieldDefinition;
use burgeon_core::steps::guard::{Guard, Subject};
use burgeon_core::steps::source_field::SourceField;
use burgeon_core::{Api, Diagnostic, Name};

use super::told::Told;
use super::{codes, relations};

/// Guards relations, the fields of models and those of other types.
pub(super) fn add(api: &mut Api) {
    let told = Told::find(api);
    relations::guard(api, &told);
    let models: Vec<Model> = api.models.values().cloned().collect();
    let mut hiding = BTreeSet::new();
    for model in models.iter().filter(|model| model.policy.has_rules()) {
        let is_told = told.contains(&model.name);
        let has_guarded = guard_fields(api, model, is_told);
        if is_told && (has_guarded || relations::hides(api, model, &told)) {
            hiding.insert(model.name.clone());
        }
        shorten_owners(api, model, is_told);
    }
    told.mark(api, &hiding);
    for (at, policy) in api.field_policies.clone() {
        add_guard(api, at, Guard { policy, subject: Subject::None }, None, false);
    }
}

/// Guards the fields of a model that not all its readers may read. Returns whether there are any.
fn guard_fields(api: &mut Api, model: &Model, is_told: bool) -> bool {
    let mut has_guarded = false;
    for field in model.policy.fields() {
        let Some(policy) = model.policy.of_field(field) else { continue };
        let Some(definition) = definition(api, &model.name, field) else { continue };
        if definition.ty.is_non_null() {
            report_required(api, model, &definition, &policy);
        }
        let at = Coordinate::new(model.name.clone(), field.clone());
        let guard = Guard { policy, subject: Subject::Source };
        add_guard(api, at, guard, Some(model), is_told);
        has_guarded = true;
    }
    has_guarded
}

/// Puts a guard before a field, which gets a resolver if it has none.
fn add_guard(api: &mut Api, at: Coordinate, guard: Guard, model: Option<&Model>, is_told: bool) {
    let step = Step::new(Slot::Auth, Action::Guard(guard));
    let resolver = api.resolvers.entry(at.clone()).or_insert_with(|| {
        let request = SourceField { hidden_below_mutations: is_told, ..plain(&at.field) };
        source_resolver(model, request)
    });
    resolver.add(step);
}

/// Shows owners who are known by several claims by the last one: the others are nobody's business.
fn shorten_owners(api: &mut Api, model: &Model, is_told: bool) {
    for naming in model.policy.ruled_callers().filter_map(Caller::naming) {
        let Claim::Identity(claims) = &naming.claim else { continue };
        if claims.len() < 2 {
            continue;
        }
        let at = Coordinate::new(model.name.clone(), naming.field.clone());
        let hidden = is_told && model.policy.of_field(&naming.field).is_some();
        let request = SourceField {
            hidden_below_mutations: hidden,
            shown_by_last_claim: true,
            is_list: naming.is_list,
            field: naming.field.clone(),
        };
        match api.resolvers.get_mut(&at) {
            None => drop(api.resolvers.insert(at, source_resolver(Some(model), request))),
            Some(resolver) => {
                let data = Action::Request(Arc::new(request));
                resolver.steps.retain(|step| step.slot != Slot::Data);
                resolver.add(Step::new(Slot::Data, data));
            }
        }
    }
}

fn source_resolver(model: Option<&Model>, request: SourceField) -> Resolver {
    let data = Step::new(Slot::Data, Action::Request(Arc::new(request)));
    Resolver { model: model.map(|model| model.name.clone()), steps: vec![data] }
}

fn plain(field: &Name) -> SourceField {
    SourceField {
        field: field.clone(),
        hidden_below_mutations: false,
        shown_by_last_claim: false,
        is_list: false,
    }
}

fn definition(api: &Api, model: &Name, field: &Name) -> Option<FieldDefinition> {
    let found = api.schema.get_object(model)?.fields.get(field)?;
    Some((***found).clone())
}

fn report_required(api: &mut Api, model: &Model, field: &FieldDefinition, readers: &Policy) {
    let shut_out = model
        .policy
        .callers()
        .find(|caller| !readers.grants.iter().any(|grant| grant.caller == **caller));
    let whom = shut_out.map(|caller| format!(" `{caller}`")).unwrap_or_default();
    let message = format!("`{}.{}` is required but hidden from{whom}", model.name, field.name);
    let fault = match model.subscriptions.level {
        SubscriptionLevel::On => Diagnostic::error(&codes::REQUIRED_FIELD, message),
        // Only who may read the field can make anything of the object.
        _ => Diagnostic::warning(&codes::REQUIRED_FIELD, message),
    };
    api.diagnostics.push(
        fault
            .at_node(field.name.location(), "required, and not for all who may read the object")
            .help("add rules that let all readers read it, or make the field nullable"),
    );
}
