//! What one evaluation records, and the utilities of templates that it calls.

use appsync_vtl::value::{List, Map};
use appsync_vtl::{
    Context, ErrorCode, EvaluationError, ExtensionCall, Function, Host, Interrupt, State,
};
use serde_json::Value as Json;

use super::environment::Limits;
use super::evaluation::{EarlyReturn, Evaluation};
use super::exception::position;
use crate::module::Module;

/// What one evaluation records. Lives as long as its environment.
pub(super) struct Session {
    environment: appsync_vtl::Environment,
    limits: Limits,
    /// The module's name and the characters before its first line, for the locations of logs.
    name: String,
    prefix: usize,
    /// What utilities read of the context: `identity` and `info`.
    context: Map,
    /// Why the handler was ended by a utility.
    raised: Option<EvaluationError>,
    early_return: Option<EarlyReturn>,
    out_errors: Vec<EvaluationError>,
    logs: Vec<String>,
    extensions: Vec<ExtensionCall>,
    response_headers: serde_json::Map<String, Json>,
    /// Bytes that utilities may still record.
    bytes_left: usize,
}

impl Session {
    pub fn new(host: impl Host + 'static, limits: Limits) -> Self {
        Self {
            environment: appsync_vtl::Environment::new(host),
            limits,
            name: String::new(),
            prefix: 0,
            context: Map::new(),
            raised: None,
            early_return: None,
            out_errors: vec![],
            logs: vec![],
            extensions: vec![],
            response_headers: serde_json::Map::new(),
            bytes_left: limits.output_bytes,
        }
    }

    pub fn set_limits(&mut self, limits: Limits) {
        self.limits = limits;
    }

    /// Forgets the last evaluation.
    pub fn begin(&mut self, module: &Module, context: &Context) {
        module.name().clone_into(&mut self.name);
        self.prefix = module.prefix();
        self.context = Map::new();
        self.context.insert("identity", &context.identity);
        self.context.insert("info", &context.info);
        self.raised = None;
        self.bytes_left = self.limits.output_bytes;
        drop(self.finish());
    }

    /// Hands over what was recorded.
    pub fn finish(&mut self) -> Evaluation {
        Evaluation {
            early_return: self.early_return.take(),
            out_errors: std::mem::take(&mut self.out_errors),
            logs: std::mem::take(&mut self.logs),
            extensions: std::mem::take(&mut self.extensions),
            response_headers: std::mem::take(&mut self.response_headers),
            ..Evaluation::default()
        }
    }

    /// The error that a utility ended the handler with.
    pub fn take_raised(&mut self) -> Option<EvaluationError> {
        self.raised.take()
    }

    /// Forgets that a utility could not read its arguments. False if it failed otherwise.
    pub fn forgive(&mut self) -> bool {
        self.raised.take_if(|error| error.code == ErrorCode::Exception).is_some()
    }

    /// Ends the handler with an error of its code.
    pub fn fail(&mut self, message: impl Into<String>) {
        let mut error = EvaluationError::new(ErrorCode::Exception, message);
        error.error_type = Some("Code".into());
        self.raised = Some(error);
    }

    /// Ends the handler since it reached a limit.
    pub fn limit(&mut self, message: impl Into<String>) {
        self.raised = Some(EvaluationError::new(ErrorCode::Limit, message));
    }

    /// Ends the handler with a value.
    pub fn return_early(&mut self, early_return: EarlyReturn) {
        self.early_return = Some(early_return);
    }

    /// Records a line of the log, from a call with the given stack. False if there is too much of it.
    pub fn log(&mut self, level: &str, stack: &str, text: &str) -> bool {
        if !self.record(text.len() + 64) {
            return false;
        }
        let place = match position(stack, self.prefix) {
            Some(place) => format!("{}:{place}", self.name),
            None => self.name.clone(),
        };
        self.logs.push(format!("{level} - {place}: {text}"));
        true
    }

    /// Accounts for bytes that are kept until the end. False, and an error, if they are too many.
    fn record(&mut self, bytes: usize) -> bool {
        match self.bytes_left.checked_sub(bytes) {
            Some(left) => {
                self.bytes_left = left;
                true
            }
            None => {
                let most = self.limits.output_bytes;
                self.limit(format!("the evaluation records more than {most} bytes"));
                false
            }
        }
    }

    /// Calls a utility. `None` if it ended the handler.
    pub fn call(
        &mut self,
        utility: &'static Function,
        arguments: &[Json],
        bytes: usize,
    ) -> Option<Json> {
        let recorded = self.recorded();
        let result = self.with_state(|state| {
            let mut values = Vec::with_capacity(arguments.len());
            for argument in arguments {
                values.push(state.value(argument)?);
            }
            let result = (utility.call)(state, &values)?;
            result.to_json(state)
        });
        if self.recorded() != recorded && !self.record(bytes + 64) {
            return None;
        }
        match result {
            Ok(result) => Some(result),
            Err(Interrupt::Error(error)) => {
                self.raised = Some(*error);
                None
            }
            Err(_) => {
                self.fail(format!("`{}` does not take these arguments", utility.name));
                None
            }
        }
    }

    /// A text with the matches of a Java pattern replaced. `None` if that ended the handler.
    pub fn replace(&mut self, text: &str, pattern: &str, with: &str, all: bool) -> Option<String> {
        let count = if all { usize::MAX } else { 1 };
        let result = self.with_state(|state| state.replace(text, pattern, with, count));
        match result {
            Ok(value) => Some(value.as_str().unwrap_or_default().to_owned()),
            Err(Interrupt::Error(error)) => {
                self.raised = Some(*error);
                None
            }
            Err(_) => Some(text.to_owned()),
        }
    }

    /// How much utilities have recorded.
    fn recorded(&self) -> usize {
        self.out_errors.len() + self.extensions.len() + self.response_headers.len()
    }

    /// Runs utilities of templates, which read and record what this session holds.
    fn with_state<T>(
        &mut self,
        run: impl FnOnce(&mut State<'_>) -> Result<T, Interrupt>,
    ) -> Result<T, Interrupt> {
        let context = self.context.clone();
        let mut state = State::new(&mut self.environment, context, Map::new(), List::new());
        state.out_errors = std::mem::take(&mut self.out_errors);
        state.extensions = std::mem::take(&mut self.extensions);
        state.response_headers = std::mem::take(&mut self.response_headers);
        let result = run(&mut state);
        self.out_errors = std::mem::take(&mut state.out_errors);
        self.extensions = std::mem::take(&mut state.extensions);
        self.response_headers = std::mem::take(&mut state.response_headers);
        result
    }
}
