//! Tests of templates: a context, and what is expected of its evaluation.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use appsync_vtl::Environment;
use burgeon_expectations::{Difference, Match, compare};
use serde::Deserialize;
use serde_json::{Map, Value as Json};

use super::outcome::Outcome;
use super::pipeline::Step;
use crate::Failed;

/// The time at which tests run that name none: 2020-01-01T00:00:00Z.
const NOW: &str = "2020-01-01T00:00:00Z";

/// A test of a template.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Test {
    /// The template, relative to the test's file.
    #[serde(default)]
    template: Option<PathBuf>,
    /// Several templates instead of one, which run one after another.
    #[serde(default)]
    pub(super) pipeline: Option<Vec<Step>>,
    /// Values for placeholders `${NAME}` in the templates.
    #[serde(default)]
    pub(super) substitute: BTreeMap<String, Json>,
    /// The context of the evaluation.
    #[serde(default = "empty")]
    pub(super) context: Json,
    /// The time of the evaluation.
    #[serde(default)]
    now: Option<String>,
    /// The expected outcome.
    expected: Expected,
    /// Whether `result`, `stash` and `outErrors` describe the whole value.
    #[serde(default, rename = "match")]
    pub(super) matching: Match,
}

fn empty() -> Json {
    Json::Object(Map::new())
}

/// The expected outcome of a test. Omitted parts are not compared.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Expected {
    /// The rendered text, as JSON if it is JSON, or without outer white space.
    #[serde(default)]
    result: Option<Json>,
    /// Parts of the error: `message`, `errorType`, `data`, `errorInfo`. Without it, the evaluation
    /// must not fail.
    #[serde(default)]
    error: Option<Map<String, Json>>,
    /// The stash.
    #[serde(default)]
    stash: Option<Json>,
    /// The errors of `$util.appendError`.
    #[serde(default)]
    out_errors: Option<Json>,
}

impl Test {
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
            Failed::Message(format!("{}: invalid time `{now}`: {reason}", path.display()), help)
        })?;
        Ok(Environment::fixed(now))
    }

    /// The parts of the outcome that are not as expected.
    pub(super) fn differences(&self, found: &Outcome) -> Vec<Difference> {
        let expected = &self.expected;
        let mut differences = Vec::new();
        let mut check = |part: &str, expected: &Json, found: &Json, how: Match| {
            differences.extend(compare(part, expected, found, how));
        };
        if let Some(result) = &expected.result {
            check("result", result, &found.result(), self.matching);
        }
        match &expected.error {
            None => check("error", &Json::Null, &found.error, Match::Exact),
            Some(parts) => {
                check("error", &Json::Object(parts.clone()), &found.error, Match::Partial);
            }
        }
        if let Some(stash) = &expected.stash {
            check("stash", stash, &found.stash, self.matching);
        }
        if let Some(out_errors) = &expected.out_errors {
            check("outErrors", out_errors, &found.out_errors, self.matching);
        }
        differences
    }
}

/// Milliseconds since 1970 of a time in ISO 8601.
pub(super) fn milliseconds(time: &str) -> Result<i64, jiff::Error> {
    Ok(time.parse::<jiff::Timestamp>()?.as_millisecond())
}
