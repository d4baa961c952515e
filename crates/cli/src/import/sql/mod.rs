//! `burgeon import sql`

mod catalogue;
mod csv;
mod data_type;
mod default;
mod dump;
mod sdl;
mod table;

use super::super::args::{ImportSql, SqlEngine};
use super::super::{Failed, console};

pub(super) fn run(arguments: &ImportSql) -> Result<(), Failed> {
    let Some(path) = &arguments.definitions else {
        return Ok(console::print(catalogue::query(arguments.engine))?);
    };
    let text = super::super::eval::read(path)?;
    let mut found = if catalogue::is_answer(&text) {
        catalogue::read(&text, arguments.engine).map_err(|reason| {
            Failed::Message(
                format!("`{}` is no answer to the query: {reason}", path.display()),
                asking(arguments.engine).to_owned(),
            )
        })?
    } else if csv::is_csv(&text) {
        csv::read(&text, arguments.engine).map_err(|reason| {
            let engine = arguments.engine.dialect().name();
            Failed::Message(
                format!("`{}` is no CSV of a {engine} database: {reason}", path.display()),
                "ask the database with the query that `--query` prints: its answer tells more"
                    .to_owned(),
            )
        })?
    } else {
        dump::read(&text, arguments.engine)
    };
    if found.tables.is_empty() {
        return Err(Failed::Message(
            format!("`{}` defines no table", path.display()),
            "give it what `pg_dump --schema-only` or `mysqldump --no-data` prints, what the \
             database answers to the query that `--query` prints, or the CSV that Amplify reads"
                .to_owned(),
        ));
    }
    found.sort();
    if arguments.engine == SqlEngine::Mysql {
        found.without_what_mysql_lacks();
    }
    let (schema, left_out) = sdl::schema(&found, arguments.engine);
    super::tell_left_out(&left_out);
    Ok(console::print(&schema)?)
}

/// How a database is asked.
fn asking(engine: SqlEngine) -> &'static str {
    match engine {
        SqlEngine::Postgres => {
            "ask with `psql --tuples-only --no-align`: it prints a JSON object a line"
        }
        SqlEngine::Mysql => {
            "ask with `mysql --skip-column-names --raw`: it prints a JSON object a line"
        }
    }
}
