//! Queries of OpenSearch.

use serde_json::{Value as Json, json};

use crate::state::{Interrupt, State};
use crate::util::arguments::{any, map};
use crate::util::json;
use crate::value::Value;

/// A filter as a query, as JSON.
pub fn to_query(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    map(args, 0)?;
    let filter = any(args, 0).to_json(state)?;
    let query = all(&filter)?;
    json::print_json(state, &query)
}

/// All entries of a filter: fields, and `and`, `or` and `not`.
fn all(filter: &Json) -> Result<Json, Interrupt> {
    let entries = filter
        .as_object()
        .ok_or_else(|| Interrupt::exception(format!("`{filter}` is not a filter")))?;
    let mut queries = Vec::with_capacity(entries.len());
    for (name, value) in entries {
        queries.push(match name.as_str() {
            _ if value.is_null() => continue,
            "and" => json!({ "bool": { "must": each(name, value)? } }),
            "or" => json!({ "bool": { "should": each(name, value)?, "minimum_should_match": 1 } }),
            "not" => not(all(value)?),
            field => conditions(field, value)?,
        });
    }
    Ok(must(queries))
}

fn each(name: &str, filters: &Json) -> Result<Vec<Json>, Interrupt> {
    let filters = filters
        .as_array()
        .ok_or_else(|| Interrupt::exception(format!("`{name}` is not a List of filters")))?;
    filters.iter().map(all).collect()
}

/// One query as it is, several joined.
fn must(mut queries: Vec<Json>) -> Json {
    match (queries.len(), queries.pop()) {
        (1, Some(query)) => query,
        (_, last) => {
            queries.extend(last);
            json!({ "bool": { "must": queries } })
        }
    }
}

fn not(query: Json) -> Json {
    json!({ "bool": { "must_not": query } })
}

/// All conditions on a field.
fn conditions(field: &str, conditions: &Json) -> Result<Json, Interrupt> {
    let conditions = conditions
        .as_object()
        .ok_or_else(|| Interrupt::exception(format!("`{field}` is not a Map of operators")))?;
    let queries = conditions.iter().map(|(operator, value)| condition(field, operator, value));
    Ok(must(queries.collect::<Result<_, _>>()?))
}

fn condition(field: &str, operator: &str, value: &Json) -> Result<Json, Interrupt> {
    let on_field = |query: &str| json!({ query: { field: value } });
    Ok(match (operator, value) {
        ("eq", _) => on_field("term"),
        ("ne", _) => not(on_field("term")),
        ("match", _) => on_field("match"),
        ("matchPhrase", _) => on_field("match_phrase"),
        ("matchPhrasePrefix", _) => on_field("match_phrase_prefix"),
        ("multiMatch", _) => json!({ "multi_match": { "query": value, "fields": [field] } }),
        ("wildcard", _) => on_field("wildcard"),
        ("regexp", _) => on_field("regexp"),
        ("gt" | "gte" | "lt" | "lte", _) => json!({ "range": { field: { operator: value } } }),
        ("range", Json::Array(bounds)) => match bounds.as_slice() {
            [low, high] => json!({ "range": { field: { "gte": low, "lte": high } } }),
            _ => return Err(Interrupt::exception("`range` takes two values")),
        },
        ("exists", Json::Bool(true)) => json!({ "exists": { "field": field } }),
        ("exists", Json::Bool(false)) => not(json!({ "exists": { "field": field } })),
        ("range" | "exists", _) => {
            return Err(Interrupt::exception(format!("`{operator}` does not take {value}")));
        }
        _ => {
            return Err(Interrupt::exception(format!(
                "unknown operator `{operator}` for `{field}`"
            )));
        }
    })
}
