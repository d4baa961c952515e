//! `BatchGetItem`, `BatchPutItem`, `BatchDeleteItem`. Results have the order of the request, and
//! no item is ever unprocessed.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::get;
use super::preparation::Preparation;
use super::request::{ProjectionBlock, key};
use crate::dynamodb::attribute_value::{item_from_typed_json, item_to_json};
use crate::dynamodb::error::Error;
use crate::dynamodb::key::Key;
use crate::dynamodb::table::Table;
use crate::dynamodb::tables::Tables;

/// DynamoDB's limits on the keys and the writes of one batch.
const MAXIMUM_KEYS: usize = 100;
const MAXIMUM_WRITES: usize = 25;

/// Reads items by their keys.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BatchGetItem {
    tables: BTreeMap<String, Keys>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Keys {
    keys: Vec<Json>,
    #[serde(rename = "consistentRead")]
    _consistent_read: Option<bool>,
    projection: Option<ProjectionBlock>,
}

/// Stores items.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BatchPutItem {
    tables: BTreeMap<String, Vec<Json>>,
}

/// Deletes items by their keys.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BatchDeleteItem {
    tables: BTreeMap<String, Vec<Json>>,
}

impl BatchGetItem {
    /// `data`: the items of each table, null where there is none.
    pub fn execute(&self, tables: &Tables) -> Result<Json, Error> {
        check_count(self.tables.values().map(|wanted| wanted.keys.len()), MAXIMUM_KEYS)?;
        let mut data = Map::new();
        for (name, wanted) in &self.tables {
            let table = tables.get(name)?;
            let keys: Result<Vec<_>, _> =
                wanted.keys.iter().map(|json| key(table.key(), json)).collect();
            check_distinct(&keys?)?;
            let items: Result<Json, _> = wanted
                .keys
                .iter()
                .map(|json| get::read(table, json, wanted.projection.as_ref()))
                .collect();
            data.insert(name.clone(), items?);
        }
        Ok(result(data, "unprocessedKeys"))
    }
}

impl BatchPutItem {
    /// `data`: the items of each table as they are stored.
    pub fn execute(&self, tables: &mut Tables) -> Result<Json, Error> {
        let data = write(&self.tables, tables, |table, json| {
            let item = item_from_typed_json(json)?;
            Ok((item_to_json(&item), Preparation::put(table, item, None)?))
        })?;
        Ok(result(data, "unprocessedItems"))
    }
}

impl BatchDeleteItem {
    /// `data`: the keys of each table, whether there were such items or not.
    pub fn execute(&self, tables: &mut Tables) -> Result<Json, Error> {
        let data = write(&self.tables, tables, |table, json| {
            let delete = Preparation::delete(table, json, None)?;
            Ok((item_to_json(&table.key().item(delete.key())), delete))
        })?;
        Ok(result(data, "unprocessedKeys"))
    }
}

/// Prepares every write, then makes them all.
fn write(
    requests: &BTreeMap<String, Vec<Json>>,
    tables: &mut Tables,
    prepare: impl Fn(&Table, &Json) -> Result<(Json, Preparation), Error>,
) -> Result<Map<String, Json>, Error> {
    check_count(requests.values().map(Vec::len), MAXIMUM_WRITES)?;
    let mut data = Map::new();
    let mut writes = Vec::new();
    for (name, requests) in requests {
        let table = tables.get(name)?;
        let mut keys = Vec::new();
        let mut echoes = Vec::new();
        for json in requests {
            let (echo, write) = prepare(table, json)?;
            keys.push(write.key().clone());
            echoes.push(echo);
            writes.push((name, write.plan(table)?));
        }
        check_distinct(&keys)?;
        data.insert(name.clone(), Json::Array(echoes));
    }
    for (name, write) in writes {
        tables.get_mut(name)?.apply(write);
    }
    Ok(data)
}

fn result(data: Map<String, Json>, unprocessed: &str) -> Json {
    let none: Map<_, _> = data.keys().map(|name| (name.clone(), json!([]))).collect();
    json!({ "data": data, unprocessed: none })
}

fn check_count(counts: impl Iterator<Item = usize>, maximum: usize) -> Result<(), Error> {
    let counts: Vec<usize> = counts.collect();
    let total: usize = counts.iter().sum();
    if counts.contains(&0) || total == 0 {
        return Err(Error::validation(
            "The batch request list for a table cannot be null or empty",
        ));
    }
    if total > maximum {
        return Err(Error::validation(format!(
            "Too many items requested for the batch call: {total}, at most {maximum}"
        )));
    }
    Ok(())
}

fn check_distinct(keys: &[Key]) -> Result<(), Error> {
    let distinct: std::collections::BTreeSet<&Key> = keys.iter().collect();
    if distinct.len() < keys.len() {
        return Err(Error::validation("Provided list of item keys contains duplicates"));
    }
    Ok(())
}
