//! Failures of states.

use serde::Serialize;
use serde_json::{Value as Json, json};

/// An error with its name and cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The name, such as `States.Timeout` or one of the task.
    pub error: String,
    /// A text on it.
    pub cause: String,
    /// Whether it always ends the run: no handler catches it, and no map tolerates it. A missing mock
    /// is such a failure.
    #[serde(skip)]
    pub aborts: bool,
}

impl Failure {
    /// An error with its name and cause.
    pub fn new(error: impl Into<String>, cause: impl Into<String>) -> Self {
        Self { error: error.into(), cause: cause.into(), aborts: false }
    }

    /// A failure that ends the run, because no handler catches it.
    pub fn aborting(error: impl Into<String>, cause: impl Into<String>) -> Self {
        Self { aborts: true, ..Self::new(error, cause) }
    }

    /// The same failure, with the field and the state in its cause.
    pub(super) fn at(mut self, field: &str, state: &str) -> Self {
        self.cause = format!("`{field}` of the state `{state}`: {}", self.cause);
        self
    }

    pub(super) fn runtime(cause: impl Into<String>) -> Self {
        Self::new("States.Runtime", cause)
    }

    pub(super) fn timed_out(what: &str) -> Self {
        Self::new("States.Timeout", format!("{what} took longer than `TimeoutSeconds`"))
    }

    /// Whether a handler of `names` catches this.
    pub(super) fn is_among(&self, names: &[String]) -> bool {
        if self.aborts {
            return false;
        }
        // What no handler can make good is not among all errors.
        let fatal = matches!(self.error.as_str(), "States.Runtime" | "States.DataLimitExceeded");
        let timeout = matches!(self.error.as_str(), "States.Timeout" | "States.HeartbeatTimeout");
        names.iter().any(|name| match name.as_str() {
            "States.ALL" => !fatal,
            "States.TaskFailed" => !fatal && !timeout || self.error == "States.TaskFailed",
            "States.Timeout" => timeout,
            name => name == self.error,
        })
    }

    /// The error output, which a catcher passes to its state.
    pub(super) fn output(&self) -> Json {
        json!({"Error": self.error, "Cause": self.cause})
    }

    pub(super) fn details(&self) -> Json {
        json!({"error": self.error, "cause": self.cause})
    }
}
