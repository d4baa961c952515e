//! `burgeon states`

mod draw;
mod mocks;

use std::path::Path;

use amazon_states_language::run::{Execution, Start};
use amazon_states_language::{Definition, Fault, Policy};
use serde_json::{Value as Json, json};

use super::args::{States, StatesCommand, StatesRun, TextFormat};
use super::{Failed, console, show};
pub(super) use draw::drawn;
use mocks::Mocks;

pub(super) fn run(arguments: &States) -> Result<(), Failed> {
    match &arguments.command {
        StatesCommand::Check(arguments) => check(&arguments.definition, arguments.format),
        StatesCommand::Run(arguments) => execute(arguments),
        StatesCommand::Graph(arguments) => draw::run(arguments),
        StatesCommand::Policy(arguments) => {
            let machine = definition(&arguments.definition)?.machine;
            show::json(&Policy::of(&machine))
        }
    }
}

fn check(path: &Path, format: TextFormat) -> Result<(), Failed> {
    let text = super::eval::read(path)?;
    let (faults, holds) = match Definition::parse_named(&path.to_string_lossy(), &text) {
        Ok(definition) => (definition.warnings, true),
        Err(faults) => (faults.0, false),
    };
    match format {
        TextFormat::Human => {
            show::print_faults(&faults);
            if holds {
                console::eprint("no errors found\n");
            }
        }
        TextFormat::Json => {
            let diagnostics: Vec<Json> = faults.iter().map(|fault| report(path, fault)).collect();
            show::json(&json!({ "diagnostics": diagnostics }))?;
        }
    }
    if holds { Ok(()) } else { Err(Failed::AlreadyReported) }
}

/// An error in the form of other commands' diagnostics.
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

/// A valid definition; otherwise its errors are reported.
fn definition(path: &Path) -> Result<Definition, Failed> {
    let text = super::eval::read(path)?;
    Definition::parse_named(&path.to_string_lossy(), &text).map_err(|faults| {
        show::print_faults(&faults.0);
        Failed::AlreadyReported
    })
}

fn execute(arguments: &StatesRun) -> Result<(), Failed> {
    let machine = definition(&arguments.definition)?.machine;
    let input = match &arguments.input {
        Some(path) => super::eval::json(path)?,
        None => json!({}),
    };
    let mut mocks = match &arguments.mocks {
        Some(path) => Mocks::read(path, super::eval::json(path)?)?,
        None => Mocks::default(),
    };
    let mut start = Start { seed: arguments.seed, ..Start::default() };
    if let Some(now) = &arguments.now {
        start.time = super::eval::milliseconds(now)?;
    }
    let execution = Execution::run(&machine, input, &start, &mut mocks);
    let mut outcome = json!({
        "status": if execution.outcome.is_ok() { "SUCCEEDED" } else { "FAILED" },
        "seconds": (execution.end - start.time) as f64 / 1000.0,
    });
    match &execution.outcome {
        Ok(output) => outcome["output"] = output.clone(),
        Err(failure) => {
            outcome["error"] = json!(failure.error);
            outcome["cause"] = json!(failure.cause);
        }
    }
    if arguments.history {
        outcome["events"] = json!(execution.events);
    }
    show::json(&outcome)?;
    if execution.outcome.is_ok() { Ok(()) } else { Err(Failed::AlreadyReported) }
}
