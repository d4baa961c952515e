//! The tables of an API, and AppSync's data source for one of them.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use serde_json::Value as Json;

use super::attribute_value::{Item, item_from_json, item_to_json};
use super::error::Error;
use super::operation;
use super::schema::TableSchema;
use super::tables::Tables;
use crate::data_source::{DataSource, DataSourceError};

/// Tables in memory. A clone is the same database.
#[derive(Debug, Clone, Default)]
pub struct Database(Rc<State>);

#[derive(Debug, Default)]
struct State {
    tables: RefCell<Tables>,
    now_millis: Cell<i64>,
}

impl Database {
    /// A database without tables.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an empty table.
    ///
    /// # Errors
    /// DynamoDB would refuse to create the table. The message has the reason.
    pub fn create_table(&self, name: &str, schema: &TableSchema) -> Result<(), String> {
        let table = schema.table().map_err(|why| format!("table `{name}`: {why}"))?;
        self.0.tables.borrow_mut().insert(name, table);
        Ok(())
    }

    /// Sets the clock that a `Sync` reports as the time it started at, in milliseconds since the
    /// Unix epoch.
    pub fn set_now(&self, millis: i64) {
        self.0.now_millis.set(millis);
    }

    /// Stores an item from plain JSON, and replaces one with the same key.
    ///
    /// # Errors
    /// The table does not exist or cannot hold the item.
    pub fn put(&self, table: &str, item: &Json) -> Result<(), Error> {
        self.put_item(table, item_from_json(item)?)
    }

    /// Stores an item, and replaces one with the same key.
    ///
    /// # Errors
    /// See [`Database::put`].
    pub fn put_item(&self, table: &str, item: Item) -> Result<(), Error> {
        let mut tables = self.0.tables.borrow_mut();
        let table = tables.get_mut(table)?;
        let key = table.key().of(&item)?;
        table.check_item(&item)?;
        table.apply(table.write(key, Some(item)));
        Ok(())
    }

    /// The items of a table as plain JSON, in the order of a scan.
    ///
    /// # Errors
    /// The table does not exist.
    pub fn items(&self, table: &str) -> Result<Vec<Json>, Error> {
        Ok(self.0.tables.borrow().get(table)?.items().map(item_to_json).collect())
    }

    /// Removes all items of all tables.
    pub fn clear(&self) {
        self.0.tables.borrow_mut().clear();
    }
}

/// A data source of the type `AMAZON_DYNAMODB`.
#[derive(Debug, Clone)]
pub struct DynamoDb {
    database: Database,
    table: String,
}

impl DynamoDb {
    /// A data source for a table of the database.
    pub fn new(database: &Database, table: &str) -> Self {
        Self { database: database.clone(), table: table.to_owned() }
    }

    /// Executes a request of AppSync, and returns the value of `$ctx.result`.
    ///
    /// # Errors
    /// DynamoDB or AppSync rejects the request.
    pub fn execute(&self, request: &Json) -> Result<Json, Error> {
        let state = &self.database.0;
        operation::execute(
            &mut state.tables.borrow_mut(),
            &self.table,
            request,
            state.now_millis.get(),
        )
    }
}

impl DataSource for DynamoDb {
    fn invoke(&self, request: &Json) -> Result<Json, DataSourceError> {
        Ok(self.execute(request)?)
    }
}
