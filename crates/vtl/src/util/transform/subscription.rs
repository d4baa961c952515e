//! Filters of subscriptions: any of several groups, all of a group's comparisons.

use serde_json::{Value as Json, json};

use crate::state::{Interrupt, State};
use crate::util::arguments::{any, list, map};
use crate::value::Value;

/// Comparisons all of which have to hold.
type Conjunction = Vec<Json>;

/// A filter for `$extensions.setSubscriptionFilter`.
pub fn to_filter(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    map(args, 0)?;
    let filter = any(args, 0).to_json(state)?;
    let ignored = match any(args, 1) {
        Value::Null => Vec::new(),
        _ => list(state, args, 1)?,
    };
    let ignored: Vec<&str> = ignored.iter().filter_map(Value::as_str).collect();
    let mut groups = all(state, &filter, &ignored)?.unwrap_or_else(|| vec![Vec::new()]);
    if !any(args, 2).is_null() {
        map(args, 2)?;
        let rules = any(args, 2).to_json(state)?;
        let rules = strict(&rules)?;
        if !rules.is_empty() {
            groups = product(state, groups, rules)?;
        }
    }
    let groups: Vec<Json> =
        groups.into_iter().map(|filters| json!({ "filters": filters })).collect();
    state.value(&json!({ "filterGroup": groups }))
}

/// The separate rules: no field has more than one.
fn strict(rules: &Json) -> Result<Vec<Conjunction>, Interrupt> {
    let mut groups = Vec::new();
    for (field, conditions) in rules.as_object().into_iter().flatten() {
        let one = conditions.as_object().filter(|c| c.len() == 1);
        let (operator, value) = one
            .and_then(|c| c.iter().next())
            .filter(|_| !matches!(field.as_str(), "and" | "or"))
            .ok_or_else(|| {
                Interrupt::exception(format!("rule `{field}` is not one operator and its value"))
            })?;
        groups.push(vec![comparison(field, operator, value)]);
    }
    Ok(groups)
}

/// All entries of a filter; `None` if it is empty.
fn all(
    state: &mut State<'_>,
    filter: &Json,
    ignored: &[&str],
) -> Result<Option<Vec<Conjunction>>, Interrupt> {
    let entries = filter
        .as_object()
        .ok_or_else(|| Interrupt::exception(format!("`{filter}` is not a filter")))?;
    let mut groups = None;
    for (name, value) in entries {
        state.step(1 + ignored.len() / 8)?;
        let entry = match name.as_str() {
            _ if value.is_null() => None,
            "and" => {
                let mut both = None;
                for filter in filters(name, value)? {
                    let next = all(state, filter, ignored)?;
                    both = join(state, both, next)?;
                }
                both
            }
            "or" => {
                let mut either: Vec<Conjunction> = Vec::new();
                for filter in filters(name, value)? {
                    either.extend(all(state, filter, ignored)?.unwrap_or_default());
                }
                Some(either).filter(|e| !e.is_empty())
            }
            field if ignored.contains(&field) => None,
            field => conditions(field, value)?,
        };
        groups = join(state, groups, entry)?;
    }
    Ok(groups)
}

fn filters<'j>(name: &str, value: &'j Json) -> Result<&'j [Json], Interrupt> {
    let filters = value.as_array().map(Vec::as_slice);
    filters.ok_or_else(|| Interrupt::exception(format!("`{name}` is not a List of filters")))
}

/// Any of a field's conditions.
fn conditions(field: &str, conditions: &Json) -> Result<Option<Vec<Conjunction>>, Interrupt> {
    let conditions = conditions
        .as_object()
        .ok_or_else(|| Interrupt::exception(format!("`{field}` is not a Map of operators")))?;
    let groups: Vec<Conjunction> =
        conditions.iter().map(|(op, value)| vec![comparison(field, op, value)]).collect();
    Ok(Some(groups).filter(|g| !g.is_empty()))
}

fn comparison(field: &str, operator: &str, value: &Json) -> Json {
    json!({ "fieldName": field, "operator": operator, "value": value })
}

/// The conjunction of two, where `None` is empty.
fn join(
    state: &mut State<'_>,
    first: Option<Vec<Conjunction>>,
    second: Option<Vec<Conjunction>>,
) -> Result<Option<Vec<Conjunction>>, Interrupt> {
    match (first, second) {
        (Some(first), Some(second)) => product(state, first, second).map(Some),
        (first, second) => Ok(first.or(second)),
    }
}

/// Every one of the first together with every one of the second.
fn product(
    state: &mut State<'_>,
    first: Vec<Conjunction>,
    second: Vec<Conjunction>,
) -> Result<Vec<Conjunction>, Interrupt> {
    let size = |groups: &[Conjunction]| groups.iter().map(Vec::len).sum::<usize>();
    let cells = size(&first).saturating_mul(second.len());
    let cells = cells.saturating_add(size(&second).saturating_mul(first.len()));
    state.allocate(cells.saturating_mul(256))?;
    let pairs = first.iter().flat_map(|a| second.iter().map(move |b| [&a[..], b].concat()));
    Ok(pairs.collect())
}
