//! From state to state.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use serde_json::{Map, Value as Json, json};

use super::{Exit, Failure, Visit, World, choice, data, map, parallel, retry, task};
use crate::definition::{Catcher, Kind, Machine, State, Template, Transition, Until};
use crate::time;

/// The scope of a branch: its context object, variables and last event.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    pub(super) context: Rc<RefCell<Json>>,
    pub(super) variables: Rc<RefCell<HashMap<String, Json>>>,
    pub(super) event: Rc<Cell<usize>>,
    /// The variables that the current state has assigned, as JSON texts.
    pub(super) assigned: Rc<RefCell<Map<String, Json>>>,
    /// Whether a `Parallel` or a `Map` has started and not succeeded.
    pub(super) has_started: Rc<Cell<bool>>,
}

impl Scope {
    pub(super) fn new(context: Json, event: Rc<Cell<usize>>) -> Self {
        Self {
            context: Rc::new(RefCell::new(context)),
            variables: Rc::default(),
            event,
            assigned: Rc::default(),
            has_started: Rc::default(),
        }
    }

    /// A scope in this one: what it changes stays inside.
    pub(super) fn inner(&self) -> Self {
        Self {
            context: Rc::new(RefCell::new(self.context.borrow().clone())),
            variables: Rc::new(RefCell::new(self.variables.borrow().clone())),
            event: Rc::new(Cell::new(self.event.get())),
            assigned: Rc::default(),
            has_started: Rc::default(),
        }
    }

    pub(super) fn set(&self, part: &str, value: Json) {
        if let Some(members) = self.context.borrow_mut().as_object_mut() {
            members.insert(part.to_owned(), value);
        }
    }
}

/// A running part; boxed, because machines nest.
pub(super) type Work<'w, T> = Pin<Box<dyn Future<Output = Result<T, Failure>> + 'w>>;

/// The result of a state.
pub(super) struct Step<'m> {
    pub(super) output: Json,
    pub(super) next: Option<&'m str>,
    exit: Exit,
}

impl World<'_> {
    /// Records that a state is entered, and returns the number of the visit.
    fn enter(&self, state: &State) -> usize {
        let mut visits = self.visits.borrow_mut();
        visits.push(Visit { state: state.name.clone(), exit: None });
        visits.len() - 1
    }

    /// Records how the state of a visit is left.
    fn leave(&self, visit: usize, exit: Exit) {
        if let Some(visit) = self.visits.borrow_mut().get_mut(visit) {
            visit.exit = Some(exit);
        }
    }
}

/// Runs a machine.
pub(super) fn run<'w>(
    world: Rc<World<'w>>,
    machine: &'w Machine,
    input: Json,
    scope: Scope,
) -> Work<'w, Json> {
    Box::pin(async move {
        let mut name = machine.start_at.name.as_str();
        let mut value = input;
        loop {
            let missing = || Failure::runtime(format!("unknown state `{name}`"));
            let state = machine.states.get(name).ok_or_else(missing)?;
            let step = state_in(&world, state, value, &scope).await?;
            value = step.output;
            match step.next {
                Some(next) => name = next,
                None => return Ok(value),
            }
        }
    })
}

/// Runs a state: entered, tried, caught, left.
async fn state_in<'w>(
    world: &Rc<World<'w>>,
    state: &'w State,
    input: Json,
    scope: &Scope,
) -> Result<Step<'w>, Failure> {
    let kind = state.kind.name();
    let entered = time::format(world.clock.now());
    scope.set("State", json!({"EnteredTime": entered, "Name": state.name, "RetryCount": 0}));
    let details = json!({"name": state.name, "input": input.to_string()});
    world.record_in(scope, &format!("{kind}StateEntered"), details)?;
    scope.assigned.borrow_mut().clear();
    let visit = world.enter(state);
    let mut attempts = vec![0; state.retry.len()];
    let step = loop {
        match attempt(world, state, &input, scope).await {
            Ok(step) => break step,
            Err(failure) => {
                let retried = retry::delay(world, state, &failure, &mut attempts);
                if let Some(milliseconds) = retried {
                    world.clock.pass(milliseconds).await;
                    let count: u64 = attempts.iter().sum();
                    scope.set(
                        "State",
                        json!({"EnteredTime": entered, "Name": state.name, "RetryCount": count}),
                    );
                    continue;
                }
                // A retry only starts the state again; its end is recorded once.
                if scope.has_started.take() {
                    world.record_in(scope, &format!("{kind}StateFailed"), failure.details())?;
                }
                let mut catchers = state.catch.iter().enumerate();
                let catcher = catchers.find(|(_, catcher)| failure.is_among(&catcher.errors));
                let Some((position, catcher)) = catcher else {
                    world.leave(visit, Exit::Failed);
                    return Err(failure);
                };
                let step = caught(world, state, catcher, &input, &failure, scope)?;
                break Step { exit: Exit::Catcher(position), ..step };
            }
        }
    };
    world.leave(visit, step.exit);
    data::fits(world, &step.output)?;
    if !matches!(state.kind, Kind::Fail { .. }) {
        let mut details = json!({"name": state.name, "output": step.output.to_string()});
        let assigned = std::mem::take(&mut *scope.assigned.borrow_mut());
        if !assigned.is_empty() {
            details["assignedVariables"] = Json::Object(assigned);
        }
        world.record_in(scope, &format!("{kind}StateExited"), details)?;
    }
    Ok(step)
}

/// Does what a state does, once.
pub(super) async fn attempt<'w>(
    world: &Rc<World<'w>>,
    state: &'w State,
    input: &Json,
    scope: &Scope,
) -> Result<Step<'w>, Failure> {
    let frame = data::Frame::new(world, state, input, scope);
    let selected = frame.select("InputPath", &state.input_path, input)?;
    if !frame.is_jsonata() {
        world.stage(state, "afterInputPath", &selected);
    }
    let next = match &state.transition {
        Transition::Next(target) => Some(target.name.as_str()),
        Transition::End | Transition::None => None,
    };
    let result = match &state.kind {
        Kind::Choice(rules) => return choose(&frame, state, rules, &selected),
        Kind::Wait(until) => {
            world.clock.until(wait_end(world, &frame, until, &selected)?).await;
            selected.clone()
        }
        Kind::Succeed => selected.clone(),
        Kind::Fail { error, cause } => {
            let text = |template: &Option<Template>, field| match template {
                Some(template) => frame.text(field, template, &selected),
                None => Ok(String::new()),
            };
            return Err(Failure::new(text(error, "Error")?, text(cause, "Cause")?));
        }
        Kind::Pass(result) => {
            let work = frame.arguments(&selected)?;
            result.clone().unwrap_or(work)
        }
        Kind::Task(of) => {
            let work = frame.task_arguments(&selected)?;
            task::run(world, state, of, &work, &selected, scope).await?
        }
        Kind::Parallel(branches) => {
            let work = frame.arguments(&selected)?;
            parallel::run(world, branches, work, scope).await?
        }
        Kind::Map(of) => map::run(world, state, of, &selected, scope).await?,
    };
    let frame = data::Frame::new(world, state, input, scope);
    let output = frame.output(selected, result)?;
    Ok(Step { output, next, exit: Exit::Done })
}

/// When a `Wait` ends, in milliseconds since 1970.
fn wait_end(
    world: &World<'_>,
    frame: &data::Frame<'_, '_>,
    until: &Until,
    selected: &Json,
) -> Result<i64, Failure> {
    match until {
        Until::Seconds(template) => {
            let seconds = frame.whole("Seconds", template, selected, (0, data::SECONDS))?;
            let wait = i64::try_from(seconds.saturating_mul(1000)).unwrap_or(i64::MAX);
            Ok(world.clock.now().saturating_add(wait))
        }
        Until::Timestamp(template) => {
            let value = frame.field("Timestamp", template, selected)?;
            let time = value.as_str().and_then(time::parse);
            time.ok_or_else(|| frame.invalid("Timestamp", format!("`{value}` is not a timestamp")))
        }
    }
}

fn choose<'w>(
    frame: &data::Frame<'_, 'w>,
    state: &'w State,
    rules: &'w [crate::definition::Rule],
    selected: &Json,
) -> Result<Step<'w>, Failure> {
    let output = |template: Option<&Template>| match template {
        Some(template) => frame.evaluate("Output", template, selected),
        None => frame.select("OutputPath", &state.output_path, selected),
    };
    for (position, rule) in rules.iter().enumerate() {
        if choice::holds(frame, &rule.condition, selected)? {
            let output = output(rule.output.as_ref().or(state.output.as_ref()))?;
            frame.assign(rule.assign.as_ref(), selected)?;
            return Ok(Step { output, next: Some(&rule.next.name), exit: Exit::Rule(position) });
        }
    }
    let Transition::Next(target) = &state.transition else {
        let cause = format!("no rule of `{}` applies, and it has no `Default`", state.name);
        return Err(Failure::new("States.NoChoiceMatched", cause));
    };
    let output = output(state.output.as_ref())?;
    frame.assign(state.assign.as_ref(), selected)?;
    Ok(Step { output, next: Some(&target.name), exit: Exit::Default })
}

pub(super) fn caught<'w>(
    world: &Rc<World<'w>>,
    state: &'w State,
    catcher: &'w Catcher,
    input: &Json,
    failure: &Failure,
    scope: &Scope,
) -> Result<Step<'w>, Failure> {
    let error = failure.output();
    let frame = data::Frame::new(world, state, input, scope).after("errorOutput", &error);
    let output = match &catcher.output {
        Some(template) => frame.evaluate("Catch.Output", template, &error)?,
        None => {
            frame.put("Catch.ResultPath", &catcher.result_path, input.clone(), error.clone())?
        }
    };
    frame.assign(catcher.assign.as_ref(), &error)?;
    Ok(Step { output, next: Some(&catcher.next.name), exit: Exit::Done })
}
