//! Evaluates expressions.

use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;

use jsonata_core::evaluator::{Context, Evaluator, EvaluatorOptions};
use jsonata_core::value::JValue;
use serde_json::Value as Json;

use super::{Expression, functions};

/// The timeout of an evaluation in milliseconds.
const TIMEOUT: u64 = 2_000;

/// The maximal nesting of calls.
const DEPTH: usize = 2_000;

/// The most items of a sequence.
const ITEMS: usize = 100_000;

/// The limit of the values, and of the bytes of strings, in a result. Values can share their parts,
/// and can be larger than memory when they are written out.
const RESULT: usize = 4_000_000;

/// The variables of an expression.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scope<'a> {
    /// `$states`
    pub(crate) states: &'a Json,
    pub(crate) variables: &'a HashMap<String, Json>,
    /// Milliseconds since 1970, for `$now` and `$millis`.
    pub(crate) now: i64,
    /// The seed of `$random` and `$uuid`.
    pub(crate) seed: u64,
}

/// The result of `expression`, or the reason for which it has none.
pub(crate) fn evaluate(expression: &Expression, scope: Scope<'_>) -> Result<Json, String> {
    let Some(syntax) = &expression.syntax else {
        return Err("a placeholder in it has no value".to_owned());
    };
    let mut context = Context::new();
    context.bind("states".to_owned(), scope.states.clone().into());
    for (name, value) in scope.variables {
        context.bind(name.clone(), value.clone().into());
    }
    let options = EvaluatorOptions {
        timeout_ms: Some(TIMEOUT),
        max_stack_depth: Some(DEPTH),
        max_sequence_length: Some(ITEMS),
        ..EvaluatorOptions::default()
    };
    let mut evaluator = Evaluator::with_options(context, options);
    functions::register(&mut evaluator, scope.now, Rc::new(Cell::new(scope.seed)))
        .map_err(|error| error.message().to_owned())?;
    let value = evaluator
        .evaluate(syntax, &JValue::Undefined)
        .map_err(|error| error.message().to_owned())?;
    if value.is_undefined() {
        return Err("the expression gives nothing".to_owned());
    }
    if value.is_function() || value.is_regex() {
        return Err("the expression gives a function".to_owned());
    }
    if !is_bounded(&value) {
        return Err(format!("the expression gives more than {RESULT} values and bytes"));
    }
    let text = value.to_json_string().map_err(|error| error.to_string())?;
    serde_json::from_str(&text).map(whole).map_err(|error| error.to_string())
}

/// Whether a value, written out, is as large as a result may be at most.
fn is_bounded(value: &JValue) -> bool {
    let mut left = RESULT;
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        let size = 1 + match value {
            JValue::String(text) => text.len(),
            JValue::Object(members) => members.keys().map(|name| name.len()).sum(),
            _ => 0,
        };
        match left.checked_sub(size) {
            Some(rest) => left = rest,
            None => return false,
        }
        match value {
            JValue::Array(items) => open.extend(items.iter()),
            JValue::Object(members) => open.extend(members.values()),
            _ => {}
        }
    }
    true
}

/// The value with whole numbers written without a fraction.
fn whole(value: Json) -> Json {
    match value {
        Json::Number(number) if number.is_f64() => {
            let float = number.as_f64().unwrap_or(0.0);
            // Up to 2^53 each whole number has a representation of its own.
            if float.fract() == 0.0 && float.abs() <= 9_007_199_254_740_992.0 {
                Json::from(float as i64)
            } else {
                Json::Number(number)
            }
        }
        Json::Array(items) => Json::Array(items.into_iter().map(whole).collect()),
        Json::Object(members) => {
            Json::Object(members.into_iter().map(|(name, value)| (name, whole(value))).collect())
        }
        other => other,
    }
}
