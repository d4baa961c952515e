//! Tasks, which the caller does.

use std::rc::Rc;

use serde_json::{Value as Json, json};

use super::machine::Scope;
use super::{Failure, World, data};
use crate::definition::{State, Task};
use crate::integration::{Integration, Pattern};

/// A task that is to be done.
#[derive(Debug, Clone)]
pub struct Call {
    /// The name of its state.
    pub state: String,
    /// Its resource.
    pub resource: String,
    /// Its input.
    pub input: Json,
    /// The task token, if the task waits for a callback.
    pub token: Option<String>,
    /// The number of its former attempts in this state.
    pub retry_count: u64,
    /// The position of the map item that the task runs for, from 0.
    pub item: Option<u64>,
    /// The time, in milliseconds since 1970.
    pub time: i64,
}

/// The answer of a task.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Its result, or its failure.
    pub outcome: Result<Json, Failure>,
    /// Its duration in milliseconds.
    pub after: u64,
    /// The longest interval between two heartbeats in milliseconds; absent: no heartbeats.
    pub heartbeat: Option<u64>,
}

impl Answer {
    /// An answer at once.
    pub fn success(output: Json) -> Self {
        Self { outcome: Ok(output), after: 0, heartbeat: None }
    }

    /// No answer: ends the run, regardless of handlers.
    pub fn none(error: impl Into<String>, cause: impl Into<String>) -> Self {
        Self { outcome: Err(Failure::aborting(error, cause)), after: 0, heartbeat: None }
    }

    /// A failure at once.
    pub fn failure(error: impl Into<String>, cause: impl Into<String>) -> Self {
        Self { outcome: Err(Failure::new(error, cause)), after: 0, heartbeat: None }
    }
}

/// Does tasks.
pub trait Tasks {
    /// The answer of a task.
    fn call(&mut self, call: &Call) -> Answer;
}

impl<F: FnMut(&Call) -> Answer> Tasks for F {
    fn call(&mut self, call: &Call) -> Answer {
        self(call)
    }
}

/// The names of a task's events: those of functions and activities called by their ARN differ.
fn family(integration: &Integration) -> &'static str {
    match integration {
        Integration::Function(_) => "LambdaFunction",
        Integration::Activity(_) => "Activity",
        _ => "Task",
    }
}

pub(super) async fn run<'w>(
    world: &Rc<World<'w>>,
    state: &'w State,
    task: &'w Task,
    input: &Json,
    selected: &Json,
    scope: &Scope,
) -> Result<Json, Failure> {
    let integration = Integration::of(&task.resource)
        .unwrap_or_else(|| Integration::Other(task.resource.clone()));
    let family = family(&integration);
    let pattern = integration.pattern();
    let frame = data::Frame::new(world, state, selected, scope);
    let seconds = |template: &Option<_>, field| match template {
        Some(template) => frame.whole(field, template, selected, (1, data::SECONDS)).map(Some),
        None => Ok(None),
    };
    let timeout = seconds(&task.timeout, "TimeoutSeconds")?;
    let heartbeat = seconds(&task.heartbeat, "HeartbeatSeconds")?;
    let (kind, action) = names(&integration);
    let more = |details: Json| -> Json {
        let mut details = details;
        if let (Some(members), "Task") = (details.as_object_mut(), family) {
            members.insert("resourceType".into(), kind.clone().into());
            members.insert("resource".into(), action.clone().into());
        }
        details
    };
    let scheduled = match family {
        "Task" => more(json!({"parameters": input.to_string(), "region": "eu-central-1"})),
        _ => json!({"resource": task.resource, "input": input.to_string()}),
    };
    world.record_in(scope, &format!("{family}Scheduled"), scheduled)?;
    world.record_in(scope, &format!("{family}Started"), more(json!({})))?;
    if pattern != Pattern::RequestResponse {
        world.record_in(scope, "TaskSubmitted", more(json!({})))?;
    }
    let (token, retry_count, item) = {
        let context = scope.context.borrow();
        let token = context["Task"]["Token"].as_str().map(str::to_owned);
        let item = context["Map"]["Item"]["Index"].as_u64();
        (token, context["State"]["RetryCount"].as_u64().unwrap_or(0), item)
    };
    let call = Call {
        state: state.name.clone(),
        resource: task.resource.clone(),
        input: input.clone(),
        token: token.filter(|_| pattern == Pattern::WaitForTaskToken),
        retry_count,
        item,
        time: world.clock.now(),
    };
    let answer = world.tasks.borrow_mut().call(&call);
    let failed = wait(world, &answer, timeout, heartbeat).await;
    match failed.map_or(answer.outcome, Err) {
        Ok(output) => {
            data::fits(world, &output)?;
            let details = more(json!({"output": output.to_string()}));
            world.record_in(scope, &format!("{family}Succeeded"), details)?;
            Ok(output)
        }
        Err(failure) => {
            let timed_out =
                matches!(failure.error.as_str(), "States.Timeout" | "States.HeartbeatTimeout");
            let ended = if timed_out { "TimedOut" } else { "Failed" };
            world.record_in(scope, &format!("{family}{ended}"), more(failure.details()))?;
            Err(failure)
        }
    }
}

/// Waits for an answer, or for the first timeout.
async fn wait(
    world: &World<'_>,
    answer: &Answer,
    timeout: Option<u64>,
    heartbeat: Option<u64>,
) -> Option<Failure> {
    let timeout = timeout.map(|seconds| seconds.saturating_mul(1000));
    let silence = answer.heartbeat.unwrap_or(answer.after).min(answer.after);
    let heartbeat = heartbeat.map(|seconds| seconds.saturating_mul(1000));
    let heartbeat = heartbeat.filter(|most| silence > *most);
    let timeout = timeout.filter(|most| answer.after > *most);
    match (heartbeat, timeout) {
        (Some(most), limit) if limit.is_none_or(|limit| most < limit) => {
            world.clock.pass(most).await;
            Some(Failure::new(
                "States.HeartbeatTimeout",
                "the task sent no heartbeat within `HeartbeatSeconds`",
            ))
        }
        (_, Some(most)) => {
            world.clock.pass(most).await;
            Some(Failure::timed_out("the task"))
        }
        _ => {
            world.clock.pass(answer.after).await;
            None
        }
    }
}

/// `resourceType` and `resource` of a task's events.
fn names(integration: &Integration) -> (String, String) {
    match integration {
        Integration::Optimized { service, action, .. } => {
            ((*service).to_owned(), (*action).to_owned())
        }
        Integration::Sdk { service, action, .. } => {
            (format!("aws-sdk:{service}"), (*action).to_owned())
        }
        _ => ("unknown".to_owned(), "unknown".to_owned()),
    }
}
