//! Merges the steps of a resolver into as few AppSync functions as possible.

use std::sync::Arc;

use burgeon_core::api::{Coordinate, DataSource, Policy};
use burgeon_core::resolver::{
    Action, CustomTemplates, MappingTemplate, Needs, Resolver, Slot, Statements, Step,
};
use burgeon_core::source::Source;
use burgeon_core::steps::RAISE_ERROR;
use burgeon_core::steps::guard::{Guard, Subject};
use burgeon_core::{Api, Defect};

use super::planned_request::{IntoRequests, PlannedRequest};
use super::{Function, Kind, PlannedResolver, RequestPair};

/// Defaults for templates that custom resolvers leave out.
const EMPTY_OBJECT: &str = "$util.toJson({})\n";
const EMPTY_PAYLOAD: &str = "{ \"version\": \"2018-05-29\", \"payload\": {} }\n";
const AFTER: &str = "$util.toJson($ctx.prev.result)\n";
const RESULT: &str = "$util.toJson($ctx.result)\n";

/// The resolver of a field.
///
/// # Errors
///
/// A step is about something that the API does not have.
pub(super) fn merge_steps(
    api: &Api,
    at: Coordinate,
    resolver: &Resolver,
) -> Result<PlannedResolver, Defect> {
    let steps = &resolver.steps;
    let mut pipeline = Pipeline::new(api);
    for (position, step) in steps.iter().enumerate() {
        match &step.action {
            // It denies every caller, so no later step can run.
            Action::Guard(guard) if guard.is_closed() => {
                pipeline.deny(first_request(api, &steps[position..])?);
                break;
            }
            Action::Guard(guard) if guard.subject == Subject::Request => {
                let is_guarded_later = steps[position..].iter().any(Step::is_guarded);
                pipeline.deferred_guards.push(DeferredGuard {
                    guard,
                    is_guarded_later,
                    has_run: false,
                });
            }
            _ => pipeline.add(step)?,
        }
    }
    let model = resolver.model.as_ref();
    let model = model.map(|name| api.models.get(name).map_or(name, |model| model.stack_name()));
    Ok(PlannedResolver { at, model: model.cloned(), kind: pipeline.kind() })
}

/// The own request of the first step that makes one.
fn first_request(api: &Api, steps: &[Step]) -> Result<Option<PlannedRequest>, Defect> {
    for step in steps {
        if let Some(request) = step.requests(api, &[])?.pop() {
            return Ok(Some(request));
        }
    }
    Ok(None)
}

/// A guard of the resolver's request that has not been rendered yet.
struct DeferredGuard<'a> {
    guard: &'a Guard,
    /// Whether a later step renders the guard into its own request.
    is_guarded_later: bool,
    has_run: bool,
}

enum Part {
    PlannedRequest(Box<PlannedRequest>),
    Custom(Slot, CustomTemplates),
}

/// The requests so far, and the statements and guards for the next one.
struct Pipeline<'a> {
    api: &'a Api,
    /// Statements before the first part.
    before: String,
    parts: Vec<Part>,
    buffered: String,
    deferred_guards: Vec<DeferredGuard<'a>>,
    /// Statements that run on the result of the last part.
    last: Vec<&'a dyn Statements>,
}

impl<'a> Pipeline<'a> {
    fn new(api: &'a Api) -> Self {
        let (before, buffered) = (String::new(), String::new());
        Self { api, before, parts: vec![], buffered, deferred_guards: vec![], last: vec![] }
    }

    fn deny(&mut self, request: Option<PlannedRequest>) {
        let mut request = request.unwrap_or_else(|| PlannedRequest::nothing(Slot::Data));
        request.uses.clear();
        request.needs = Needs::default();
        request.request = MappingTemplate {
            statements: Guard::of_request(Policy::deny_all()).statements(),
            output: String::new(),
        };
        request.response =
            MappingTemplate { statements: String::new(), output: "null\n".to_owned() };
        self.push(request);
    }

    fn add(&mut self, step: &'a Step) -> Result<(), Defect> {
        match &step.action {
            Action::Guard(guard) => self.buffered.push_str(&guard.statements()),
            Action::Statements(statements) => {
                let before = statements.before();
                if !before.is_empty() {
                    // Denied callers must not see the errors of these statements.
                    self.emit_guards();
                }
                self.buffered.push_str(&before);
                self.run_after(&statements.after());
                self.last.push(statements.as_ref());
            }
            Action::Custom(templates) => {
                self.emit_guards();
                self.flush(step.slot);
                self.parts.push(Part::Custom(step.slot, templates.clone()));
            }
            Action::DynamoDb(_)
            | Action::Relational(_)
            | Action::GuardedRequest(_)
            | Action::Request(_) => {
                if !step.is_guarded() {
                    self.emit_guards();
                }
                let policies: Vec<&Policy> =
                    self.deferred_guards.iter().map(|deferred| &deferred.guard.policy).collect();
                let requests = step.requests(self.api, &policies)?;
                if step.is_guarded() && !requests.is_empty() {
                    // The request denies callers itself, so the guards have run.
                    self.deferred_guards.iter_mut().for_each(|deferred| deferred.has_run = true);
                }
                requests.into_iter().for_each(|request| self.push(request));
            }
        }
        Ok(())
    }

    /// Emits the deferred guards before a step that does not check callers itself.
    fn emit_guards(&mut self) {
        for deferred in self.deferred_guards.iter_mut().filter(|deferred| !deferred.has_run) {
            deferred.has_run = true;
            let subject = if deferred.is_guarded_later { Subject::Request } else { Subject::None };
            let policy = deferred.guard.policy.clone();
            self.buffered.push_str(&Guard { policy, subject }.statements());
        }
        // A static policy depends only on the caller, so it is not checked again.
        self.deferred_guards.retain(|deferred| !deferred.guard.policy.is_static());
    }

    /// Emits the buffered statements before a step that they cannot be merged into.
    fn flush(&mut self, slot: Slot) {
        if self.buffered.is_empty() {
            return;
        }
        let statements = std::mem::take(&mut self.buffered);
        match self.parts.last_mut() {
            None => self.before.push_str(&statements),
            Some(_) => self.parts.push(Part::PlannedRequest(Box::new(PlannedRequest {
                request: MappingTemplate { statements, output: EMPTY_PAYLOAD.to_owned() },
                response: MappingTemplate { statements: String::new(), output: AFTER.to_owned() },
                ..PlannedRequest::nothing(slot)
            }))),
        }
    }

    fn push(&mut self, mut request: PlannedRequest) {
        request.request.statements.insert_str(0, &std::mem::take(&mut self.buffered));
        self.parts.push(Part::PlannedRequest(Box::new(request)));
    }

    fn run_after(&mut self, statements: &str) {
        if let Some(request) = self.parts.iter_mut().rev().find_map(Part::request) {
            request.response.statements.push_str(statements);
        }
    }

    /// Renders the statements that run last on the result. They are added to the last response
    /// template if it prints one reference. Otherwise they are returned, for the pipeline's own
    /// response template.
    fn run_last(&mut self) -> String {
        let on = |last: &[&dyn Statements], answer: &str| -> String {
            last.iter().map(|statements| statements.on_final_result(answer)).collect()
        };
        if let Some(Part::PlannedRequest(request)) = self.parts.last_mut()
            && let Some(answer) = request.response.printed()
        {
            let statements = on(&self.last, answer);
            request.response.statements.push_str(&statements);
            return String::new();
        }
        on(&self.last, "ctx.prev.result")
    }

    fn kind(mut self) -> Kind {
        let buffered = std::mem::take(&mut self.buffered);
        self.run_after(&buffered);
        let after = self.run_last();
        let (before, mut parts) = (self.before, self.parts);
        if let [Part::PlannedRequest(_)] = parts.as_slice()
            && before.is_empty()
            && after.is_empty()
            && let Some(Part::PlannedRequest(request)) = parts.pop()
        {
            return Kind::Unit(request.request_pair());
        }
        if let [Part::Custom(slot, templates)] = parts.as_slice()
            && templates.number.is_none()
            && after.is_empty()
        {
            let mut request_pair = custom_request_pair(*slot, templates.clone());
            request_pair.request.insert_str(0, &before);
            return Kind::Unit(request_pair);
        }
        let mut functions: Vec<Function> = Vec::new();
        for mut function in parts.into_iter().map(Part::function) {
            let slot = function.slot.name();
            let mut number = 1;
            while functions.iter().any(|other| other.name == function.name) {
                number += 1;
                function.name = format!("{slot}.{number}");
            }
            functions.push(function);
        }
        Kind::Pipeline { before: before + EMPTY_OBJECT, functions, after: after + AFTER }
    }
}

impl Part {
    fn request(&mut self) -> Option<&mut PlannedRequest> {
        match self {
            Self::PlannedRequest(request) => Some(request),
            Self::Custom(..) => None,
        }
    }

    fn function(self) -> Function {
        match self {
            Self::PlannedRequest(request) => Function {
                name: request.slot.name().to_owned(),
                slot: request.slot,
                request_pair: request.request_pair(),
            },
            Self::Custom(slot, templates) => {
                let number = templates.number.map(|number| format!(".{number}"));
                let number = number.unwrap_or_default();
                let name = format!("{}{number}", slot.name());
                Function { name, slot, request_pair: custom_request_pair(slot, templates) }
            }
        }
    }
}

/// The request of a custom resolver, with defaults for the templates that it leaves out.
fn custom_request_pair(slot: Slot, templates: CustomTemplates) -> RequestPair {
    // Outside of the slot `data`, a function passes the previous result on.
    let output = if slot == Slot::Data { RESULT } else { AFTER };
    let raise = if templates.data_source == DataSource::None { "" } else { RAISE_ERROR };
    let result = [raise, output].concat();
    let text = |template: Option<Arc<Source>>, absent: String| {
        template.map_or(absent, |source| source.text.clone())
    };
    RequestPair {
        data_source: templates.data_source,
        uses: templates.uses,
        versioned: false,
        needs: templates.needs,
        request: text(templates.request, EMPTY_PAYLOAD.to_owned()),
        response: text(templates.response, result),
    }
}
