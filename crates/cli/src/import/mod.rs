//! `burgeon import`

mod dynamodb;
mod names;
mod sql;

use burgeon::core::diagnostics::visible;

use super::Failed;
use super::args::{Import, ImportCommand};

pub(super) fn run(arguments: &Import) -> Result<(), Failed> {
    match &arguments.source {
        ImportCommand::Dynamodb(arguments) => dynamodb::run(arguments),
        ImportCommand::Sql(arguments) => sql::run(arguments),
    }
}

/// Tells a person what is not in the schema.
fn tell_left_out(reasons: &[String]) {
    for reason in reasons {
        super::console::say(&format!("warning: left out: {}\n", visible(reason)));
    }
}
