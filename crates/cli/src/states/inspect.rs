//! `burgeon states test-state`

use std::path::Path;

use amazon_states_language::Definition;
use amazon_states_language::run::{Inspect, inspect};
use serde_json::{Map, Value as Json, json};

use super::mocks::Mocks;
use crate::args::StatesTestState;
use crate::{Failed, show, substitutions};

/// Runs one state, and prints the data after each stage.
pub(super) fn run(arguments: &StatesTestState) -> Result<(), Failed> {
    let path = &arguments.definition;
    let values = substitutions::parse(&arguments.substitute)?;
    let text = crate::eval::read(path)?;
    let parsed = Definition::parse_state(
        &path.to_string_lossy(),
        &text,
        arguments.state.as_deref(),
        &values,
    );
    let (state, warnings) = parsed.map_err(|faults| {
        show::print_faults(&faults.0);
        Failed::AlreadyReported
    })?;
    show::print_faults(&warnings);
    let input = match &arguments.input {
        Some(path) => crate::eval::json(path)?,
        None => json!({}),
    };
    let mut mocks = match &arguments.mock {
        Some(path) => Mocks::single(path, crate::eval::json(path)?, &state)?,
        None => Mocks::default(),
    };
    let with = Inspect {
        variables: object(arguments.variables.as_deref())?,
        context: object(arguments.context.as_deref())?,
        retries: arguments.retries,
    };
    let start = super::start(arguments.now.as_deref(), 0, false)?;
    let inspection = inspect(&state, input, &start, &with, &mut mocks);
    show::json(&inspection)?;
    if inspection.status == "FAILED" { Err(Failed::AlreadyReported) } else { Ok(()) }
}

/// Reads a JSON object from a file.
fn object(path: Option<&Path>) -> Result<Map<String, Json>, Failed> {
    let Some(path) = path else { return Ok(Map::new()) };
    match crate::eval::json(path)? {
        Json::Object(members) => Ok(members),
        _ => {
            let message = format!("{}: not an object", path.display());
            Err(Failed::Message(message, "write a JSON object".to_owned()))
        }
    }
}
