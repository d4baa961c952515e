//! The trace of an execution, read from its history: its states, their durations, and what failed.

mod read;
mod record;

use std::collections::HashMap;
use std::fmt;

use serde_json::Value as Json;

use crate::definition::Machine;
use crate::run::Execution;
use read::read;
use record::Record;

/// An execution, to be drawn into its machine.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    visits: HashMap<String, Visit>,
    /// The number of transitions by source, target, and whether a catcher made them.
    transitions: HashMap<(String, String, bool), usize>,
    ended: Option<Ended>,
}

/// The end of an execution.
#[derive(Debug, Clone)]
struct Ended {
    kind: String,
    milliseconds: i64,
    failure: Option<(String, String)>,
}

/// All visits of an execution to a state.
#[derive(Debug, Clone, Default)]
pub struct Visit {
    /// The number of entries.
    pub entered: usize,
    /// The number of exits.
    pub left: usize,
    /// The number of transitions by a catcher.
    pub caught: usize,
    /// The number of attempts of its task.
    pub attempts: usize,
    /// The time from entering to leaving, in milliseconds.
    pub milliseconds: i64,
    /// Its status.
    pub status: Status,
    /// The last error, with its cause.
    pub failure: Option<(String, String)>,
}

/// The status of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// It was left after each entry.
    Succeeded,
    /// A catcher took its failure.
    Caught,
    /// It failed, or a state in it did.
    Failed,
    /// The execution ended elsewhere while the state was active.
    Stopped,
    /// The history ends while the state is active.
    #[default]
    Running,
}

/// A history that cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TraceError {
    /// The history is not an array of events, or an object with one.
    #[error("expected an array of events, or an object with `events`")]
    NoEvents,
    /// An event has no `type`, or no `id`.
    #[error("event {0} has no `id` or no `type`")]
    Event(usize),
    /// A state is not one of the machine's.
    #[error("the machine has no state `{0}`")]
    UnknownState(String),
}

impl Trace {
    /// The trace of an execution that was run here.
    ///
    /// # Errors
    ///
    /// A state that the machine does not have, which means that it was run with another machine.
    pub fn of(machine: &Machine, execution: &Execution) -> Result<Self, TraceError> {
        read(machine, execution.events.iter().map(Record::from).collect())
    }

    /// The trace of a history in JSON: an array of events or an object with `events`, as `GetExecutionHistory`
    /// returns it.
    ///
    /// # Errors
    ///
    /// The reason for which the history is not one of this machine.
    pub fn from_history(machine: &Machine, history: &Json) -> Result<Self, TraceError> {
        let events = history.as_array().or_else(|| history.get("events")?.as_array());
        let events = events.filter(|events| !events.is_empty()).ok_or(TraceError::NoEvents)?;
        let records = events.iter().enumerate();
        let records: Result<Vec<Record>, _> = records
            .map(|(index, event)| Record::parse(event).ok_or(TraceError::Event(index + 1)))
            .collect();
        let mut records = records?;
        // With `--reverse-order`, the last event is the first.
        records.sort_by_key(|record| record.id);
        read(machine, records)
    }

    /// The visits to a state, if there are any.
    pub fn visit(&self, state: &str) -> Option<&Visit> {
        self.visits.get(state)
    }

    /// The number of transitions from a state to another, by a catcher or not.
    pub fn times(&self, from: &str, to: &str, caught: bool) -> usize {
        let key = (from.to_owned(), to.to_owned(), caught);
        self.transitions.get(&key).copied().unwrap_or(0)
    }

    /// A summary in one line: the status, the duration and the cause.
    pub fn caption(&self) -> String {
        match &self.ended {
            None => "still running".to_owned(),
            Some(Ended { kind, milliseconds, failure }) => {
                let mut text = format!("{kind} after {}", duration(*milliseconds));
                if let Some((error, cause)) = failure {
                    text.push_str(&format!(": {}", failure_text(error, cause)));
                }
                text
            }
        }
    }
}

impl Visit {
    /// Lines on the visit: time, number of visits, attempts, error and cause.
    pub fn notes(&self) -> Vec<String> {
        let mut parts = Vec::new();
        match self.status {
            Status::Running => parts.push("running".to_owned()),
            Status::Stopped => parts.push("stopped".to_owned()),
            _ => parts.push(duration(self.milliseconds)),
        }
        if self.entered > 1 {
            parts.push(format!("{} runs", self.entered));
        }
        if self.attempts > self.entered {
            parts.push(format!("{} attempts", self.attempts));
        }
        let mut notes = vec![parts.join(", ")];
        notes.extend(self.failure.as_ref().map(|(error, cause)| failure_text(error, cause)));
        notes
    }
}

fn failure_text(error: &str, cause: &str) -> String {
    match (error.is_empty(), cause.is_empty()) {
        (_, true) => error.to_owned(),
        (true, false) => cause.to_owned(),
        (false, false) => format!("{error}: {cause}"),
    }
}

/// A time that a person can read.
fn duration(milliseconds: i64) -> String {
    let seconds = milliseconds as f64 / 1000.0;
    match milliseconds {
        ..1_000 => format!("{milliseconds} ms"),
        1_000..60_000 => format!("{} s", (seconds * 10.0).round() / 10.0),
        60_000..3_600_000 => {
            format!("{} min {} s", milliseconds / 60_000, milliseconds % 60_000 / 1000)
        }
        _ => format!("{} h {} min", milliseconds / 3_600_000, milliseconds % 3_600_000 / 60_000),
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Succeeded => "succeeded",
            Self::Caught => "caught",
            Self::Failed => "failed",
            Self::Stopped => "stopped",
            Self::Running => "running",
        })
    }
}
