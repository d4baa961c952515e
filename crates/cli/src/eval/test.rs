//! `burgeon eval --test`

use std::path::Path;

use appsync_vtl::evaluate;
use burgeon_expectations::{
    Case, Coverage, Difference, FindError, Report, Verdict, find, run_files,
};

use super::case::Test;
use crate::args::{Eval, TextFormat};
use crate::{Failed, console, show};

/// Runs every test of a folder, a glob or a file, and reports those that did not pass.
pub(super) fn run(tests: &Path, arguments: &Eval) -> Result<(), Failed> {
    let template = arguments.template.as_deref();
    let files = find(tests).map_err(not_found)?;
    let report = run_files::<Test>(&files, |case| {
        let verdict = differences(case, template)
            .map_or_else(|failed| Verdict::Error(failed.to_text()), Verdict::from);
        (verdict, Coverage::default())
    });
    if let Some(file) = &arguments.junit {
        write_junit(file, &report)?;
    }
    match arguments.format {
        TextFormat::Human => console::print(&report.to_text())?,
        TextFormat::Json => show::json(&report.to_json())?,
    }
    if report.failed() == 0 { Ok(()) } else { Err(Failed::AlreadyReported) }
}

fn not_found(error: FindError) -> Failed {
    let help = match error {
        FindError::NoTest(_) => {
            "a test is a JSON or YAML file with `template`, `context` and `expected`"
        }
        _ => "name a folder of tests",
    };
    Failed::Message(error.to_string(), help.to_owned())
}

/// The parts of a test's outcome that are not as expected.
fn differences(case: &Case<Test>, template: Option<&Path>) -> Result<Vec<Difference>, Failed> {
    let Case { path, test, .. } = case;
    let template = super::read_template(&test.template_of(path, template)?)?;
    let context = super::context(&test.context, path)?;
    let found = evaluate(&template, &context, &mut test.environment(path)?).into();
    Ok(test.differences(&found))
}

fn write_junit(file: &Path, report: &Report) -> Result<(), Failed> {
    std::fs::write(file, report.to_junit("burgeon eval")).map_err(|reason| {
        let message = format!("cannot write `{}`: {reason}", file.display());
        Failed::Message(message, "name a file in a folder that can be written to".to_owned())
    })
}
