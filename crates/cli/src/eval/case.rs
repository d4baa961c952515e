//! Tests of templates: a context, and what is expected of its evaluation.

use std::path::{Path, PathBuf};

use appsync_vtl::Environment;
use serde::Deserialize;
use serde_json::{Map, Value as Json};

use super::outcome::Outcome;
use crate::Failed;

/// The time at which tests run that name none: 2020-01-01T00:00:00Z.
const NOW: &str = "2020-01-01T00:00:00Z";

/// A test, one a file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    /// The template, relative to the test's file.
    #[serde(default)]
    template: Option<PathBuf>,
    /// What it is evaluated against.
    #[serde(default = "empty")]
    pub(super) context: Json,
    /// The time of the evaluation.
    #[serde(default)]
    now: Option<String>,
    /// What is expected.
    pub(super) expected: Expected,
}

fn empty() -> Json {
    Json::Object(Map::new())
}

/// What a test expects. What is left out may be anything.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Expected {
    /// What is rendered: JSON that it reads as, or the text without outer white space.
    #[serde(default)]
    result: Option<Json>,
    /// Parts of the error: `message`, `errorType`, `data`, `errorInfo`. Without it, the evaluation
    /// must not fail.
    #[serde(default)]
    error: Option<Map<String, Json>>,
    /// The stash.
    #[serde(default)]
    stash: Option<Json>,
    /// What `$util.appendError` notes.
    #[serde(default)]
    out_errors: Option<Json>,
}

impl Case {
    pub(super) fn read(path: &Path, json: Json) -> Result<Self, Failed> {
        serde_json::from_value(json).map_err(|reason| {
            let help = "a test has `template`, `context`, `now` and `expected` (`result`, \
                        `error`, `stash`, `outErrors`)";
            Failed::Message(format!("{}: {reason}", path.display()), help.to_owned())
        })
    }

    /// The template that the test, or else the command line, names.
    pub(super) fn template_of(&self, path: &Path, given: Option<&Path>) -> Result<PathBuf, Failed> {
        let folder = path.parent().unwrap_or(Path::new(""));
        let own = self.template.as_ref().map(|template| folder.join(template));
        own.or_else(|| given.map(Path::to_owned)).ok_or_else(|| {
            Failed::Message(
                format!("{}: the test names no template", path.display()),
                "add `\"template\": \"…\"`, or name one on the command line".to_owned(),
            )
        })
    }

    pub(super) fn environment(&self, path: &Path) -> Result<Environment, Failed> {
        let now = self.now.as_deref().unwrap_or(NOW);
        let now = milliseconds(now).map_err(|reason| {
            let help = "write a time such as `2026-01-31T12:00:00Z`".to_owned();
            Failed::Message(format!("{}: `{now}` is no time: {reason}", path.display()), help)
        })?;
        Ok(Environment::fixed(now))
    }
}

/// Milliseconds since 1970 of a time in ISO 8601.
pub(super) fn milliseconds(time: &str) -> Result<i64, jiff::Error> {
    Ok(time.parse::<jiff::Timestamp>()?.as_millisecond())
}

impl Expected {
    /// What came out otherwise, a line or two for each part.
    pub(super) fn differences(&self, found: &Outcome) -> Vec<String> {
        let mut differences = Vec::new();
        let mut compare = |part: &str, expected: &Json, found: &Json| {
            if expected != found {
                differences
                    .push(format!("  {part}\n    expected {expected}\n    found    {found}"));
            }
        };
        if let Some(result) = &self.result {
            compare("result", result, &found.result());
        }
        match &self.error {
            None => compare("error", &Json::Null, &found.error),
            Some(parts) => {
                for (part, expected) in parts {
                    let found = found.error.get(part).unwrap_or(&Json::Null);
                    compare(&format!("error.{part}"), expected, found);
                }
                if found.error.is_null() {
                    compare("error", &Json::Object(parts.clone()), &Json::Null);
                }
            }
        }
        if let Some(stash) = &self.stash {
            compare("stash", stash, &found.stash);
        }
        if let Some(out_errors) = &self.out_errors {
            compare("outErrors", out_errors, &found.out_errors);
        }
        differences
    }
}
