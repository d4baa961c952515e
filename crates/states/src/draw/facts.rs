//! The lines about a state in a drawing.

use serde_json::Value as Json;

use crate::definition::{ExecutionType, Kind, Map, Retrier, State, Task, Template, Until};

/// The subject of the state: the resource that it calls, its wait, the error that it ends with.
pub(super) fn detail(state: &State) -> String {
    match &state.kind {
        Kind::Task(task) => resource(&task.resource),
        Kind::Wait(Until::Seconds(template)) => format!("{} s", value(template)),
        Kind::Wait(Until::Timestamp(template)) => format!("until {}", value(template)),
        Kind::Fail { error: Some(template), .. } => value(template),
        Kind::Map(map) => items(map),
        _ => String::new(),
    }
}

/// The limits of the state: retries, timeouts, concurrency.
pub(super) fn limits(state: &State) -> Vec<String> {
    let mut lines: Vec<String> = state.retry.iter().map(retry).collect();
    match &state.kind {
        Kind::Task(task) => lines.extend(timeouts(task)),
        Kind::Map(map) => lines.extend(bounds(map)),
        _ => {}
    }
    lines
}

/// The tooltip of the state: name, type, comment, and all lines.
pub(super) fn whole(state: &State) -> String {
    let mut lines = vec![state.name.clone(), state.kind.name().to_owned()];
    lines.extend(state.comment.clone());
    match &state.kind {
        Kind::Task(task) => lines.push(task.resource.clone()),
        Kind::Fail { cause: Some(cause), .. } => lines.extend([detail(state), value(cause)]),
        _ => lines.push(detail(state)),
    }
    lines.extend(limits(state));
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// A value or the expression of one, without quotes.
pub(super) fn value(template: &Template) -> String {
    match template {
        Template::Path(path) => path.text.clone(),
        Template::Jsonata(expression) => expression.text.clone(),
        Template::Literal(Json::String(text)) => text.clone(),
        other => other.literal().map_or_else(String::new, |value| value.to_string()),
    }
}

/// The name of a function or activity, else service and action.
fn resource(resource: &str) -> String {
    let parts: Vec<&str> = resource.rsplit(':').take(2).collect();
    match parts[..] {
        [name, "function" | "activity"] => name.to_owned(),
        [action, service] => format!("{service}:{action}"),
        _ => resource.to_owned(),
    }
}

fn retry(retrier: &Retrier) -> String {
    let errors = retrier.errors.join(", ");
    match retrier.max_attempts {
        0 => format!("no retry: {errors}"),
        times => format!("retry {times}×: {errors}"),
    }
}

fn timeouts(task: &Task) -> impl Iterator<Item = String> {
    let named = [("timeout", &task.timeout), ("heartbeat", &task.heartbeat)];
    named.into_iter().filter_map(|(name, seconds)| {
        seconds.as_ref().map(|seconds| format!("{name} {} s", value(seconds)))
    })
}

/// The items of a map, and whether each has an execution.
fn items(map: &Map) -> String {
    let items = map.items.as_ref().map(value).filter(|items| !items.is_empty() && items != "$");
    let reader = map.reader.as_ref().and_then(|reader| reader.resource.as_deref()).map(resource);
    let each = match items.or(reader) {
        Some(items) => format!("for each of {items}"),
        None => "for each item".to_owned(),
    };
    match map.distributed {
        Some(ExecutionType::Standard) => format!("{each}, distributed"),
        Some(ExecutionType::Express) => format!("{each}, distributed express"),
        None => each,
    }
}

fn bounds(map: &Map) -> Vec<String> {
    let mut lines = Vec::new();
    let given = |template: &Option<Template>| template.as_ref().map(value);
    if let Some(most) = given(&map.max_concurrency).filter(|most| most != "0") {
        lines.push(format!("{most} at a time"));
    }
    let batch = map.batcher.as_ref().and_then(|batcher| given(&batcher.max_items));
    lines.extend(batch.map(|items| format!("batches of {items}")));
    lines.extend(given(&map.tolerated_count).map(|count| format!("up to {count} may fail")));
    lines.extend(given(&map.tolerated_percentage).map(|part| format!("up to {part}% may fail")));
    let writer = map.writer.as_ref().and_then(|writer| writer.resource.as_deref());
    lines.extend(writer.map(|writer| format!("results to {}", resource(writer))));
    lines
}
