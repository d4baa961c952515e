//! What stands before fields that not everybody may read.

use std::sync::Arc;

use burgeon_core::api::{Caller, Claim, Coordinate, Model, Policy, SubscriptionLevel};
use burgeon_core::resolver::{Action, Resolver, Slot, Statements, Step};
use burgeon_core::schema::FieldDefinition;
use burgeon_core::steps::dynamodb::Request;
use burgeon_core::steps::guard::{Guard, Subject};
use burgeon_core::steps::source_field::{OPERATION, SourceField};
use burgeon_core::{Api, Diagnostic, Name};

use super::codes;

/// Guards the fields of models and of other types.
pub(super) fn add(api: &mut Api) {
    let models: Vec<Model> = api.models.values().cloned().collect();
    for model in models.iter().filter(|model| model.policy.has_rules()) {
        guard_fields(api, model);
        shorten_owners(api, model);
    }
    for (at, policy) in api.field_policies.clone() {
        let guard = Guard { policy, subject: Subject::None };
        add_guard(api, at, guard, None);
    }
}

fn guard_fields(api: &mut Api, model: &Model) {
    let is_told = model.subscriptions.level == SubscriptionLevel::On;
    let mut has_hidden = false;
    for field in model.policy.fields() {
        let Some(policy) = model.policy.of_field(field) else { continue };
        let Some(definition) = definition(api, &model.name, field) else { continue };
        if is_told && definition.ty.is_non_null() {
            report_required(api, model, &definition, &policy);
        }
        let at = Coordinate::new(model.name.clone(), field.clone());
        add_guard(api, at, Guard { policy, subject: Subject::Source }, Some(model));
        has_hidden = true;
    }
    if has_hidden && is_told {
        mark_mutations(api, model);
    }
}

/// Puts a guard before a field, which gets a resolver if it has none.
fn add_guard(api: &mut Api, at: Coordinate, guard: Guard, model: Option<&Model>) {
    let step = Step::new(Slot::Auth, Action::Guard(guard));
    let is_told = model.is_some_and(|model| model.subscriptions.level == SubscriptionLevel::On);
    let resolver = api.resolvers.entry(at.clone()).or_insert_with(|| {
        let request = SourceField { hidden_below_mutations: is_told, ..plain(&at.field) };
        source_resolver(model, request)
    });
    resolver.add(step);
}

/// Shows owners who are known by several claims by the last one: the others are nobody's business.
fn shorten_owners(api: &mut Api, model: &Model) {
    for naming in model.policy.ruled_callers().filter_map(Caller::naming) {
        let Claim::Identity(claims) = &naming.claim else { continue };
        if claims.len() < 2 {
            continue;
        }
        let at = Coordinate::new(model.name.clone(), naming.field.clone());
        let hidden = model.policy.of_field(&naming.field).is_some()
            && model.subscriptions.level == SubscriptionLevel::On;
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

/// Lets what stands below a model's mutations know that it does.
fn mark_mutations(api: &mut Api, model: &Model) {
    let writes = |step: &Step| match &step.action {
        Action::DynamoDb(operation) if operation.model == model.name => matches!(
            operation.request,
            Request::PutItem(_) | Request::UpdateItem(_) | Request::DeleteItem(_)
        ),
        _ => false,
    };
    for resolver in api.resolvers.values_mut() {
        if resolver.steps.iter().any(writes) {
            resolver.add(Step::new(Slot::Data, Action::Statements(Arc::new(Mark))));
        }
    }
}

/// Says in an answer that a mutation gave it.
#[derive(Debug)]
struct Mark;

impl Statements for Mark {
    fn after(&self) -> String {
        format!("$util.qr($ctx.result.put(\"{OPERATION}\", \"Mutation\"))\n")
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
    api.diagnostics.push(
        Diagnostic::error(&codes::REQUIRED_FIELD, message)
            .at_node(field.name.location(), "required, and not for all who may read the object")
            .help("add rules that let all readers read it, or make the field nullable"),
    );
}
