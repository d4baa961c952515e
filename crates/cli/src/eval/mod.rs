//! `burgeon eval`

mod case;
mod outcome;
mod pipeline;
mod rendered;
mod templates;
mod test;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use appsync_vtl::{Context, Environment, Template, evaluate};
use burgeon::core::Diagnostics;
use burgeon::core::source::Source;
use serde_json::Value as Json;

use super::args::Eval;
use super::{Failed, console, show, substitutions};
use outcome::Outcome;

pub(super) fn run(arguments: &Eval) -> Result<(), Failed> {
    match (&arguments.test, &arguments.template) {
        (Some(tests), _) => test::run(tests, arguments),
        (None, Some(template)) => {
            refuse_one_input_for_both(template, arguments.context.as_deref())?;
            let values = substitutions::parse(&arguments.substitute)?;
            let template = read_template(template, &values)?;
            let context = read_context(arguments.context.as_deref())?;
            let outcome: Outcome =
                evaluate(&template, &context, &mut environment(arguments)?).into();
            show::json(&outcome)?;
            if let Some(reason) = outcome.not_json() {
                console::eprint(&format!("the result is not JSON: {reason}\n"));
            }
            match outcome.error.is_null() || arguments.allow_errors {
                true => Ok(()),
                false => Err(Failed::AlreadyReported),
            }
        }
        (None, None) => Err(Failed::Message(
            "missing template".to_owned(),
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
        Failed::Message(format!("invalid time `{now}`: {reason}"), help)
    })
}

/// Reads a template and replaces its placeholders. Fails with all diagnostics of an invalid one.
fn read_template(path: &Path, values: &BTreeMap<String, Json>) -> Result<Template, Failed> {
    let text = substitutions::apply(&read(path)?, values);
    let source = Source::new(path.to_string_lossy(), text);
    let mut found = Diagnostics::default();
    burgeon::check_template(&source, &mut found);
    match Template::parse_named(&source.path, &source.text) {
        Ok(template) if found.is_empty() => Ok(template),
        _ => Err(Failed::Reported(found.reports())),
    }
}

fn refuse_one_input_for_both(template: &Path, context: Option<&Path>) -> Result<(), Failed> {
    if template == Path::new("-") && context == Some(template) {
        let message = "the template and its context cannot both be standard input".to_owned();
        return Err(Failed::Message(message, "write one of them to a file".to_owned()));
    }
    Ok(())
}

fn read_context(path: Option<&Path>) -> Result<Context, Failed> {
    match path {
        Some(path) => context(&json(path)?, path),
        None => Ok(Context::default()),
    }
}

/// The context that the JSON of a file is.
fn context(json: &Json, path: &Path) -> Result<Context, Failed> {
    Context::from_json(json).map_err(|reason| {
        let help = "a context has `arguments`, `identity`, `source`, `result`, `prev`, `stash`, \
                    `error`, `outErrors`, `info`, `request` and `env`";
        Failed::Message(format!("{}: {reason}", path.display()), help.to_owned())
    })
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
