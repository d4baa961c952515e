//! The operations that AppSync's DynamoDB requests name.

mod batch;
mod get;
mod preparation;
mod reading;
mod request;
mod retrieve;
mod transact;
mod write;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use super::error::Error;
use super::tables::Tables;

/// Carries out a request of a data source for `table`.
///
/// # Errors
/// DynamoDB or AppSync rejects the request.
pub fn execute(
    tables: &mut Tables,
    table: &str,
    request: &Json,
    now_millis: i64,
) -> Result<Json, Error> {
    let Json::Object(fields) = request else {
        return Err(Error::MappingTemplate("the request is not a JSON object".into()));
    };
    let mut fields = fields.clone();
    let version = fields.remove("version");
    let operation = fields.remove("operation");
    let newer = match version.as_ref().and_then(Json::as_str) {
        Some("2017-02-28") => false,
        Some("2018-05-29") => true,
        Some(other) => {
            return Err(Error::MappingTemplate(format!("Unsupported version '{other}'.")));
        }
        None => return Err(missing("version")),
    };
    let Some(operation) = operation.as_ref().and_then(Json::as_str) else {
        return Err(missing("operation"));
    };
    match operation {
        "GetItem" => read::<get::GetItem>(fields)?.execute(tables.get(table)?),
        "PutItem" => read::<write::PutItem>(fields)?.execute(tables.get_mut(table)?),
        "UpdateItem" => read::<write::UpdateItem>(fields)?.execute(tables.get_mut(table)?),
        "DeleteItem" => read::<write::DeleteItem>(fields)?.execute(tables.get_mut(table)?),
        "Query" => read::<retrieve::Query>(fields)?.execute(table, tables.get(table)?),
        "Scan" => read::<retrieve::Scan>(fields)?.execute(table, tables.get(table)?),
        "Sync" if newer => {
            read::<retrieve::Sync>(fields)?.execute(table, tables.get(table)?, now_millis)
        }
        "BatchGetItem" if newer => read::<batch::BatchGetItem>(fields)?.execute(tables),
        "BatchPutItem" if newer => read::<batch::BatchPutItem>(fields)?.execute(tables),
        "BatchDeleteItem" if newer => read::<batch::BatchDeleteItem>(fields)?.execute(tables),
        "TransactGetItems" if newer => read::<transact::TransactGetItems>(fields)?.execute(tables),
        "TransactWriteItems" if newer => {
            read::<transact::TransactWriteItems>(fields)?.execute(tables)
        }
        _ => Err(Error::MappingTemplate(format!("Unsupported operation '{operation}'."))),
    }
}

fn missing(field: &str) -> Error {
    Error::MappingTemplate(format!("Value for field '$[{field}]' not found."))
}

/// The fields of an operation; AppSync rejects unknown ones.
fn read<T: DeserializeOwned>(fields: Map<String, Json>) -> Result<T, Error> {
    serde_json::from_value(Json::Object(fields))
        .map_err(|error| Error::MappingTemplate(error.to_string()))
}
