//! A schema, compiled, with its tables in a database of its own.

use std::sync::atomic::{AtomicUsize, Ordering};

use burgeon::{Compiler, Settings};
use burgeon_simulator::data_source::{Sql, SqlDatabase};
use burgeon_simulator::{Api, Caller, Outcome, Output};
use serde_json::{Value as Json, json};

/// The databases that every test asks.
pub(crate) const ALL: [Sql; 2] = [Sql::Postgres, Sql::Mysql];

/// The API of a schema whose models are kept in a new database, with `extra` settings as JSON.
pub(crate) fn open(sql: Sql, schema: &str, extra: Json) -> Api {
    open_with(sql, schema, extra, "")
}

/// The same, with statements that run once the tables are made.
pub(crate) fn open_with(sql: Sql, schema: &str, extra: Json, more: &str) -> Api {
    let engine = engine(sql);
    let mut settings = json!({ "storage": { "engine": engine } });
    settings.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    let source = burgeon::core::source::Source::new("burgeon.yaml", settings.to_string());
    let settings = Settings::read(&source).unwrap_or_else(|faults| panic!("{faults:?}"));
    let compiler = Compiler::new().source("schema.graphql", schema).settings(settings);
    let compilation = compiler.compile().unwrap_or_else(|failure| panic!("{failure}"));
    let (_, database) = new_database(sql);
    let definitions = &compilation.files().unwrap()[&format!("sql/{engine}.sql")];
    let script = format!("{definitions}\n{more}");
    database.run(&script).unwrap_or_else(|why| panic!("{why:?}\n{script}"));
    let files = compilation.files().expect("they are rendered");
    let manifest = files["manifest.json"].clone();
    let output = Output::in_memory(&manifest, files).expect("the manifest is read");
    let api = Api::new(output).expect("the API is made");
    api.with_data_source(&format!("{engine}Database"), database)
}

/// The API of a schema that is open to the API key.
pub(crate) fn open_to_all(sql: Sql, schema: &str) -> Api {
    open(sql, schema, json!({ "auth": { "sandbox": true } }))
}

/// What the settings call it.
pub(crate) fn engine(sql: Sql) -> &'static str {
    match sql {
        Sql::Postgres => "postgres",
        Sql::Mysql => "mysql",
    }
}

/// A new database and its name.
pub(crate) fn new_database(sql: Sql) -> (String, SqlDatabase) {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let name = format!("test{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let variable = match sql {
        Sql::Postgres => "BURGEON_TEST_POSTGRES",
        Sql::Mysql => "BURGEON_TEST_MYSQL",
    };
    let command = std::env::var(variable).expect("scripts/test-databases runs these tests");
    let words = || command.split_whitespace().map(str::to_owned);
    let (server, database) = match sql {
        Sql::Postgres => {
            (words().chain(["-dpostgres".into()]), words().chain([format!("-d{name}")]))
        }
        Sql::Mysql => (words().chain(["mysql".into()]), words().chain([name.clone()])),
    };
    let script = format!("CREATE DATABASE {name};");
    SqlDatabase::new(sql, server).run(&script).expect("the database is made");
    (name, SqlDatabase::new(sql, database))
}

/// What a field answers.
pub(crate) fn outcome(caller: &Caller<'_>, field: &str, arguments: Json) -> Outcome {
    caller.call(field, arguments).unwrap_or_else(|why| panic!("{field}: {why}"))
}

/// What a field answers that must not fail.
pub(crate) fn answer(caller: &Caller<'_>, field: &str, arguments: Json) -> Json {
    let outcome = outcome(caller, field, arguments);
    outcome.ok().unwrap_or_else(|errors| panic!("{field}: {errors:?}"))
}

/// What a field of an object answers that must not fail.
pub(crate) fn answer_of(caller: &Caller<'_>, source: &Json, field: &str, arguments: Json) -> Json {
    let outcome = caller.call_on(source, field, arguments).unwrap_or_else(|why| panic!("{why}"));
    outcome.ok().unwrap_or_else(|errors| panic!("{field}: {errors:?}"))
}

/// The values of a field in the objects of a page.
pub(crate) fn values(page: &Json, field: &str) -> Vec<Json> {
    let items = page["items"].as_array().unwrap_or_else(|| panic!("no page: {page}"));
    items.iter().map(|item| item[field].clone()).collect()
}
