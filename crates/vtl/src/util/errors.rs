//! `$util.error`, `appendError`, `validate` and `unauthorized`.

use serde_json::Value as Json;

use super::arguments::{any, boolean, optional_text};
use crate::fault::{ErrorCode, EvaluationError};
use crate::state::{Interrupt, State};
use crate::value::{Map, Value};

/// Ends the evaluation with a message, a type, data and info.
pub fn error(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    Err(raised(state, args)?.into())
}

/// Notes an error as [`error`] has it; the evaluation goes on.
pub fn append_error(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let error = raised(state, args)?;
    append(state, error)
}

/// Ends the evaluation as [`error`] does if the first argument is false.
pub fn validate(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    if boolean(args, 0)? {
        return Ok("".into());
    }
    let mut error = raised(state, args.get(1..).unwrap_or_default())?;
    error.error_type.get_or_insert_with(|| "CustomTemplateException".into());
    Err(error.into())
}

/// Ends the evaluation: the caller may not see the field.
pub fn unauthorized(state: &mut State<'_>, _: &[Value]) -> Result<Value, Interrupt> {
    let info = state.context.get("info").unwrap_or_default();
    let part = |name: &str| info.as_map().and_then(|info| info.get(name));
    let message = match (part("fieldName"), part("parentTypeName")) {
        (Some(Value::String(field)), Some(Value::String(parent))) => {
            format!("Not Authorized to access {field} on type {parent}")
        }
        _ => "Unauthorized".into(),
    };
    let mut error = EvaluationError::new(ErrorCode::Unauthorized, message);
    error.error_type = Some("Unauthorized".into());
    Err(error.into())
}

/// Adds an error to those that the response lists.
///
/// # Errors
/// See [`State::value`].
pub fn append(state: &mut State<'_>, error: EvaluationError) -> Result<Value, Interrupt> {
    let listed = serde_json::to_value(&error).unwrap_or_default();
    let listed = state.value(&listed)?;
    state.out_errors_list.push(listed);
    state.out_errors.push(error);
    Ok("".into())
}

fn raised(state: &mut State<'_>, args: &[Value]) -> Result<EvaluationError, Interrupt> {
    let message = optional_text(args, 0)?.unwrap_or("null");
    let error_type = optional_text(args, 1)?;
    state.allocate(message.len() + error_type.map_or(0, str::len))?;
    let mut error = EvaluationError::new(ErrorCode::Raised, message);
    error.error_type = error_type.map(Into::into);
    error.data = any(args, 2).to_json(state)?;
    error.error_info = any(args, 3).to_json(state)?;
    if let Some(Value::Map(info)) = state.context.get("info") {
        let selected = selection(&info);
        if !selected.is_empty() {
            let work = selected.len().saturating_mul(1 + size(&error.data)) / 8;
            state.step(work)?;
            select(&mut error.data, &selected);
        }
    }
    Ok(error)
}

/// The paths that the query selects below the field, such as `author/name`.
fn selection(info: &Map) -> Vec<String> {
    let list = info.get("selectionSetList").and_then(|l| l.elements()).unwrap_or_default();
    list.iter().filter_map(|path| path.as_str().map(Into::into)).collect()
}

fn size(json: &Json) -> usize {
    match json {
        Json::Array(elements) => 1 + elements.iter().map(size).sum::<usize>(),
        Json::Object(entries) => 1 + entries.values().map(size).sum::<usize>(),
        _ => 1,
    }
}

/// Keeps of `data` what the query selects.
fn select(data: &mut Json, selected: &[String]) {
    match data {
        Json::Array(elements) => elements.iter_mut().for_each(|e| select(e, selected)),
        Json::Object(entries) => {
            entries
                .retain(|name, _| selected.iter().any(|path| path.split('/').next() == Some(name)));
            for (name, value) in entries {
                let below: Vec<String> = selected
                    .iter()
                    .filter_map(|path| path.strip_prefix(name)?.strip_prefix('/').map(Into::into))
                    .collect();
                if !below.is_empty() {
                    select(value, &below);
                }
            }
        }
        _ => {}
    }
}
