//! `burgeon import`

mod read;
mod sdl;
mod table;

use super::args::{Import, ImportCommand, ImportSql};
use super::{Failed, console};

pub(super) fn run(arguments: &Import) -> Result<(), Failed> {
    match &arguments.source {
        ImportCommand::Sql(arguments) => sql(arguments),
    }
}

fn sql(arguments: &ImportSql) -> Result<(), Failed> {
    let text = super::eval::read(&arguments.definitions)?;
    let found = read::read(&text, arguments.engine);
    if found.tables.is_empty() {
        let path = arguments.definitions.display();
        return Err(Failed::Message(
            format!("`{path}` defines no table"),
            "give it what `pg_dump --schema-only` or `mysqldump --no-data` prints".to_owned(),
        ));
    }
    let (schema, left_out) = sdl::schema(&found);
    for reason in left_out {
        console::say(&format!("warning: left out: {reason}\n"));
    }
    Ok(console::print(&schema)?)
}
