//! `burgeon states check`

use std::path::Path;

use amazon_states_language::Fault;
use amazon_states_language::definition::ExecutionType;
use serde_json::{Value as Json, json};

use super::sources::{self, Found};
use crate::args::{StatesCheck, TextFormat};
use crate::{Failed, console, show, substitutions};

/// Reports the errors of every definition.
pub(super) fn run(arguments: &StatesCheck) -> Result<(), Failed> {
    let values = substitutions::parse(&arguments.substitute)?;
    let found = sources::all(&arguments.definitions, &values)?;
    let mut diagnostics: Vec<Json> = Vec::new();
    let mut are_valid = true;
    for found in &found {
        let faults = faults(found, arguments.express);
        are_valid &= faults.iter().all(|fault| fault.warning);
        match arguments.format {
            TextFormat::Human => show::print_faults(&faults),
            TextFormat::Json => {
                diagnostics.extend(faults.iter().map(|fault| report(&found.path, fault)))
            }
        }
    }
    match arguments.format {
        TextFormat::Human if are_valid && found.len() > 1 => {
            console::eprint(&format!("no errors found in {} definitions\n", found.len()));
        }
        TextFormat::Human if are_valid => console::eprint("no errors found\n"),
        TextFormat::Human => {}
        TextFormat::Json => show::json(&json!({ "diagnostics": diagnostics }))?,
    }
    if are_valid { Ok(()) } else { Err(Failed::AlreadyReported) }
}

fn faults(found: &Found, express: bool) -> Vec<Fault> {
    match &found.definition {
        Ok(definition) => {
            let mut faults = definition.warnings.clone();
            if express || found.execution_type == ExecutionType::Express {
                faults.extend(definition.faults_as(ExecutionType::Express));
            }
            faults
        }
        Err(faults) => faults.0.clone(),
    }
}

/// A fault in the JSON format of other commands' diagnostics.
fn report(path: &Path, fault: &Fault) -> Json {
    json!({
        "code": fault.code,
        "severity": if fault.warning { "warning" } else { "error" },
        "message": fault.message,
        "places": [{
            "path": path.to_string_lossy(),
            "line": fault.location.line,
            "column": fault.location.column,
            "label": fault.label,
        }],
        "help": fault.help,
    })
}
