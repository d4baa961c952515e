//! Runs one resolver, with AppSync's semantics.
//!
//! - The request template renders a request, the data source answers it, the response template
//!   makes the result of the answer. In a pipeline each function does so; a template runs before
//!   the first and another after the last; each finds what came before it in `$ctx.prev.result`.
//! - `#return` in a unit resolver's request template, or in the template before a pipeline, ends
//!   the resolver. In a function it ends the function; its data source is not asked.
//! - An error that a template raises ends the resolver. One of a data source is in `$ctx.error` of
//!   the response template, which may raise it or not; requests of the version 2017-02-28 know no
//!   such thing: the error ends the resolver, and so does an answer of null.

use appsync_vtl::{Context, evaluate};
use serde_json::{Map, Value as Json, json};

use crate::api::Api;
use crate::call::Call;
use crate::error::SimulatorError;
use crate::manifest::{FunctionDefinition, Invocation, ResolverDefinition};
use crate::outcome::{FieldError, Outcome, RecordedRequest};

/// Runs the resolver of the field that is called.
pub fn resolve(api: &Api, call: &Call<'_>) -> Result<Outcome, SimulatorError> {
    let definition = api.resolver(call.field())?;
    let mut run = Run {
        api,
        context: call.context(),
        outcome: Outcome { stash: Json::Object(Map::new()), ..Outcome::default() },
    };
    let ended = match definition {
        ResolverDefinition::Unit(invocation) => run.unit(invocation),
        ResolverDefinition::Pipeline { request, response, functions } => {
            run.pipeline(request, functions, response)
        }
    };
    let mut outcome = run.outcome;
    match ended {
        Ok(result) => outcome.result = result,
        Err(End::Failed(error)) => outcome.error = Some(*error),
        Err(End::Simulator(error)) => return Err(*error),
    }
    Ok(outcome)
}

/// Why a resolver does not run to its end.
enum End {
    Failed(Box<FieldError>),
    Simulator(Box<SimulatorError>),
}

impl End {
    fn mapping_template(message: impl Into<String>) -> Self {
        FieldError::mapping_template(message).into()
    }
}

impl From<FieldError> for End {
    fn from(error: FieldError) -> Self {
        Self::Failed(Box::new(error))
    }
}

impl From<SimulatorError> for End {
    fn from(error: SimulatorError) -> Self {
        Self::Simulator(Box::new(error))
    }
}

/// What a template came to.
enum Rendered {
    Text(String),
    Returned(Json),
}

/// What an answered request leaves to the response template.
struct Answer {
    result: Json,
    error: Json,
}

/// A resolver while it runs. Stash and arguments are shared by all of its templates.
struct Run<'r> {
    api: &'r Api,
    context: Context,
    outcome: Outcome,
}

impl Run<'_> {
    fn unit(&mut self, invocation: &Invocation) -> Result<Json, End> {
        self.invoke(invocation, None)
    }

    fn pipeline(
        &mut self,
        before: &str,
        functions: &[FunctionDefinition],
        after: &str,
    ) -> Result<Json, End> {
        let mut previous = match self.render(before)? {
            Rendered::Returned(value) => return Ok(value),
            Rendered::Text(text) => parse_result(&text)?,
        };
        for function in functions {
            self.context.prev = json!({ "result": previous });
            previous = self.invoke(&function.invocation, Some(&function.name))?;
        }
        self.context.prev = json!({ "result": previous });
        self.context.result = previous;
        self.render_result(after)
    }

    /// A unit resolver, or a function of a pipeline: request, answer, response.
    fn invoke(&mut self, invocation: &Invocation, function: Option<&str>) -> Result<Json, End> {
        let request = match self.render(&invocation.request)? {
            Rendered::Returned(value) => return Ok(value),
            Rendered::Text(text) => parse_request(&text)?,
        };
        let Some(answer) = self.ask(invocation, function, request)? else {
            return Ok(Json::Null);
        };
        self.context.result = answer.result;
        self.context.error = answer.error;
        let result = self.render_result(&invocation.response);
        self.context.result = Json::Null;
        self.context.error = Json::Null;
        result
    }

    /// The data source's answer; none if there is nothing for the response template to do.
    fn ask(
        &mut self,
        invocation: &Invocation,
        function: Option<&str>,
        request: Json,
    ) -> Result<Option<Answer>, End> {
        let newer = match request.get("version").and_then(Json::as_str) {
            Some("2018-05-29") => true,
            Some("2017-02-28") if function.is_none() => false,
            Some(other) => {
                return Err(End::mapping_template(format!("Unsupported version '{other}'.")));
            }
            // Functions that ask nothing do without it: `$util.toJson({})` is a custom in slots.
            None if function.is_some() && self.api.asks_nothing(&invocation.data_source) => true,
            None => {
                return Err(End::mapping_template("Value for field '$[version]' not found."));
            }
        };
        let source = self.api.data_source(&invocation.data_source)?;
        let answer = source.invoke(&request);
        self.outcome.requests.push(RecordedRequest {
            data_source: invocation.data_source.clone(),
            function: function.map(str::to_owned),
            request,
        });
        match answer {
            Ok(Json::Null) if !newer => Ok(None),
            Ok(result) => Ok(Some(Answer { result, error: Json::Null })),
            Err(error) if error.is_fatal() || !newer => Err(FieldError::from(error).into()),
            Err(error) => Ok(Some(Answer {
                error: json!({ "message": error.message, "type": error.error_type }),
                result: error.result,
            })),
        }
    }

    fn render_result(&mut self, path: &str) -> Result<Json, End> {
        match self.render(path)? {
            Rendered::Returned(value) => Ok(value),
            Rendered::Text(text) => parse_result(&text),
        }
    }

    fn render(&mut self, path: &str) -> Result<Rendered, End> {
        let template = self.api.template(path)?;
        self.context.stash = self.outcome.stash.clone();
        self.context.out_errors = self.outcome.out_errors.iter().map(FieldError::to_json).collect();
        let evaluation = evaluate(&template, &self.context, &mut self.api.environment());
        let outcome = &mut self.outcome;
        outcome.stash = evaluation.stash;
        if let Some(arguments) = evaluation.changed_arguments {
            self.context.arguments = arguments;
        }
        outcome.out_errors.extend(evaluation.out_errors.into_iter().map(FieldError::raised));
        outcome.extensions.extend(evaluation.extensions);
        outcome.logs.extend(evaluation.logs);
        match (evaluation.error, evaluation.returned) {
            (Some(error), _) => Err(FieldError::raised(error).into()),
            (None, Some(value)) => Ok(Rendered::Returned(value)),
            (None, None) => Ok(Rendered::Text(evaluation.output)),
        }
    }
}

/// The request in a rendered text.
fn parse_request(text: &str) -> Result<Json, End> {
    if text.trim().is_empty() {
        return Err(End::mapping_template("Template transformation yielded an empty response."));
    }
    match parse(text)? {
        request @ Json::Object(_) => Ok(request),
        _ => Err(End::mapping_template("the request is not a JSON object")),
    }
}

/// The result in a rendered text; null in an empty one.
fn parse_result(text: &str) -> Result<Json, End> {
    if text.trim().is_empty() { Ok(Json::Null) } else { parse(text) }
}

fn parse(text: &str) -> Result<Json, End> {
    serde_json::from_str(text).map_err(|error| {
        End::mapping_template(format!("Unable to parse the JSON document: {error}: {text}"))
    })
}
