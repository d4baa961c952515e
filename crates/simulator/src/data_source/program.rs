//! A Lambda function that is a program: it is really run, in a process for each call.

use std::io::Write;
use std::process::{Child, Command, Stdio};

use serde_json::{Value as Json, json};

use super::{DataSource, DataSourceError};

/// A program that is called as AppSync calls a Lambda function: it reads the event from its
/// standard input and writes its answer to its standard output, both as JSON. It fails by another
/// exit status than 0; what it writes to its standard error is the message then.
#[derive(Debug, Clone)]
pub struct Program {
    command: Vec<String>,
}

impl Program {
    /// The program of a command with its arguments.
    pub fn new(command: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { command: command.into_iter().map(Into::into).collect() }
    }

    fn start(&self, event: &Json) -> std::io::Result<Child> {
        let (name, arguments) = self.command.split_first().ok_or(std::io::ErrorKind::NotFound)?;
        let mut command = Command::new(name);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::piped()).spawn()?;
        if let Some(mut input) = child.stdin.take() {
            // A program that ends without reading its event is none that failed.
            let _ = input.write_all(event.to_string().as_bytes());
        }
        Ok(child)
    }

    /// Runs the program with an event.
    fn call(&self, event: &Json) -> Result<Json, DataSourceError> {
        let ended = self.start(event).and_then(Child::wait_with_output).map_err(failed)?;
        if !ended.status.success() {
            return Err(failed(String::from_utf8_lossy(&ended.stderr).trim()));
        }
        serde_json::from_slice(&ended.stdout).map_err(failed)
    }
}

fn failed(reason: impl ToString) -> DataSourceError {
    DataSourceError::new("Lambda:Unhandled", &reason.to_string())
}

impl DataSource for Program {
    fn invoke(&self, request: &Json) -> Result<Json, DataSourceError> {
        let payload = &request["payload"];
        match (request["operation"].as_str(), request["invocationType"].as_str()) {
            // The process is neither awaited nor leaked.
            (Some("Invoke"), Some("Event")) => {
                let mut child = self.start(payload).map_err(failed)?;
                std::thread::spawn(move || child.wait());
                Ok(Json::Null)
            }
            (Some("Invoke"), _) => self.call(payload),
            (Some("BatchInvoke"), _) => self.invoke_batch(std::slice::from_ref(request)).remove(0),
            _ => Err(DataSourceError::mapping_template(
                "unsupported operation of a Lambda data source",
            )),
        }
    }

    fn invoke_batch(&self, requests: &[Json]) -> Vec<Result<Json, DataSourceError>> {
        if requests.iter().any(|request| request["operation"] != "BatchInvoke") {
            return requests.iter().map(|request| self.invoke(request)).collect();
        }
        let payloads: Vec<&Json> = requests.iter().map(|request| &request["payload"]).collect();
        let answer = self.call(&json!(payloads)).and_then(|answer| match answer {
            Json::Array(answers) if answers.len() == requests.len() => Ok(answers),
            _ => Err(failed("the function did not answer with a list of as many results")),
        });
        match answer {
            Ok(answers) => answers.into_iter().map(Ok).collect(),
            Err(error) => vec![Err(error); requests.len()],
        }
    }
}
