//! Evaluating a template.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value as Json;

use crate::context::Context;
use crate::environment::Environment;
use crate::evaluator::Evaluator;
use crate::fault::{ErrorCode, EvaluationError};
use crate::state::{ExtensionCall, Interrupt, State};
use crate::template::Template;
use crate::value::Value;

/// The result of an evaluation.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Evaluation {
    /// The text rendered, up to where the evaluation ended. After `#return(value)`: the value as
    /// JSON text only.
    pub output: String,
    /// The value of `#return` (null without a value), if the template ended with it.
    /// AppSync then skips the data source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub returned: Option<Json>,
    /// Why the evaluation failed, if it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<EvaluationError>,
    /// The errors of `$util.appendError`, without those of the context's `outErrors`.
    pub out_errors: Vec<EvaluationError>,
    /// `$ctx.stash` as the evaluation left it.
    pub stash: Json,
    /// `$ctx.arguments` as the evaluation left them, if it changed them: what follows in the same
    /// pipeline sees the change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed_arguments: Option<Json>,
    /// The lines of `$util.log`.
    pub logs: Vec<String>,
    /// Which `$extensions` were called.
    pub extensions: Vec<ExtensionCall>,
    /// Headers that `$util.http` added to the response.
    pub response_headers: serde_json::Map<String, Json>,
    /// The lines that ran, of a template that was parsed by [`Template::parse_for_coverage`].
    #[serde(skip)]
    pub lines: BTreeSet<usize>,
}

/// Evaluates a template against a context.
///
/// Never panics and always ends: what goes wrong is in [`Evaluation::error`].
pub fn evaluate(
    template: &Template,
    context: &Context,
    environment: &mut Environment,
) -> Evaluation {
    let (map, stash, out_errors) = context.to_values();
    let arguments = map.get("arguments").unwrap_or_default();
    let mut state = State::new(environment, map, stash, out_errors);
    let mut result = start(template, &mut state);
    let mut evaluator = Evaluator::new(template.names(), state);
    for (name, json) in &context.variables {
        evaluator.define(name, json.into());
    }
    let mut evaluation = Evaluation::default();
    if result.is_ok() {
        let mut output = evaluator.state.buffers.take();
        result = evaluator.render(template.block(), &mut output);
        evaluation.output = evaluator.state.buffers.finish(output);
    }
    let mut state = evaluator.state;
    state.depth = 0;
    let result = finish(result, &mut state, &mut evaluation);
    // The returned value may be the failed one.
    let stash = Value::Map(state.stash.clone()).to_json(&mut state);
    let mut error = result.err();
    match stash {
        Ok(stash) => evaluation.stash = stash,
        Err(reason) => error = error.or(Some(reason)),
    }
    if error.is_none() && !arguments.mirrors(&context.arguments) {
        match arguments.to_json(&mut state) {
            Ok(arguments) => evaluation.changed_arguments = Some(arguments),
            Err(reason) => error = Some(reason),
        }
    }
    if let Some(Interrupt::Error(error)) = error {
        evaluation.error = Some(*error);
    }
    evaluation.out_errors = std::mem::take(&mut state.out_errors);
    evaluation.logs = std::mem::take(&mut state.logs);
    evaluation.extensions = std::mem::take(&mut state.extensions);
    evaluation.response_headers = std::mem::take(&mut state.response_headers);
    evaluation.lines = template.lines_of(std::mem::take(&mut state.reached));
    state.release();
    for error in evaluation.error.iter_mut().chain(&mut evaluation.out_errors) {
        error.location = error.span.map(|(start, _)| template.text().position(start));
    }
    evaluation
}

/// Checks what can be checked before anything is rendered.
fn start(template: &Template, state: &mut State<'_>) -> Result<(), Interrupt> {
    let (most, length) = (state.limits.template_bytes, template.source().len());
    if length > most {
        let message = format!("the template has {length} bytes, and may have {most}");
        return Err(EvaluationError::new(ErrorCode::Limit, message).into());
    }
    Ok(())
}

/// Records the end of the rendering. Returns an error if it failed.
fn finish(
    result: Result<(), Interrupt>,
    state: &mut State<'_>,
    evaluation: &mut Evaluation,
) -> Result<(), Interrupt> {
    match result {
        Err(Interrupt::Return(value)) => {
            let json = value.to_json(state)?;
            evaluation.output = json.to_string();
            evaluation.returned = Some(json);
            Ok(())
        }
        Err(error @ Interrupt::Error(_)) => Err(error),
        // A `#break` outside of a loop ends the template, as `#stop` does.
        Ok(()) | Err(_) => Ok(()),
    }
}
