//! `burgeon import`

use std::path::Path;

use burgeon::core::diagnostics::escape_control_chars;
use burgeon::core::relational::Dialect;
use burgeon_import::dynamodb::{ItemsError, Tables};
use burgeon_import::sql::{self, Error};

use super::args::{Import, ImportCommand, ImportDynamodb, ImportSql, ItemsFile};
use super::eval::read;
use super::{Failed, console, new_files};

pub(super) fn run(arguments: &Import) -> Result<(), Failed> {
    match &arguments.source {
        ImportCommand::Dynamodb(arguments) => import_dynamodb(arguments),
        ImportCommand::Sql(arguments) => import_sql(arguments),
    }
}

fn import_sql(arguments: &ImportSql) -> Result<(), Failed> {
    let dialect = arguments.engine;
    let Some(path) = &arguments.definitions else {
        return Ok(console::print(sql::query(dialect))?);
    };
    let imported =
        sql::import(&read(path)?, dialect).map_err(|error| sql_refused(path, dialect, &error))?;
    print_left_out(&imported.left_out);
    Ok(console::print(&imported.schema)?)
}

fn sql_refused(path: &Path, dialect: Dialect, error: &Error) -> Failed {
    let path = path.display();
    let (message, help) = match error {
        Error::Answer(reason) => {
            (format!("`{path}` is not a result of the query: {reason}"), how_to_query(dialect))
        }
        Error::Csv { dialect, reason } => (
            format!("`{path}` is not the CSV of a {} database: {reason}", dialect.name()),
            "run the query that `--query` prints: its result has more facts",
        ),
        _ => (
            format!("`{path}` defines no table"),
            "pass the output of `pg_dump --schema-only` or `mysqldump --no-data`, what the \
             database answers to the query that `--query` prints, or the CSV that Amplify reads",
        ),
    };
    Failed::Message(message, help.to_owned())
}

fn how_to_query(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Postgres => {
            "run it with `psql --tuples-only --no-align`, which prints one JSON object per line"
        }
        Dialect::Mysql => {
            "run it with `mysql --skip-column-names --raw`, which prints one JSON object per line"
        }
    }
}

fn import_dynamodb(arguments: &ImportDynamodb) -> Result<(), Failed> {
    let mut tables = Tables::default();
    for path in &arguments.descriptions {
        tables.add_descriptions(&read(path)?).map_err(|reason| {
            Failed::Message(
                format!("`{}` describes no table: {reason}", path.display()),
                "pass the JSON output of `aws dynamodb describe-table`".to_owned(),
            )
        })?;
    }
    for file in &arguments.items {
        let text = read(&file.path)?;
        let added = tables.add_items(file.table.as_deref(), &text);
        added.map_err(|error| items_refused(file, &error))?;
    }
    let imported = tables.import(arguments.plain);
    print_left_out(&imported.left_out);
    if imported.settings.is_empty() {
        return Err(Failed::Message(
            "no table can be a model".to_owned(),
            "pass the JSON output of `aws dynamodb describe-table`".to_owned(),
        ));
    }
    for name in tables.without_items() {
        console::eprint(&format!(
            "note: nothing but the keys of `{name}` is known; for its other fields, give items of it \
             (--items)\n"
        ));
    }
    match &arguments.out {
        None => Ok(console::print(&imported.with_settings_in_comments())?),
        Some(folder) => {
            let files = [
                ("schema.graphql", imported.schema.as_str()),
                ("burgeon.yaml", imported.settings.as_str()),
            ];
            new_files::write(folder, &files)
        }
    }
}

fn items_refused(file: &ItemsFile, error: &ItemsError) -> Failed {
    let path = file.path.display();
    let named = "write `--items TABLE=FILE`, with the name of a table that is described";
    let (message, help) = match error {
        ItemsError::UnknownTable(name) => {
            (format!("no description is of `{name}`, whose items `{path}` holds"), named)
        }
        ItemsError::TableNotNamed => {
            (format!("`{path}` does not name the table of its items"), named)
        }
        reason => (
            format!("`{path}` holds no items: {reason}"),
            "pass the output of `aws dynamodb scan`, or a JSON object for each item",
        ),
    };
    Failed::Message(message, help.to_owned())
}

/// Prints what is not in the schema to standard error.
fn print_left_out(reasons: &[String]) {
    for reason in reasons {
        console::eprint(&format!("warning: left out: {}\n", escape_control_chars(reason)));
    }
}
