//! Runs one resolver, with AppSync's semantics.
//!
//! - The request template renders a request, the data source answers it, and the response template
//!   renders the result. In a pipeline each function does so; one template runs before the first
//!   and another after the last; each finds the former result in `$ctx.prev.result`.
//! - `#return` in a unit resolver's request template, or in the template before a pipeline, ends
//!   the resolver. In a function it ends the function, without a request to its data source.
//! - An error that a template raises ends the resolver. An error of a data source is in `$ctx.error`
//!   of the response template, which can raise it or not. For requests of the version 2017-02-28,
//!   the error ends the resolver, and so does an answer of null.

use appsync_vtl::{Context, evaluate};
use serde_json::{Map, Value as Json, json};

use crate::api::Api;
use crate::call::{Call, Caller};
use crate::data_source::DataSourceError;
use crate::error::SimulatorError;
use crate::manifest::{FunctionDefinition, Invocation, ResolverDefinition};
use crate::outcome::{FieldError, Outcome, RecordedRequest};

impl Caller<'_> {
    /// Calls a field of each of the items that another call returned: of the elements of a list, of
    /// the `items` of a connection, or of the one item. As in AppSync, the calls run in parallel,
    /// and resolvers with a batch size batch their requests.
    ///
    /// # Errors
    /// See [`Caller::call`].
    pub fn call_on_each(
        &self,
        result: &Json,
        field: &str,
        arguments: Json,
    ) -> Result<Vec<Outcome>, SimulatorError> {
        let items = match (result, result.get("items")) {
            (Json::Array(items), _) | (_, Some(Json::Array(items))) => items.as_slice(),
            (Json::Null, _) => &[],
            (item, _) => std::slice::from_ref(item),
        };
        let of = |item: &Json| self.field(field).source(item.clone()).arguments(arguments.clone());
        let calls: Vec<Call<'_>> = items.iter().map(of).collect();
        match calls.first() {
            Some(first) => resolve_each(first.api(), &calls),
            None => Ok(vec![]),
        }
    }
}

impl Call<'_> {
    /// Runs the field's resolver.
    ///
    /// # Errors
    /// The resolver cannot be run. Errors of the resolver are in the outcome.
    pub fn run(self) -> Result<Outcome, SimulatorError> {
        let mut outcomes = resolve_each(self.api(), std::slice::from_ref(&self))?;
        Ok(outcomes.remove(0))
    }
}

/// Runs the resolver of the field that is called, for each of the calls, step by step: AppSync
/// gathers the requests of one operation.
fn resolve_each(api: &Api, calls: &[Call<'_>]) -> Result<Vec<Outcome>, SimulatorError> {
    let Some(first) = calls.first() else { return Ok(vec![]) };
    let definition = api.resolver(first.field())?;
    let mut runs: Vec<Run<'_>> = calls.iter().map(|call| Run::new(api, call)).collect();
    match definition {
        ResolverDefinition::Unit(invocation) => invoke(api, &mut runs, invocation, None)?,
        ResolverDefinition::Pipeline { request, response, functions } => {
            runs.iter_mut().for_each(|run| run.before(request));
            for FunctionDefinition { name, invocation } in functions {
                runs.iter_mut().for_each(Run::pass_result);
                invoke(api, &mut runs, invocation, Some(name))?;
            }
            runs.iter_mut().for_each(|run| run.after(response));
        }
    }
    runs.into_iter().map(Run::outcome).collect()
}

/// A unit resolver, or a function of a pipeline: requests, answers, responses.
fn invoke(
    api: &Api,
    runs: &mut [Run<'_>],
    invocation: &Invocation,
    function: Option<&str>,
) -> Result<(), SimulatorError> {
    let mut batched: Vec<(&mut Run<'_>, Json)> = runs
        .iter_mut()
        .filter_map(|run| {
            let request = run.request(invocation, function)?;
            Some((run, request))
        })
        .collect();
    if batched.is_empty() {
        return Ok(());
    }
    let source = api.data_source(&invocation.data_source)?;
    for batch in batched.chunks_mut(invocation.max_batch_size.unwrap_or(1).max(1)) {
        let requests: Vec<Json> = batch.iter().map(|(_, request)| request.clone()).collect();
        let answers = source.invoke_batch(&requests);
        for ((run, request), answer) in batch.iter_mut().zip(answers) {
            run.respond(invocation, function, std::mem::take(request), answer);
        }
    }
    Ok(())
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

/// The result of a template.
enum Rendered {
    Text(String),
    Returned(Json),
}

/// A resolver while it runs. Stash and arguments are shared by all of its templates.
struct Run<'r> {
    api: &'r Api,
    context: Context,
    outcome: Outcome,
    progress: Progress,
}

/// The progress of a resolver.
enum Progress {
    /// It continues with the result of the last step.
    Running(Json),
    /// It returns this value, and no other step runs.
    Returned(Json),
    /// It has failed.
    Failed(End),
}

impl<'r> Run<'r> {
    fn new(api: &'r Api, call: &Call<'_>) -> Self {
        Self {
            api,
            context: call.context(),
            outcome: Outcome { stash: Json::Object(Map::new()), ..Outcome::default() },
            progress: Progress::Running(Json::Null),
        }
    }

    fn is_running(&self) -> bool {
        matches!(self.progress, Progress::Running(_))
    }

    fn go_on(&mut self, step: Result<Json, End>) {
        self.progress = step.map_or_else(Progress::Failed, Progress::Running);
    }

    /// The template before the functions of a pipeline.
    fn before(&mut self, template: &str) {
        self.progress = match self.render(template) {
            Ok(Rendered::Returned(value)) => Progress::Returned(value),
            Ok(Rendered::Text(text)) => {
                parse_result(&text).map_or_else(Progress::Failed, Progress::Running)
            }
            Err(end) => Progress::Failed(end),
        };
    }

    /// Sets `$ctx.prev.result` for the next function.
    fn pass_result(&mut self) {
        if let Progress::Running(last) = &self.progress {
            self.context.prev = json!({ "result": last });
        }
    }

    /// The template after the functions of a pipeline.
    fn after(&mut self, template: &str) {
        if let Progress::Running(last) = &self.progress {
            self.context.prev = json!({ "result": last });
            self.context.result = last.clone();
            let result = self.render_result(template);
            self.go_on(result);
        }
    }

    /// The request that is made, if one is.
    fn request(&mut self, invocation: &Invocation, function: Option<&str>) -> Option<Json> {
        if !self.is_running() {
            return None;
        }
        let request = match self.render(&invocation.request) {
            Ok(Rendered::Returned(value)) => {
                self.go_on(Ok(value));
                return None;
            }
            Ok(Rendered::Text(text)) => parse_request(&text),
            Err(end) => Err(end),
        };
        let request = request.and_then(|request| {
            // A function of the `NONE` data source may leave the version out; slots often return
            // `$util.toJson({})`.
            let is_versionless =
                function.is_some() && self.api.is_none_data_source(&invocation.data_source);
            match request.get("version").and_then(Json::as_str) {
                Some("2018-05-29") => Ok(request),
                Some("2017-02-28") if function.is_none() => Ok(request),
                Some(other) => {
                    Err(End::mapping_template(format!("Unsupported version '{other}'.")))
                }
                None if is_versionless => Ok(request),
                None => Err(End::mapping_template("Value for field '$[version]' not found.")),
            }
        });
        request.map_err(|end| self.progress = Progress::Failed(end)).ok()
    }

    /// Makes the result of the answer.
    fn respond(
        &mut self,
        invocation: &Invocation,
        function: Option<&str>,
        request: Json,
        answer: Result<Json, DataSourceError>,
    ) {
        let newer = request.get("version").is_none_or(|version| version != "2017-02-28");
        self.outcome.requests.push(RecordedRequest {
            data_source: invocation.data_source.clone(),
            function: function.map(str::to_owned),
            request,
        });
        (self.context.result, self.context.error) = match answer {
            Ok(Json::Null) if !newer => return self.go_on(Ok(Json::Null)),
            Ok(result) => (result, Json::Null),
            Err(error) if error.is_fatal() || !newer => {
                return self.go_on(Err(FieldError::from(error).into()));
            }
            Err(error) => {
                let shown = json!({ "message": error.message, "type": error.error_type });
                (error.result, shown)
            }
        };
        let result = self.render_result(&invocation.response);
        self.go_on(result);
        self.context.result = Json::Null;
        self.context.error = Json::Null;
    }

    fn outcome(self) -> Result<Outcome, SimulatorError> {
        let mut outcome = self.outcome;
        match self.progress {
            Progress::Running(result) | Progress::Returned(result) => outcome.result = result,
            Progress::Failed(End::Failed(error)) => outcome.error = Some(*error),
            Progress::Failed(End::Simulator(error)) => return Err(*error),
        }
        Ok(outcome)
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
