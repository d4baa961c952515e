//! Finds definitions in files, folders, and SAM and CloudFormation templates.

use std::path::{Path, PathBuf};

use amazon_states_language::definition::ExecutionType;
use amazon_states_language::template::{Place, embedded};
use amazon_states_language::{Definition, Faults, Substitutions};
use burgeon_expectations::find;

use crate::{Failed, show};

/// A definition that was found.
pub(super) struct Found {
    /// Its file.
    pub(super) path: PathBuf,
    /// The logical id of its resource, if it is in a template.
    pub(super) resource: Option<String>,
    pub(super) execution_type: ExecutionType,
    pub(super) definition: Result<Definition, Faults>,
}

/// The definitions of files, folders and globs.
pub(super) fn all(paths: &[PathBuf], values: &Substitutions) -> Result<Vec<Found>, Failed> {
    let mut found = Vec::new();
    for path in paths {
        let before = found.len();
        for file in files(path)? {
            found.extend(in_file(&file, values)?);
        }
        if found.len() == before {
            let message = format!("`{}` contains no definition", path.display());
            let help = "a definition has `StartAt` and `States`, or is in a template".to_owned();
            return Err(Failed::Message(message, help));
        }
    }
    Ok(found)
}

/// A file, or those of a folder or a glob that may contain definitions.
fn files(path: &Path) -> Result<Vec<PathBuf>, Failed> {
    if path == Path::new("-") || path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let found = find(path).map_err(|reason| {
        let help = "name a definition, or a folder with definitions or templates".to_owned();
        Failed::Message(reason.to_string(), help)
    })?;
    let mut candidates = Vec::new();
    for file in found {
        if is_candidate(&file, &crate::eval::read(&file)?) {
            candidates.push(file);
        }
    }
    Ok(candidates)
}

/// Whether a file of a folder may be a definition or a template with one.
fn is_candidate(path: &Path, text: &str) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.contains(".asl.") || is_definition(text) || text.contains("::StateMachine")
}

/// Whether a text of a folder may be a definition.
pub(super) fn is_definition(text: &str) -> bool {
    text.contains("StartAt") && text.contains("States")
}

/// The definitions of a file.
fn in_file(path: &Path, values: &Substitutions) -> Result<Vec<Found>, Failed> {
    let text = crate::eval::read(path)?;
    let name = path.to_string_lossy();
    let Some(machines) = embedded(&name, &text, values) else {
        let definition = Definition::substituted(&name, &text, values);
        let (path, execution_type) = (path.to_owned(), ExecutionType::Standard);
        return Ok(vec![Found { path, resource: None, execution_type, definition }]);
    };
    let mut found = Vec::new();
    for machine in machines {
        let (path, definition) = match machine.definition {
            Place::Here(definition) => (path.to_owned(), *definition),
            Place::File(file) => {
                let file = path.parent().unwrap_or(Path::new("")).join(file);
                let text = crate::eval::read(&file)?;
                let name = file.to_string_lossy();
                let definition = Definition::substituted(&name, &text, &machine.substitutions);
                (file, definition)
            }
            Place::Unknown => continue,
        };
        let (resource, execution_type) = (Some(machine.name), machine.execution_type);
        found.push(Found { path, resource, execution_type, definition });
    }
    Ok(found)
}

/// The only definition of a file, or that of the resource `machine`. Reports the faults of an invalid one.
pub(super) fn one(
    path: &Path,
    machine: Option<&str>,
    values: &Substitutions,
) -> Result<(Definition, ExecutionType), Failed> {
    let mut found = in_file(path, values)?;
    let names: Vec<_> = found.iter().filter_map(|found| found.resource.clone()).collect();
    if let Some(machine) = machine {
        found.retain(|found| found.resource.as_deref() == Some(machine));
    }
    let message = match found.len() {
        1 => String::new(),
        0 if names.is_empty() => format!("`{}` contains no state machine", path.display()),
        0 => format!("`{}` has no such state machine", path.display()),
        _ => format!("`{}` has several state machines", path.display()),
    };
    match found.pop() {
        Some(found) if message.is_empty() => match found.definition {
            Ok(definition) => Ok((definition, found.execution_type)),
            Err(faults) => {
                show::print_faults(&faults.0);
                Err(Failed::AlreadyReported)
            }
        },
        _ => {
            let help = format!("name one with `--machine`: {}", names.join(", "));
            Err(Failed::Message(message, help))
        }
    }
}
