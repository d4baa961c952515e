//! A real relational database as AppSync's data source for the Data API of Amazon Aurora.
//!
//! Requests go through the database's command line client: the server prepares each statement, and
//! the variables of the request are bound to it.

mod client;
mod statement;

use serde_json::{Map, Value as Json, json};

use super::{DataSource, DataSourceError};
use client::Rows;
use statement::Statement;

/// The SQL dialect of a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sql {
    /// PostgreSQL's; the client is `psql`.
    Postgres,
    /// MySQL's and MariaDB's; the client is `mysql` or `mariadb`.
    Mysql,
}

/// A database, through its command line client.
#[derive(Debug, Clone)]
pub struct SqlDatabase {
    sql: Sql,
    command: Vec<String>,
}

impl SqlDatabase {
    /// The database that a command reaches: the client's name with all that it needs to connect.
    pub fn new(sql: Sql, command: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { sql, command: command.into_iter().map(Into::into).collect() }
    }

    /// Runs a script of statements, as they are.
    ///
    /// # Errors
    /// The client cannot be run, or the database refuses a statement.
    pub fn run(&self, script: &str) -> Result<(), DataSourceError> {
        client::run(self.sql, &self.command, &[script.to_owned()]).map(drop)
    }
}

impl DataSource for SqlDatabase {
    fn invoke(&self, request: &Json) -> Result<Json, DataSourceError> {
        let statements = request["statements"].as_array().map_or(&[][..], Vec::as_slice);
        if statements.is_empty() || statements.len() > 2 {
            return Err(DataSourceError::mapping_template("a request has one or two statements"));
        }
        let none = Map::new();
        let variables = request["variableMap"].as_object().unwrap_or(&none);
        let script = |statement: &Json| -> Result<String, DataSourceError> {
            let text = statement.as_str().unwrap_or_default();
            Ok(Statement::parse(self.sql, text, variables)?.script(self.sql))
        };
        let scripts: Vec<String> = statements.iter().map(script).collect::<Result<_, _>>()?;
        let answers = client::run(self.sql, &self.command, &scripts)?;
        let results: Vec<Json> = answers.into_iter().map(result).collect();
        // AppSync passes the response to templates as a text.
        Ok(Json::String(json!({ "sqlStatementResults": results }).to_string()))
    }
}

/// Rows in the format of the Data API.
fn result(rows: Rows) -> Json {
    let columns = rows.columns.iter().map(|name| json!({ "label": name, "name": name }));
    let cell = |cell: Option<String>| match cell {
        None => json!({ "isNull": true }),
        Some(text) => match text.parse::<i64>() {
            Ok(number) => json!({ "longValue": number }),
            Err(_) => json!({ "stringValue": text }),
        },
    };
    let records = rows.rows.into_iter().map(|row| row.into_iter().map(cell).collect::<Vec<_>>());
    json!({
        "columnMetadata": columns.collect::<Vec<_>>(),
        "records": records.collect::<Vec<_>>(),
        "numberOfRecordsUpdated": 0,
    })
}
