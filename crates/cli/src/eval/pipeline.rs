//! Tests of several templates that run one after another, as those of a resolver do.

use std::path::{Path, PathBuf};

use appsync_vtl::{Context, Environment, Evaluation};
use burgeon_expectations::{Difference, Match, compare};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::outcome::Outcome;
use crate::Failed;

/// A step of a pipeline: one template, or a function with a mocked data source.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, untagged)]
pub(super) enum Step {
    /// The template before or after the functions.
    Template(TemplateStep),
    /// A function of a pipeline, or a unit resolver.
    Function(Box<FunctionStep>),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TemplateStep {
    template: PathBuf,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FunctionStep {
    request: PathBuf,
    #[serde(default)]
    response: Option<PathBuf>,
    /// The result of the data source.
    #[serde(default)]
    result: Json,
    /// The error of the data source: `message` and `type`.
    #[serde(default)]
    error: Json,
    #[serde(default)]
    expected: ExpectedStep,
}

/// The expectations of a function. Members that are left out are not compared.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedStep {
    #[serde(default)]
    request: Option<Json>,
    #[serde(default)]
    response: Option<Json>,
}

/// Evaluates a template by its path, relative to the test's file.
pub(super) type Evaluate<'a> =
    &'a dyn Fn(&Path, &Context, &mut Environment) -> Result<Evaluation, Failed>;

/// A pipeline while it runs.
struct Run<'a> {
    evaluate: Evaluate<'a>,
    context: Context,
    environment: Environment,
    outcome: Outcome,
    is_running: bool,
    matching: Match,
    differences: Vec<Difference>,
}

/// Runs the steps of a pipeline. Returns the outcome of the last one, and the differences from the
/// expectations of single steps.
pub(super) fn run(
    steps: &[Step],
    context: Context,
    environment: Environment,
    matching: Match,
    evaluate: Evaluate<'_>,
) -> Result<(Outcome, Vec<Difference>), Failed> {
    let outcome = Outcome {
        evaluation_result: Some(String::new()),
        error: Json::Null,
        stash: if context.stash.is_null() { json!({}) } else { context.stash.clone() },
        out_errors: json!([]),
        logs: Vec::new(),
    };
    let differences = Vec::new();
    let mut run =
        Run { evaluate, context, environment, outcome, is_running: true, matching, differences };
    let mut functions = 0;
    for step in steps {
        match step {
            Step::Template(step) => run.template(&step.template, functions > 0)?,
            Step::Function(step) => {
                run.function(step, functions)?;
                functions += 1;
            }
        }
    }
    Ok((run.outcome, run.differences))
}

impl Run<'_> {
    /// The template before or after the functions. `#return` in the one before ends the pipeline.
    fn template(&mut self, path: &Path, is_after: bool) -> Result<(), Failed> {
        if !self.is_running {
            return Ok(());
        }
        if is_after {
            self.pass_on();
            self.context.result = self.outcome.result();
        }
        let has_returned = self.evaluate(path)?;
        self.is_running &= is_after || !has_returned;
        Ok(())
    }

    /// A function. `#return` in its request ends it without a call of its data source.
    fn function(&mut self, step: &FunctionStep, position: usize) -> Result<(), Failed> {
        let mut request = Json::Null;
        let mut response = Json::Null;
        if self.is_running {
            self.pass_on();
            let has_returned = self.evaluate(&step.request)?;
            if self.is_running && has_returned {
                response = self.outcome.result();
            } else if self.is_running {
                request = self.outcome.result();
                response = self.respond(step)?;
            }
        }
        let expected = &step.expected;
        for (name, expected, found) in
            [("request", &expected.request, &request), ("response", &expected.response, &response)]
        {
            if let Some(expected) = expected {
                let part = format!("pipeline[{position}].{name}");
                self.differences.extend(compare(&part, expected, found, self.matching));
            }
        }
        Ok(())
    }

    fn respond(&mut self, step: &FunctionStep) -> Result<Json, Failed> {
        let Some(path) = &step.response else {
            self.outcome.evaluation_result = Some(step.result.to_string());
            return Ok(step.result.clone());
        };
        self.context.result = step.result.clone();
        self.context.error = step.error.clone();
        self.evaluate(path)?;
        self.context.result = Json::Null;
        self.context.error = Json::Null;
        Ok(self.outcome.result())
    }

    /// Makes the last result `$ctx.prev.result`.
    fn pass_on(&mut self) {
        self.context.prev = json!({ "result": self.outcome.result() });
    }

    /// Evaluates a template with the stash, arguments and errors of those before it. Returns whether
    /// it ends with `#return`.
    fn evaluate(&mut self, path: &Path) -> Result<bool, Failed> {
        self.context.stash = self.outcome.stash.clone();
        self.context.out_errors = self.outcome.out_errors.clone();
        let evaluation = (self.evaluate)(path, &self.context, &mut self.environment)?;
        if let Some(arguments) = &evaluation.changed_arguments {
            self.context.arguments = arguments.clone();
        }
        let has_returned = evaluation.returned.is_some();
        let mut outcome = Outcome::from(evaluation);
        let mut out_errors = self.outcome.out_errors.as_array().cloned().unwrap_or_default();
        out_errors.extend(outcome.out_errors.as_array().into_iter().flatten().cloned());
        outcome.out_errors = Json::Array(out_errors);
        outcome.logs.splice(0..0, std::mem::take(&mut self.outcome.logs));
        self.outcome = outcome;
        self.is_running = self.outcome.error.is_null();
        Ok(has_returned)
    }
}
