//! Runs one state alone, like Step Functions' `TestState`.

use std::rc::Rc;

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use super::machine::{self, Scope, Step};
use super::{Failure, Start, Tasks, World, clock, context, retry};
use crate::definition::State;

/// The variables, context and attempts that a state is run with.
#[derive(Debug, Clone, Default)]
pub struct Inspect {
    /// The variables that are set before the state.
    pub variables: Map<String, Json>,
    /// Members of the context object; they replace the generated ones.
    pub context: Map<String, Json>,
    /// The number of earlier attempts.
    pub retries: u64,
}

/// The result of a state that ran alone, with the members of `TestState`'s response.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Inspection {
    /// `SUCCEEDED`, `FAILED`, `RETRIABLE` or `CAUGHT_ERROR`.
    pub status: &'static str,
    /// The output of the state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<Json>,
    /// The name of its error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The description of the error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// The state that follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_state: Option<String>,
    /// The data after each stage: `input`, `afterInputPath`, `afterParameters` or `afterArguments`,
    /// `result`, `afterResultSelector`, `afterResultPath`, `variables`; and `errorDetails` with the
    /// retrier or catcher that acts.
    pub inspection_data: Map<String, Json>,
}

/// The data after each stage of the inspected state.
#[derive(Debug, Default)]
pub(super) struct Stages {
    state: String,
    data: Map<String, Json>,
}

impl World<'_> {
    /// Records the data after a stage, if the state is inspected.
    pub(super) fn stage(&self, state: &State, name: &str, value: &Json) {
        self.stage_with(state, name, || value.clone());
    }

    /// Records the data after a stage, and computes it only if the state is inspected.
    pub(super) fn stage_with(&self, state: &State, name: &str, value: impl FnOnce() -> Json) {
        if let Some(stages) = &mut *self.stages.borrow_mut()
            && stages.state == state.name
        {
            stages.data.insert(name.to_owned(), value());
        }
    }
}

/// Runs one state once, and reports which retrier or catcher acts on its error.
pub fn inspect(
    state: &State,
    input: Json,
    start: &Start,
    with: &Inspect,
    tasks: &mut dyn Tasks,
) -> Inspection {
    let world = Rc::new(World::new(start, tasks));
    let data = Map::from_iter([("input".to_owned(), input.clone())]);
    *world.stages.borrow_mut() = Some(Stages { state: state.name.clone(), data });
    let mut values = context(start, &input);
    values["State"] = json!({
        "EnteredTime": crate::time::format(start.time), "Name": state.name, "RetryCount": with.retries,
    });
    if let Some(values) = values.as_object_mut() {
        values.extend(with.context.clone());
    }
    let scope = Scope::new(values, Rc::default());
    scope.variables.borrow_mut().extend(with.variables.clone());
    let ended = clock::run(&world.clock, machine::attempt(&world, state, &input, &scope));
    let mut found = match ended {
        Ok(step) => succeeded("SUCCEEDED", step),
        Err(failure) => failed(&world, state, &input, failure, &scope, with.retries),
    };
    let stages = world.stages.borrow_mut().take().unwrap_or_default();
    let details = std::mem::replace(&mut found.inspection_data, stages.data);
    found.inspection_data.extend(details);
    let variables: Map<_, _> = scope.variables.borrow().clone().into_iter().collect();
    if !variables.is_empty() {
        found.inspection_data.insert("variables".to_owned(), Json::Object(variables));
    }
    found
}

fn succeeded(status: &'static str, step: Step<'_>) -> Inspection {
    Inspection {
        status,
        output: Some(step.output),
        error: None,
        cause: None,
        next_state: step.next.map(str::to_owned),
        inspection_data: Map::new(),
    }
}

/// The result of a failed attempt: a retry, a catcher, or the end of the run.
fn failed<'w>(
    world: &Rc<World<'w>>,
    state: &'w State,
    input: &Json,
    failure: Failure,
    scope: &Scope,
    retries: u64,
) -> Inspection {
    let end = |status, failure: Failure| Inspection {
        status,
        output: None,
        error: Some(failure.error),
        cause: Some(failure.cause),
        next_state: None,
        inspection_data: Map::new(),
    };
    let details = |details: Json| Map::from_iter([("errorDetails".to_owned(), details)]);
    let mut attempts = vec![retries; state.retry.len()];
    if let Some(milliseconds) = retry::delay(world, state, &failure, &mut attempts) {
        let data = details(json!({
            "retryIndex": retry::retrier(state, &failure),
            "retryBackoffIntervalSeconds": milliseconds as f64 / 1000.0,
        }));
        return Inspection { inspection_data: data, ..end("RETRIABLE", failure) };
    }
    let position = state.catch.iter().position(|catcher| failure.is_among(&catcher.errors));
    let Some((position, catcher)) = position.and_then(|at| Some((at, state.catch.get(at)?))) else {
        return end("FAILED", failure);
    };
    match machine::caught(world, state, catcher, input, &failure, scope) {
        Ok(step) => Inspection {
            error: Some(failure.error),
            cause: Some(failure.cause),
            inspection_data: details(json!({ "catchIndex": position })),
            ..succeeded("CAUGHT_ERROR", step)
        },
        Err(failure) => end("FAILED", failure),
    }
}
