//! A machine for each item.

use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

use serde_json::{Value as Json, json};

use super::data::Frame;
use super::item::{self, Item};
use super::machine::{self, Scope, Work};
use super::task::Call;
use super::{Failure, World, reader};
use crate::definition::{Map, State, Storage};

/// The most runs at a time that Step Functions makes of an inline map that leaves it open.
const INLINE: usize = 40;

/// The most that a count may be.
const COUNT: u64 = 999_999_999;

/// The same of a distributed map.
const DISTRIBUTED: usize = 10_000;

pub(super) async fn run<'w>(
    world: &Rc<World<'w>>,
    state: &'w State,
    map: &'w Map,
    input: &Json,
    scope: &Scope,
) -> Result<Json, Failure> {
    let frame = Frame::new(world, state, input, scope);
    let read = match &map.reader {
        Some(reader) => {
            let answer = store(world, &frame, state, reader, input, None)?;
            Some(reader::items(&frame, reader, answer, input)?)
        }
        None => None,
    };
    let items = item::items(world, &frame, map, input, read)?;
    world.stage_with(state, "afterItems", || items.iter().map(|item| item.input.clone()).collect());
    let most = if map.distributed.is_some() { DISTRIBUTED } else { INLINE };
    let width = match &map.max_concurrency {
        Some(template) => frame.whole("MaxConcurrency", template, input, (0, COUNT))?,
        None => 0,
    };
    let width = usize::try_from(width).ok().filter(|width| *width > 0).unwrap_or(most).min(most);
    let tolerated = tolerated(&frame, map, input, items.len())?;
    world.record_in(scope, "MapStateStarted", json!({"length": items.len()}))?;
    scope.has_started.set(true);
    if map.distributed.is_some() {
        world.record_in(scope, "MapRunStarted", json!({"mapRunArn": run_arn(scope, state)}))?;
    }
    let outputs = match iterate(world, state, map, items, width, tolerated, scope).await {
        Ok(outputs) => outputs,
        Err(failure) => {
            if map.distributed.is_some() {
                world.record_in(scope, "MapRunFailed", failure.details())?;
            }
            return Err(failure);
        }
    };
    let result = match &map.writer {
        Some(writer) if writer.resource.is_some() => {
            store(world, &frame, state, writer, input, Some(&outputs))?
        }
        _ => outputs,
    };
    if map.distributed.is_some() {
        world.record_in(scope, "MapRunSucceeded", json!({}))?;
    }
    scope.has_started.set(false);
    world.record_in(scope, "MapStateSucceeded", json!({}))?;
    Ok(result)
}

fn run_arn(scope: &Scope, state: &State) -> String {
    let context = scope.context.borrow();
    let machine = context["StateMachine"]["Name"].as_str().unwrap_or_default();
    let account = "eu-central-1:123456789012";
    format!("arn:aws:states:{account}:mapRun:{machine}/{}:run", state.name)
}

/// The tolerated number of failed items.
fn tolerated(
    frame: &Frame<'_, '_>,
    map: &Map,
    input: &Json,
    items: usize,
) -> Result<usize, Failure> {
    let count = match &map.tolerated_count {
        Some(template) => {
            Some(frame.whole("ToleratedFailureCount", template, input, (0, COUNT))?)
        }
        None => None,
    };
    let of_share = match &map.tolerated_percentage {
        Some(template) => {
            let percent = frame.percentage("ToleratedFailurePercentage", template, input)?;
            // The cast is of a number between zero and that of the items.
            Some((items as f64 * percent / 100.0).floor() as u64)
        }
        None => None,
    };
    // The narrower of two thresholds counts.
    let fewest = match (count, of_share) {
        (Some(count), Some(share)) => count.min(share),
        (count, share) => count.or(share).unwrap_or(0),
    };
    Ok(usize::try_from(fewest).unwrap_or(usize::MAX))
}

/// Reads items, or writes `results`.
fn store(
    world: &Rc<World<'_>>,
    frame: &Frame<'_, '_>,
    state: &State,
    storage: &Storage,
    input: &Json,
    results: Option<&Json>,
) -> Result<Json, Failure> {
    let mut arguments = match &storage.arguments {
        Some(template) => {
            let owner = if results.is_some() { "ResultWriter" } else { "ItemReader" };
            let field = if frame.is_jsonata() { "Arguments" } else { "Parameters" };
            frame.evaluate(&format!("{owner}.{field}"), template, input)?
        }
        None => json!({}),
    };
    if let (Some(results), Some(members)) = (results, arguments.as_object_mut()) {
        members.insert("Body".to_owned(), results.clone());
    }
    let call = Call {
        state: state.name.clone(),
        resource: storage.resource.clone().unwrap_or_default(),
        input: arguments,
        token: None,
        retry_count: 0,
        item: None,
        time: world.clock.now(),
    };
    let error =
        if results.is_some() { "States.ResultWriterFailed" } else { "States.ItemReaderFailed" };
    let answer = world.tasks.borrow_mut().call(&call);
    answer.outcome.map_err(|failure| match failure.aborts {
        true => failure,
        false => Failure::new(error, format!("{}: {}", failure.error, failure.cause)),
    })
}

/// Runs the machine for all items, `width` at a time.
async fn iterate<'w>(
    world: &Rc<World<'w>>,
    state: &'w State,
    map: &'w Map,
    items: Vec<Item>,
    width: usize,
    tolerated: usize,
    scope: &Scope,
) -> Result<Json, Failure> {
    let mut waiting = items.into_iter().enumerate();
    let mut running: Vec<(usize, Work<'w, Json>)> = Vec::new();
    let mut outputs: Vec<Json> = vec![Json::Null; waiting.len()];
    let mut failures = 0;
    let mut started = true;
    poll_fn(|context| {
        loop {
            while running.len() < width {
                let Some((index, item)) = waiting.next() else { break };
                let work = one(Rc::clone(world), state, map, index, item, scope.inner());
                running.push((index, work));
                started = true;
            }
            if !std::mem::take(&mut started) && running.is_empty() {
                return Poll::Ready(Ok(()));
            }
            let mut ended = false;
            let mut failed: Option<Failure> = None;
            running.retain_mut(|(index, work)| match work.as_mut().poll(context) {
                Poll::Pending => true,
                Poll::Ready(result) => {
                    ended = true;
                    match (result, outputs.get_mut(*index)) {
                        (Ok(value), Some(output)) => *output = value,
                        (Err(failure), output) => {
                            if let Some(output) = output {
                                *output = failure.output();
                            }
                            failed = failed.take().filter(|failed| failed.aborts).or(Some(failure));
                            failures += 1;
                        }
                        (Ok(_), None) => {}
                    }
                    false
                }
            });
            if let Some(failure) = failed.filter(|failure| failure.aborts || failures > tolerated) {
                if failure.aborts {
                    return Poll::Ready(Err(failure));
                }
                let threshold = map.tolerated_count.is_some() || map.tolerated_percentage.is_some();
                return Poll::Ready(Err(match threshold || map.distributed.is_some() {
                    true => Failure::new(
                        "States.ExceedToleratedFailureThreshold",
                        format!("{failures} of {} items failed: {}", outputs.len(), failure.error),
                    ),
                    false => failure,
                }));
            }
            if !ended {
                return match running.is_empty() {
                    true => Poll::Ready(Ok(())),
                    false => Poll::Pending,
                };
            }
        }
    })
    .await?;
    Ok(Json::Array(outputs))
}

/// Runs the machine for an item.
fn one<'w>(
    world: Rc<World<'w>>,
    state: &'w State,
    map: &'w Map,
    index: usize,
    item: Item,
    scope: Scope,
) -> Work<'w, Json> {
    Box::pin(async move {
        if map.distributed.is_some() {
            // A separate execution has no variables from outside.
            scope.variables.borrow_mut().clear();
        }
        let details = json!({"name": state.name, "index": index});
        scope.set("Map", json!({"Item": item.context}));
        world.record_in(&scope, "MapIterationStarted", details.clone())?;
        let ended =
            machine::run(Rc::clone(&world), &map.processor, item.input, scope.clone()).await;
        let kind = if ended.is_ok() { "MapIterationSucceeded" } else { "MapIterationFailed" };
        world.record_in(&scope, kind, details)?;
        ended
    })
}
