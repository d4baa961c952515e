//! `$util.rds`: what the Data API of Amazon RDS answers, as rows of named columns.

use serde_json::{Map, Value as Json};

use super::arguments::text;
use super::json;
use crate::state::{Interrupt, State};
use crate::utility::{Function, Namespace};
use crate::value::Value;

/// `$util.rds`.
pub static RDS: Namespace = Namespace {
    name: "util.rds",
    page: Some("rds-helpers-in-util-rds"),
    functions: &[
        Function::new(
            "toJsonString",
            1..=1,
            "the rows of a result, a list for each statement, as JSON",
            to_json_string,
        ),
        Function::new(
            "toJsonObject",
            1..=1,
            "the rows of a result, a list for each statement",
            to_json_object,
        ),
    ],
    children: &[],
};

fn to_json_string(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let rows = rows(state, text(args, 0)?)?;
    json::print_json(state, &rows)
}

fn to_json_object(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let rows = rows(state, text(args, 0)?)?;
    state.value(&rows)
}

/// The rows of each statement; none for one that changes data.
fn rows(state: &mut State<'_>, result: &str) -> Result<Json, Interrupt> {
    let result = json::parse(state, result)?;
    let statements = result.get("sqlStatementResults").and_then(Json::as_array);
    let statements = statements.ok_or_else(|| {
        Interrupt::exception("the text is not a result: no `sqlStatementResults`")
    })?;
    let mut lists = Vec::with_capacity(statements.len());
    for statement in statements {
        let columns = elements(&statement["columnMetadata"]);
        let names: Vec<&str> = columns.iter().map(name).collect();
        let records = elements(&statement["records"]);
        // A result may name its columns at length, and refer to them in each row.
        let cells = records.iter().map(|r| elements(r).len()).sum::<usize>();
        let longest = names.iter().map(|n| n.len()).max().unwrap_or(0);
        state.allocate(cells.saturating_mul(64 + longest))?;
        lists.push(records.iter().map(|r| row(&names, elements(r))).collect());
    }
    Ok(Json::Array(lists))
}

/// A record as a map; a column that is null is left out.
fn row(names: &[&str], record: &[Json]) -> Json {
    let cells = names.iter().zip(record);
    let cells = cells.filter_map(|(name, field)| Some(((*name).to_owned(), value(field)?)));
    Json::Object(cells.collect::<Map<_, _>>())
}

fn name(column: &Json) -> &str {
    column["label"].as_str().or_else(|| column["name"].as_str()).unwrap_or_default()
}

/// The value of a field, which names its type: `{"stringValue": "text"}`.
fn value(field: &Json) -> Option<Json> {
    let fields = field.as_object()?;
    if fields.get("isNull").is_some_and(|n| n == &Json::Bool(true)) {
        return None;
    }
    match fields.get("arrayValue") {
        Some(array) => Some(array_value(array)),
        None => fields.iter().find(|(kind, _)| *kind != "isNull").map(|(_, v)| v.clone()),
    }
}

/// The elements of an array: `{"stringValues": […]}`, or `{"arrayValues": […]}` of arrays.
fn array_value(array: &Json) -> Json {
    match array.get("arrayValues").and_then(Json::as_array) {
        Some(arrays) => Json::Array(arrays.iter().map(array_value).collect()),
        None => {
            let values = array.as_object().and_then(|kinds| kinds.values().next());
            values.cloned().unwrap_or_else(|| Json::Array(Vec::new()))
        }
    }
}

fn elements(json: &Json) -> &[Json] {
    json.as_array().map_or(&[], Vec::as_slice)
}
