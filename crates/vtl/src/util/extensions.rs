//! `$extensions`: what acts on AppSync's cache and subscriptions, and not on the evaluation.

use std::collections::HashSet;

use serde_json::Value as Json;

use super::arguments::{any, map, mismatch, text};
use crate::state::{ExtensionCall, Interrupt, State};
use crate::utility::{Function, Namespace};
use crate::value::Value;

/// `$extensions`.
pub static EXTENSIONS: Namespace = Namespace {
    name: "extensions",
    page: Some("extensions"),
    functions: &[
        Function::new(
            "evictFromApiCache",
            3..=3,
            "removes what a type's field answered for some keys from the cache",
            evict_from_api_cache,
        ),
        Function::new(
            "setSubscriptionFilter",
            1..=1,
            "sets which events reach the subscriber",
            set_subscription_filter,
        ),
        Function::new(
            "setSubscriptionInvalidationFilter",
            1..=1,
            "sets which invalidations end the subscription",
            set_subscription_invalidation_filter,
        ),
        Function::new(
            "invalidateSubscriptions",
            1..=1,
            "ends the subscriptions whose invalidation filter takes a payload",
            invalidate_subscriptions,
        ),
    ],
    children: &[],
};

/// Limits that AppSync documents.
const MAX_GROUP: usize = 10;
const MAX_FIELDS: usize = 5;
const MAX_IN: usize = 5;
const MAX_CONTAINS_ANY: usize = 20;
const MAX_TEXT: usize = 256;
const MAX_LEVELS: usize = 5;
const MAX_INVALIDATIONS: usize = 5;

const OPERATORS: [&str; 13] = [
    "eq",
    "ne",
    "le",
    "lt",
    "ge",
    "gt",
    "contains",
    "notContains",
    "beginsWith",
    "in",
    "notIn",
    "between",
    "containsAny",
];

fn evict_from_api_cache(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    text(args, 0)?;
    text(args, 1)?;
    if !matches!(any(args, 2), Value::Map(_) | Value::Null) {
        return Err(mismatch(args, 2, "a Map"));
    }
    record(state, "evictFromApiCache", args)
}

fn set_subscription_filter(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    filter(state, "setSubscriptionFilter", args)
}

fn set_subscription_invalidation_filter(
    state: &mut State<'_>,
    args: &[Value],
) -> Result<Value, Interrupt> {
    filter(state, "setSubscriptionInvalidationFilter", args)
}

fn filter(state: &mut State<'_>, name: &'static str, args: &[Value]) -> Result<Value, Interrupt> {
    map(args, 0)?;
    check(&any(args, 0).to_json(state)?).map_err(Interrupt::exception)?;
    record(state, name, args)
}

fn invalidate_subscriptions(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let invalidation = map(args, 0)?;
    let field = invalidation.get("subscriptionField").unwrap_or_default();
    if field.as_str().is_none() {
        return Err(Interrupt::exception("`subscriptionField` has to be a String"));
    }
    let before = state.memory_left;
    record(state, "invalidateSubscriptions", args)?;
    let comparing = (before - state.memory_left) / 64 + MAX_INVALIDATIONS;
    state.step(comparing.saturating_mul(state.extensions.len()))?;
    let mut unique: Vec<&ExtensionCall> = Vec::new();
    for call in state.extensions.iter().filter(|c| c.name == "invalidateSubscriptions") {
        if !unique.contains(&call) {
            unique.push(call);
        }
    }
    if unique.len() > MAX_INVALIDATIONS {
        return Err(Interrupt::exception(format!(
            "subscriptions are invalidated in more than {MAX_INVALIDATIONS} ways"
        )));
    }
    Ok("".into())
}

fn record(state: &mut State<'_>, name: &'static str, args: &[Value]) -> Result<Value, Interrupt> {
    let arguments = args.iter().map(|a| a.to_json(state)).collect::<Result<_, _>>()?;
    state.allocate(size_of::<ExtensionCall>())?;
    state.extensions.push(ExtensionCall { name, arguments });
    Ok("".into())
}

/// Whether a filter has the shape that AppSync accepts, within its limits.
fn check(filter: &Json) -> Result<(), String> {
    let group = filter["filterGroup"].as_array().ok_or("`filterGroup` has to be a List")?;
    // One value of `in` counts as one group of filters.
    let mut size = 0_usize;
    for filters in group {
        let filters = filters["filters"].as_array().ok_or("`filters` has to be a List")?;
        let mut alternatives = 1_usize;
        let mut names = HashSet::new();
        for filter in filters {
            names.insert(filter["fieldName"].as_str().ok_or("`fieldName` has to be a String")?);
            check_filter(filter)?;
            if filter["operator"] == "in" {
                alternatives = alternatives.saturating_mul(count(&filter["value"]).max(1));
            }
        }
        if names.len() > MAX_FIELDS {
            return Err(format!("a filter compares more than {MAX_FIELDS} fields"));
        }
        size = size.saturating_add(alternatives);
    }
    if size > MAX_GROUP {
        return Err(format!("`filterGroup` has more than {MAX_GROUP} filters"));
    }
    Ok(())
}

fn check_filter(filter: &Json) -> Result<(), String> {
    let name = filter["fieldName"].as_str().unwrap_or_default();
    let operator = filter["operator"].as_str().unwrap_or_default();
    let value =
        filter.get("value").ok_or_else(|| format!("the filter of `{name}` has no value"))?;
    if name.split('.').count() > MAX_LEVELS {
        return Err(format!("`{name}` is nested more than {MAX_LEVELS} levels deep"));
    }
    if !OPERATORS.contains(&operator) {
        return Err(format!("unknown operator `{operator}`"));
    }
    let (least, most) = match operator {
        "in" | "notIn" => (1, MAX_IN),
        "containsAny" => (1, MAX_CONTAINS_ANY),
        "between" => (2, 2),
        _ => (0, 0),
    };
    let values: &[Json] = match value {
        Json::Array(values) if (least..=most).contains(&values.len()) && least > 0 => values,
        Json::Bool(_) if matches!(operator, "eq" | "ne") => return Ok(()),
        Json::String(_) | Json::Number(_) if least == 0 => std::slice::from_ref(value),
        _ => return Err(format!("`{operator}` does not take the value of `{name}`")),
    };
    let fits = |v: &Json| match v {
        Json::Number(_) => operator != "beginsWith",
        Json::String(text) => text.chars().count() <= MAX_TEXT,
        _ => false,
    };
    if values.iter().all(fits) {
        Ok(())
    } else {
        Err(format!("`{operator}` does not take the value of `{name}`"))
    }
}

fn count(value: &Json) -> usize {
    value.as_array().map_or(1, Vec::len)
}
