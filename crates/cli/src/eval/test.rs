//! `burgeon eval --test`

use std::path::{Path, PathBuf};

use appsync_vtl::evaluate;

use super::case::Case;
use crate::{Failed, console, tell};

/// Runs every test of a folder and tells of each whether it came out as expected.
pub(super) fn run(folder: &Path, template: Option<&Path>) -> Result<(), Failed> {
    let mut tests = Vec::new();
    find(folder, &mut tests)?;
    tests.sort();
    if tests.is_empty() {
        return Err(Failed::Message(
            format!("`{}` holds no test", folder.display()),
            "a test is a JSON file with `template`, `context` and `expected`".to_owned(),
        ));
    }
    let (mut passed, mut failed) = (0, 0);
    for path in tests {
        match differences(&path, template) {
            Ok(differences) if differences.is_empty() => passed += 1,
            Ok(differences) => {
                failed += 1;
                console::print(&format!("{}\n{}\n", path.display(), differences.join("\n")))?;
            }
            // That one test cannot be run keeps no other from running.
            Err(reason) => {
                failed += 1;
                tell(reason);
            }
        }
    }
    console::print(&format!("{passed} passed, {failed} failed\n"))?;
    if failed == 0 { Ok(()) } else { Err(Failed::Told) }
}

/// What comes out of a test otherwise than expected.
fn differences(path: &Path, template: Option<&Path>) -> Result<Vec<String>, Failed> {
    let case = Case::read(path, super::json(path)?)?;
    let template = super::read_template(&case.template_of(path, template)?)?;
    let context = super::context(&case.context, path)?;
    let found = evaluate(&template, &context, &mut case.environment(path)?).into();
    Ok(case.expected.differences(&found))
}

/// The JSON files of a folder and of those in it; a file is its own.
fn find(folder: &Path, tests: &mut Vec<PathBuf>) -> Result<(), Failed> {
    if folder.is_file() {
        tests.push(folder.to_owned());
        return Ok(());
    }
    let unreadable = |reason: std::io::Error| {
        let message = format!("cannot read `{}`: {reason}", folder.display());
        Failed::Message(message, "name a folder of tests".to_owned())
    };
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = entry.path();
        if entry.file_type().map_err(unreadable)?.is_dir() {
            find(&path, tests)?;
        } else if path.extension().is_some_and(|end| end == "json") {
            tests.push(path);
        }
    }
    Ok(())
}
