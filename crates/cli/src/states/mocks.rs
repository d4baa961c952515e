//! The results of a run's tasks, from a file.

use std::collections::BTreeMap;
use std::path::Path;

use amazon_states_language::run::{Answer, Call, Tasks};
use serde::Deserialize;
use serde_json::Value as Json;

use crate::Failed;

/// Answers by the names of states, in their order.
#[derive(Debug, Default)]
pub(super) struct Mocks {
    answers: BTreeMap<String, Vec<Mock>>,
    calls: BTreeMap<String, usize>,
}

/// An answer: an output, or an error.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mock {
    #[serde(default)]
    output: Json,
    #[serde(default)]
    error: Option<String>,
    #[serde(default)]
    cause: String,
    /// The duration of the task in seconds.
    #[serde(default)]
    after: f64,
    /// Seconds between its signs of life.
    #[serde(default)]
    heartbeat: Option<f64>,
}

impl Mocks {
    pub(super) fn read(path: &Path, json: Json) -> Result<Self, Failed> {
        let failed = |reason: &str| {
            let help = "mocks are an object: for each state an answer, or an array of answers, \
                        with `output`, or `error` and `cause`, and `after` in seconds";
            Failed::Message(format!("{}: {reason}", path.display()), help.to_owned())
        };
        let Json::Object(states) = json else { return Err(failed("not an object")) };
        let mut answers = BTreeMap::new();
        for (state, given) in states {
            let given = match given {
                Json::Array(several) => several,
                one => vec![one],
            };
            let read: Result<Vec<Mock>, _> =
                given.into_iter().map(serde_json::from_value).collect();
            let read = read.map_err(|reason| failed(&format!("`{state}`: {reason}")))?;
            answers.insert(state, read);
        }
        Ok(Self { answers, calls: BTreeMap::new() })
    }
}

impl Tasks for Mocks {
    /// The next answer for the state, or the last one again.
    fn call(&mut self, call: &Call) -> Answer {
        let count = self.calls.entry(call.state.clone()).or_default();
        let answers = self.answers.get(&call.state).map(Vec::as_slice).unwrap_or_default();
        let Some(mock) = answers.get(*count).or(answers.last()) else {
            let cause = format!("the mocks have no answer for the state `{}`", call.state);
            return Answer::failure("Burgeon.NoMock", cause);
        };
        *count += 1;
        // A cast of what is negative or not a number gives zero.
        let milliseconds = |seconds: f64| (seconds * 1000.0) as u64;
        let answer = match &mock.error {
            Some(error) => Answer::failure(error, &mock.cause),
            None => Answer::success(mock.output.clone()),
        };
        let heartbeat = mock.heartbeat.map(milliseconds);
        Answer { after: milliseconds(mock.after), heartbeat, ..answer }
    }
}
