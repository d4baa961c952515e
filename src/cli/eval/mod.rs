//! `burgeon eval`

mod case;
mod outcome;

use std::io::Read;
use std::path::{Path, PathBuf};

use appsync_vtl::{Context, Environment, Template, evaluate};
use burgeon::core::Diagnostics;
use burgeon::core::source::Source;
use serde_json::{Map, Value as Json};

use super::args::Eval;
use super::{Failed, console, show};
use case::Case;
use outcome::Outcome;

pub(super) fn run(arguments: &Eval) -> Result<(), Failed> {
    match (&arguments.test, &arguments.template) {
        (Some(folder), template) => test(folder, template.as_deref()),
        (None, Some(template)) => {
            let template = read_template(template)?;
            let context = context(arguments.context.as_deref())?;
            let outcome = evaluated(&template, &context, &mut environment(arguments)?)?;
            show::json(&outcome)
        }
        (None, None) => Err(Failed::Message(
            "there is no template to evaluate".to_owned(),
            "name a template, or a folder of tests with `--test`".to_owned(),
        )),
    }
}

fn environment(arguments: &Eval) -> Result<Environment, Failed> {
    Ok(match &arguments.now {
        Some(now) => Environment::fixed(milliseconds(now)?),
        None => Environment::system(),
    })
}

/// The milliseconds since 1970 of a time that is given on the command line.
pub(super) fn milliseconds(now: &str) -> Result<i64, Failed> {
    case::milliseconds(now).map_err(|reason| {
        let help = "write a time such as `2026-01-31T12:00:00Z`".to_owned();
        Failed::Message(format!("`{now}` is no time: {reason}"), help)
    })
}

/// A template that parses; every fault of one that does not.
fn read_template(path: &Path) -> Result<Template, Failed> {
    let text = read(path)?;
    let source = Source::new(path.to_string_lossy(), text);
    let mut found = Diagnostics::default();
    burgeon::plan::check_template(&source, &mut found);
    match Template::parse_named(&source.path, &source.text) {
        Ok(template) if found.is_empty() => Ok(template),
        _ => Err(Failed::Reported(found.reports())),
    }
}

fn context(path: Option<&Path>) -> Result<Json, Failed> {
    let Some(path) = path else { return Ok(Json::Object(Map::new())) };
    json(path)
}

pub(super) fn json(path: &Path) -> Result<Json, Failed> {
    serde_json::from_str(&read(path)?).map_err(|reason| {
        let (line, column) = (reason.line(), reason.column());
        let message = format!("{}:{line}:{column}: not JSON: {reason}", path.display());
        Failed::Message(message, "write JSON".to_owned())
    })
}

pub(super) fn read(path: &Path) -> Result<String, Failed> {
    let text = match path == Path::new("-") {
        true => {
            let mut text = String::new();
            std::io::stdin().lock().read_to_string(&mut text).map(|_| text)
        }
        false => std::fs::read_to_string(path),
    };
    text.map_err(|reason| {
        let message = format!("cannot read `{}`: {reason}", path.display());
        Failed::Message(message, "check the path and its permissions".to_owned())
    })
}

fn evaluated(
    template: &Template,
    context: &Json,
    environment: &mut Environment,
) -> Result<Outcome, Failed> {
    let context = Context::from_json(context).map_err(|reason| {
        let help = "a context has `arguments`, `identity`, `source`, `result`, `prev`, `stash`, \
                    `error`, `outErrors`, `info` and `request`";
        Failed::Message(reason.to_string(), help.to_owned())
    })?;
    Ok(evaluate(template, &context, environment).into())
}

/// Runs every case of a folder and tells of each whether it came out as expected.
fn test(folder: &Path, template: Option<&Path>) -> Result<(), Failed> {
    let cases = files(folder)?;
    if cases.is_empty() {
        return Err(Failed::Message(
            format!("`{}` holds no test", folder.display()),
            "a test is a JSON file with `template`, `context` and `expected`".to_owned(),
        ));
    }
    let (mut passed, mut failed) = (0, 0);
    for path in cases {
        let case = Case::read(&path, json(&path)?)?;
        let file = case.template_of(&path, template)?;
        let found = evaluated(&read_template(&file)?, &case.context, &mut case.environment()?)?;
        let differences = case.expected.differences(&found);
        match differences.is_empty() {
            true => passed += 1,
            false => {
                failed += 1;
                console::print(&format!("{}\n", path.display()))?;
                for difference in differences {
                    console::print(&format!("{difference}\n"))?;
                }
            }
        }
    }
    console::print(&format!("{passed} passed, {failed} failed\n"))?;
    if failed == 0 { Ok(()) } else { Err(Failed::Told) }
}

/// The JSON files of a folder, sorted by name; a file is its own.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failed> {
    if folder.is_file() {
        return Ok(vec![folder.to_owned()]);
    }
    let unreadable = |reason: std::io::Error| {
        let message = format!("cannot read `{}`: {reason}", folder.display());
        Failed::Message(message, "name a folder of tests".to_owned())
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|end| end == "json") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
