//! How states fail.

use serde::Serialize;
use serde_json::{Value as Json, json};

/// An error with its name and cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The name, such as `States.Timeout` or one of the task's own.
    pub error: String,
    /// What it is about, for a person.
    pub cause: String,
}

impl Failure {
    /// An error with its name and cause.
    pub fn new(error: impl Into<String>, cause: impl Into<String>) -> Self {
        Self { error: error.into(), cause: cause.into() }
    }

    pub(super) fn runtime(cause: impl Into<String>) -> Self {
        Self::new("States.Runtime", cause)
    }

    pub(super) fn timed_out(what: &str) -> Self {
        Self::new("States.Timeout", format!("{what} took longer than `TimeoutSeconds`"))
    }

    /// Whether a handler of `names` takes this.
    pub(super) fn is_among(&self, names: &[String]) -> bool {
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

    /// The error output: what a catcher hands on.
    pub(super) fn output(&self) -> Json {
        json!({"Error": self.error, "Cause": self.cause})
    }

    pub(super) fn details(&self) -> Json {
        json!({"error": self.error, "cause": self.cause})
    }
}
