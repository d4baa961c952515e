//! `burgeon eval --test`

use std::collections::BTreeMap;
use std::path::Path;

use appsync_vtl::evaluate;
use burgeon_expectations::{
    Case, Coverage, Difference, FindError, Report, Verdict, find, run_files,
};

use serde_json::Value as Json;

use super::case::Test;
use super::pipeline;
use crate::args::{Eval, TextFormat};
use crate::{Failed, console, show, substitutions};

/// Runs every test of a folder, a glob or a file, and reports those that did not pass.
pub(super) fn run(tests: &Path, arguments: &Eval) -> Result<(), Failed> {
    let template = arguments.template.as_deref();
    let values = substitutions::parse(&arguments.substitute)?;
    let files = find(tests).map_err(not_found)?;
    let report = run_files::<Test>(&files, |case| {
        let verdict = differences(case, template, &values)
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

/// The differences between a test's outcome and its expectations.
fn differences(
    case: &Case<Test>,
    template: Option<&Path>,
    values: &BTreeMap<String, Json>,
) -> Result<Vec<Difference>, Failed> {
    let Case { path, test, .. } = case;
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut values = values.clone();
    values.extend(test.substitute.clone());
    let context = super::context(&test.context, path)?;
    let mut environment = test.environment(path)?;
    if let Some(steps) = &test.pipeline {
        let read = |path: &Path| super::read_template(&folder.join(path), &values);
        let (found, mut differences) =
            pipeline::run(steps, context, environment, test.matching, &read)?;
        differences.extend(test.differences(&found));
        return Ok(differences);
    }
    let template = super::read_template(&test.template_of(path, template)?, &values)?;
    let found = evaluate(&template, &context, &mut environment).into();
    Ok(test.differences(&found))
}

fn write_junit(file: &Path, report: &Report) -> Result<(), Failed> {
    std::fs::write(file, report.to_junit("burgeon eval")).map_err(|reason| {
        let message = format!("cannot write `{}`: {reason}", file.display());
        Failed::Message(message, "name a file in a folder that can be written to".to_owned())
    })
}
