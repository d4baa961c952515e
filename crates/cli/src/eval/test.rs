//! `burgeon eval --test`

use std::collections::BTreeMap;
use std::path::Path;

use appsync_vtl::{Context, Environment};
use burgeon_expectations::{Case, Coverage, Difference, FindError, Verdict, find, run_files};
use serde_json::Value as Json;

use super::case::Test;
use super::pipeline;
use super::templates::Templates;
use crate::args::{Eval, TextFormat};
use crate::{Failed, console, show, substitutions};

/// Runs every test of a folder, a glob or a file, and reports those that did not pass.
pub(super) fn run(tests: &Path, arguments: &Eval) -> Result<(), Failed> {
    let template = arguments.template.as_deref();
    let values = substitutions::parse(&arguments.substitute)?;
    let files = find(tests).map_err(not_found)?;
    let is_recorded = arguments.coverage || arguments.lcov.is_some();
    let mut report = run_files::<Test>(&files, |case| {
        let templates = Templates::new(substituted(&values, &case.test), is_recorded);
        let verdict = differences(case, template, &templates)
            .map_or_else(|failed| Verdict::Error(failed.to_text()), Verdict::from);
        (verdict, templates.into_coverage())
    });
    if let Some(file) = &arguments.junit {
        write(file, report.to_junit("burgeon eval"))?;
    }
    if let Some(file) = &arguments.lcov {
        write(file, report.coverage.to_lcov())?;
    }
    if !arguments.coverage {
        report.coverage = Coverage::default();
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

/// The values of a test's placeholders: its own, and otherwise those of the command line.
fn substituted(values: &BTreeMap<String, Json>, test: &Test) -> BTreeMap<String, Json> {
    let mut values = values.clone();
    values.extend(test.substitute.clone());
    values
}

/// The differences between a test's outcome and its expectations.
fn differences(
    case: &Case<Test>,
    template: Option<&Path>,
    templates: &Templates,
) -> Result<Vec<Difference>, Failed> {
    let Case { path, test, .. } = case;
    let folder = path.parent().unwrap_or(Path::new(""));
    let context = super::context(&test.context, path)?;
    let mut environment = test.environment(path)?;
    if let Some(steps) = &test.pipeline {
        let evaluate = |path: &Path, context: &Context, environment: &mut Environment| {
            templates.evaluate(&folder.join(path), context, environment)
        };
        let (found, mut differences) =
            pipeline::run(steps, context, environment, test.matching, &evaluate)?;
        differences.extend(test.differences(&found));
        return Ok(differences);
    }
    let template = test.template_of(path, template)?;
    let found = templates.evaluate(&template, &context, &mut environment)?.into();
    Ok(test.differences(&found))
}

fn write(file: &Path, text: String) -> Result<(), Failed> {
    std::fs::write(file, text).map_err(|reason| {
        let message = format!("cannot write `{}`: {reason}", file.display());
        Failed::Message(message, "name a file in a folder that can be written to".to_owned())
    })
}
