//! `burgeon eval --test`

use std::path::Path;

use appsync_vtl::{Evaluation, Template, evaluate};
use burgeon::core::source::Source;
use burgeon_expectations::{Case, Coverage, Difference, FindError, Part, Verdict, find, run_files};

use super::case::Test;
use crate::args::{Eval, TextFormat};
use crate::{Failed, console, show};

/// Runs every test of a folder, a glob or a file, and reports those that did not pass.
pub(super) fn run(tests: &Path, arguments: &Eval) -> Result<(), Failed> {
    let template = arguments.template.as_deref();
    let files = find(tests).map_err(not_found)?;
    let is_recorded = arguments.coverage || arguments.lcov.is_some();
    let mut report = run_files::<Test>(&files, |case| {
        let mut coverage = is_recorded.then(Coverage::default);
        let verdict = differences(case, template, coverage.as_mut())
            .map_or_else(|failed| Verdict::Error(failed.to_text()), Verdict::from);
        (verdict, coverage.unwrap_or_default())
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

/// The parts of a test's outcome that are not as expected. The lines that it ran are added to the
/// coverage, if that is recorded.
fn differences(
    case: &Case<Test>,
    template: Option<&Path>,
    coverage: Option<&mut Coverage>,
) -> Result<Vec<Difference>, Failed> {
    let Case { path, test, .. } = case;
    let file = test.template_of(path, template)?;
    let mut template = super::read_template(&file)?;
    if coverage.is_some() {
        template = Template::parse_for_coverage(Source::new(template.name(), template.source()))
            .map_err(|faults| Failed::Reported(faults.0))?;
    }
    let context = super::context(&test.context, path)?;
    let evaluation = evaluate(&template, &context, &mut test.environment(path)?);
    if let Some(coverage) = coverage {
        record(&shown(&file), &template, &evaluation, coverage);
    }
    Ok(test.differences(&evaluation.into()))
}

/// Adds the lines of a template, and those that an evaluation ran.
fn record(file: &str, template: &Template, evaluation: &Evaluation, coverage: &mut Coverage) {
    template.lines().into_iter().for_each(|line| coverage.expect(file, Part::line(line)));
    evaluation.lines.iter().for_each(|line| coverage.hit(file, Part::line(*line)));
}

/// One path for a file, however tests name it: from the current folder if it is in there.
fn shown(file: &Path) -> String {
    let Ok(absolute) = file.canonicalize() else { return file.display().to_string() };
    let folder = std::env::current_dir().and_then(|folder| folder.canonicalize());
    let relative =
        folder.ok().and_then(|folder| absolute.strip_prefix(folder).ok().map(Path::to_owned));
    relative.unwrap_or(absolute).to_string_lossy().replace('\\', "/")
}

fn write(file: &Path, text: String) -> Result<(), Failed> {
    std::fs::write(file, text).map_err(|reason| {
        let message = format!("cannot write `{}`: {reason}", file.display());
        Failed::Message(message, "name a file in a folder that can be written to".to_owned())
    })
}
