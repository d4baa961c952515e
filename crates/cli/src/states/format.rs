//! `burgeon states format`

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use amazon_states_language::format::format;
use burgeon_expectations::find;

use super::sources::is_definition;
use crate::args::StatesFormat;
use crate::{Failed, console, eval, show};

/// Formats files in place, or reports those that are not formatted.
pub(super) fn run(arguments: &StatesFormat) -> Result<(), Failed> {
    let mut files = Vec::new();
    for path in &arguments.definitions {
        files.extend(files_of(path)?);
    }
    let mut are_done = true;
    for path in &files {
        are_done &= format_file(path, arguments.check)?;
    }
    if are_done { Ok(()) } else { Err(Failed::AlreadyReported) }
}

/// The definitions in JSON that a path names: a file, or those of a folder or a glob.
fn files_of(path: &Path) -> Result<Vec<PathBuf>, Failed> {
    if path == Path::new("-") || path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let found = find(path).map_err(|reason| {
        Failed::Message(reason.to_string(), "name a definition, or a folder with some".to_owned())
    })?;
    let mut files = Vec::new();
    for file in found {
        if file.extension() == Some(OsStr::new("json")) && is_definition(&eval::read(&file)?) {
            files.push(file);
        }
    }
    Ok(files)
}

/// Formats a file. Returns whether it is valid and, with `check`, formatted.
fn format_file(path: &Path, check: bool) -> Result<bool, Failed> {
    let text = eval::read(path)?;
    let formatted = match format(&path.to_string_lossy(), &text) {
        Ok(formatted) => formatted,
        Err(faults) => {
            show::print_faults(&faults.0);
            return Ok(false);
        }
    };
    let is_same = formatted == text;
    if check {
        if !is_same {
            console::eprint(&format!("{} is not formatted\n", path.display()));
        }
        return Ok(is_same);
    }
    if path == Path::new("-") {
        console::print(&formatted)?;
    } else if !is_same {
        std::fs::write(path, &formatted).map_err(|reason| {
            let message = format!("cannot write `{}`: {reason}", path.display());
            Failed::Message(message, "check the permissions of the file".to_owned())
        })?;
        console::print(&format!("formatted {}\n", path.display()))?;
    }
    Ok(true)
}
