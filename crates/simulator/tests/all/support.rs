//! What the tests have in common.

use burgeon_simulator::dynamodb::{Database, DynamoDb, Error, TableSchema};
use burgeon_simulator::{Api, Output};
use serde_json::{Value as Json, json};

/// The API of an output folder beside these tests.
pub fn api(folder: &str) -> Api {
    let folder = format!("{}/tests/outputs/{folder}", env!("CARGO_MANIFEST_DIR"));
    Api::open(folder).expect("the output can be read")
}

/// An API with the one unit resolver `Query.field`, on a `NONE` data source called `DS`.
pub fn unit(request: &str, response: &str) -> Api {
    let resolver = json!({
        "kind": "UNIT", "dataSource": "DS", "request": "request", "response": "response",
    });
    in_memory(resolver, [("request", request), ("response", response)])
}

/// An API with the one pipeline resolver `Query.field`; its functions, each a request and a
/// response template, have a `NONE` data source called `DS`.
pub fn pipeline(before: &str, functions: &[(&str, &str)], after: &str) -> Api {
    let mut texts = vec![("before".to_owned(), before), ("after".to_owned(), after)];
    let mut definitions = Vec::new();
    for (index, (request, response)) in functions.iter().enumerate() {
        let paths = [format!("{index}.req"), format!("{index}.res")];
        definitions.push(json!({
            "name": format!("Function{index}"), "slot": "data", "dataSource": "DS",
            "request": paths[0], "response": paths[1],
        }));
        texts.extend(paths.into_iter().zip([*request, *response]));
    }
    let resolver = json!({
        "kind": "PIPELINE", "request": "before", "response": "after", "functions": definitions,
    });
    in_memory(resolver, texts.iter().map(|(path, text)| (path.as_str(), *text)))
}

fn in_memory<'t>(resolver: Json, texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Api {
    let manifest = json!({
        "version": 1,
        "dataSources": { "DS": { "type": "NONE" } },
        "resolvers": { "Query.field": resolver },
    });
    let texts = texts.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned()));
    Api::new(Output::in_memory(&manifest.to_string(), texts).expect("a manifest"))
        .expect("a sound output")
}

/// A data source for a table `Items` of this schema, alone in its database.
pub fn table(schema: Json) -> DynamoDb {
    let database = Database::new();
    let schema: TableSchema = serde_json::from_value(schema).expect("a table's schema");
    database.create_table("Items", &schema).expect("a sound schema");
    DynamoDb::new(&database, "Items")
}

/// A table with the partition key `id` and nothing else.
pub fn plain_table() -> DynamoDb {
    table(json!({
        "keySchema": [{ "attributeName": "id", "keyType": "HASH" }],
        "attributeDefinitions": [{ "attributeName": "id", "attributeType": "S" }],
    }))
}

/// Carries out an operation of the version 2018-05-29.
pub fn execute(source: &DynamoDb, operation: &str, mut request: Json) -> Result<Json, Error> {
    request["version"] = json!("2018-05-29");
    request["operation"] = json!(operation);
    source.execute(&request)
}

/// Stores an item of typed values, without any condition.
pub fn put(source: &DynamoDb, key: Json, attributes: Json) {
    let request = json!({ "key": key, "attributeValues": attributes });
    execute(source, "PutItem", request).expect("an item that the table takes");
}

/// The name and the message of the error that the operation ends with.
pub fn refusal(source: &DynamoDb, operation: &str, request: Json) -> (&'static str, String) {
    match execute(source, operation, request.clone()) {
        Ok(result) => panic!("{operation} {request} answered {result}"),
        Err(error) => (error.name(), error.to_string()),
    }
}
