//! Replays requests to DynamoDB in memory: reads `{"tables": …, "requests": […]}` from standard
//! input, writes an answer a line. Each request is AppSync's, with the `table` of its data source
//! beside it; where it may read further pages, all of them are read.

use std::error::Error;
use std::io::{self, BufWriter, Write};

use burgeon_simulator::dynamodb::{Database, DynamoDb, TableSchema};
use serde::Deserialize;
use serde_json::{Value as Json, json};

#[derive(Deserialize)]
struct Script {
    tables: std::collections::BTreeMap<String, TableSchema>,
    requests: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    table: String,
    request: Json,
}

fn main() -> Result<(), Box<dyn Error>> {
    let script: Script = serde_json::from_reader(io::stdin().lock())?;
    let database = Database::new();
    for (name, schema) in &script.tables {
        database.create_table(name, schema)?;
    }
    let mut out = BufWriter::new(io::stdout().lock());
    for entry in script.requests {
        writeln!(out, "{}", answer(&DynamoDb::new(&database, &entry.table), entry.request))?;
    }
    Ok(())
}

fn answer(source: &DynamoDb, mut request: Json) -> Json {
    let mut pages = Vec::new();
    loop {
        match source.execute(&request) {
            Err(error) => return json!({ "error": error.name(), "message": error.to_string() }),
            Ok(result) if result.get("scannedCount").is_none() => {
                return json!({ "result": result });
            }
            Ok(page) => {
                request["nextToken"] = page["nextToken"].clone();
                pages.push(json!({ "items": page["items"], "scanned": page["scannedCount"] }));
            }
        }
        if request["nextToken"].is_null() {
            return json!({ "pages": pages });
        }
    }
}
