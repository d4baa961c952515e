//! One run of a resolver: its context, and how far it has come.

use appsync_vtl::{Context, evaluate};
use serde_json::{Map, Value as Json, json};

use crate::api::Api;
use crate::call::Call;
use crate::data_source::DataSourceError;
use crate::error::SimulatorError;
use crate::manifest::Invocation;
use crate::outcome::{FieldError, Outcome, RecordedRequest};

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
pub(super) struct Run<'r> {
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
    pub(super) fn new(api: &'r Api, call: &Call<'_>) -> Self {
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
    pub(super) fn before(&mut self, template: &str) {
        self.progress = match self.render(template) {
            Ok(Rendered::Returned(value)) => Progress::Returned(value),
            Ok(Rendered::Text(text)) => {
                parse_result(&text).map_or_else(Progress::Failed, Progress::Running)
            }
            Err(end) => Progress::Failed(end),
        };
    }

    /// Sets `$ctx.prev.result` for the next function.
    pub(super) fn pass_result(&mut self) {
        if let Progress::Running(last) = &self.progress {
            self.context.prev = json!({ "result": last });
        }
    }

    /// The template after the functions of a pipeline.
    pub(super) fn after(&mut self, template: &str) {
        if let Progress::Running(last) = &self.progress {
            self.context.prev = json!({ "result": last });
            self.context.result = last.clone();
            let result = self.render_result(template);
            self.go_on(result);
        }
    }

    /// The request that is made, if one is.
    pub(super) fn request(
        &mut self,
        invocation: &Invocation,
        function: Option<&str>,
    ) -> Option<Json> {
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
    pub(super) fn respond(
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

    pub(super) fn outcome(self) -> Result<Outcome, SimulatorError> {
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
