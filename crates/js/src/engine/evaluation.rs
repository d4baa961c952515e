//! Evaluating a handler of a module.

use appsync_vtl::{Context, EvaluationError, ExtensionCall};
use serde::Serialize;
use serde_json::Value as Json;

use super::environment::Environment;
use super::realm::Realm;
use crate::module::Module;

/// A function that a module exports and AppSync calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Handler {
    /// `request`: the request for the data source, or what the pipeline starts with.
    Request,
    /// `response`: the result of the function or resolver.
    Response,
}

impl Handler {
    /// The name of the exported function.
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
        }
    }
}

/// Where a pipeline goes on after [`runtime.earlyReturn`](EarlyReturn).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum SkipTo {
    /// At the pipeline's response handler.
    End,
    /// At the next function.
    Next,
}

/// What `runtime.earlyReturn` ended a handler with.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EarlyReturn {
    /// The value that takes the place of the data source's result.
    pub value: Json,
    /// The `skipTo` of the options. Without one, a function's early return goes on at the next
    /// function, a pipeline's at its response handler.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip_to: Option<SkipTo>,
}

/// The outcome of an evaluation.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Evaluation {
    /// What the handler returned: null if it failed, returned nothing or returned early.
    pub result: Json,
    /// What `runtime.earlyReturn` returned, if that is how the handler ended. AppSync then skips the
    /// data source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub early_return: Option<EarlyReturn>,
    /// Why the evaluation failed, if it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<EvaluationError>,
    /// What `util.appendError` recorded.
    pub out_errors: Vec<EvaluationError>,
    /// `ctx.stash` as the handler left it.
    pub stash: Json,
    /// `ctx.args` as the handler left them, if it changed them: what follows in the same pipeline
    /// sees the change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed_arguments: Option<Json>,
    /// What `console` wrote, with the level and the location of each call.
    pub logs: Vec<String>,
    /// Which `extensions` were called.
    pub extensions: Vec<ExtensionCall>,
    /// Headers that `util.http` added to the response.
    pub response_headers: serde_json::Map<String, Json>,
}

/// Evaluates a handler of a module against a context.
///
/// Never panics and always ends: what goes wrong is in [`Evaluation::error`].
pub fn evaluate(
    module: &Module,
    handler: Handler,
    context: &Context,
    environment: &mut Environment,
) -> Evaluation {
    let Environment { session, limits, realm } = environment;
    session.borrow_mut().begin(module, context);
    let outcome = match realm.take().map_or_else(|| Realm::new(session, *limits), Ok) {
        Ok(ready) => {
            let outcome = ready.call(module, handler, &context_text(context));
            if outcome.is_usable {
                *realm = Some(ready);
            }
            outcome
        }
        Err(error) => Outcome::failed(error),
    };
    let mut evaluation = session.borrow_mut().finish();
    evaluation.stash = context.stash.clone();
    if let Some((stash, arguments)) = outcome.left {
        evaluation.stash = stash;
        let is_given = is_same(&arguments, &context.arguments);
        evaluation.changed_arguments = Some(arguments).filter(|_| !is_given);
    }
    if evaluation.stash.is_null() {
        evaluation.stash = Json::Object(serde_json::Map::new());
    }
    match outcome.result {
        Ok(result) => evaluation.result = result,
        Err(_) if evaluation.early_return.is_some() => {}
        Err(error) => evaluation.error = Some(error),
    }
    evaluation
}

/// Whether a handler left its arguments as they were. The engine does not know 1.0 from 1.
fn is_same(left: &Json, given: &Json) -> bool {
    match (left, given) {
        (Json::Object(left), Json::Null) => left.is_empty(),
        (Json::Number(left), Json::Number(given)) => left.as_f64() == given.as_f64(),
        (Json::Array(left), Json::Array(given)) => {
            left.len() == given.len() && left.iter().zip(given).all(|(a, b)| is_same(a, b))
        }
        (Json::Object(left), Json::Object(given)) => {
            left.len() == given.len()
                && left.iter().all(|(key, a)| given.get(key).is_some_and(|b| is_same(a, b)))
        }
        (left, given) => left == given,
    }
}

/// How a call of a handler ended.
#[derive(Debug)]
pub(super) struct Outcome {
    /// The result of the handler.
    pub result: Result<Json, EvaluationError>,
    /// The stash and the arguments, as the handler left them.
    pub left: Option<(Json, Json)>,
    /// Whether the engine can run another handler.
    pub is_usable: bool,
}

impl Outcome {
    /// The engine failed before it called the handler.
    pub fn failed(error: EvaluationError) -> Self {
        Self { result: Err(error), left: None, is_usable: false }
    }
}

/// The context as the JSON that the engine reads.
fn context_text(context: &Context) -> String {
    #[derive(Serialize)]
    struct Parts<'c> {
        arguments: &'c Json,
        identity: &'c Json,
        source: &'c Json,
        result: &'c Json,
        prev: &'c Json,
        error: &'c Json,
        info: &'c Json,
        request: &'c Json,
        env: &'c Json,
        stash: &'c Json,
    }
    let parts = Parts {
        arguments: &context.arguments,
        identity: &context.identity,
        source: &context.source,
        result: &context.result,
        prev: &context.prev,
        error: &context.error,
        info: &context.info,
        request: &context.request,
        env: &context.env,
        stash: &context.stash,
    };
    // Maps of JSON have texts as keys, so there is nothing that cannot be written.
    serde_json::to_string(&parts).unwrap_or_else(|_| "{}".into())
}
