//! An execution, as its history tells it: which states it went through, how long each took, and what failed.

use std::collections::HashMap;
use std::fmt;

use serde_json::Value as Json;

use super::graph::{Origin, edges};
use crate::definition::{Kind, Machine, State};
use crate::run::{Event, Execution};
use crate::time;

/// An execution, to be drawn into its machine.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    visits: HashMap<String, Visit>,
    /// How often a transition was made: from, to, and whether by a catcher.
    transitions: HashMap<(String, String, bool), usize>,
    ended: Option<Ended>,
}

/// How an execution ended.
#[derive(Debug, Clone)]
struct Ended {
    kind: String,
    milliseconds: i64,
    failure: Option<(String, String)>,
}

/// What an execution did in a state, all its visits together.
#[derive(Debug, Clone, Default)]
pub struct Visit {
    /// How often the state was entered.
    pub entered: usize,
    /// How often it was left.
    pub left: usize,
    /// How often a catcher took it elsewhere.
    pub caught: usize,
    /// How often its task was started.
    pub attempts: usize,
    /// The time from entering to leaving, in milliseconds.
    pub milliseconds: i64,
    /// What came of it.
    pub status: Status,
    /// The last error, with its cause.
    pub failure: Option<(String, String)>,
}

/// What came of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// It was left each time.
    Succeeded,
    /// A catcher took its failure.
    Caught,
    /// It failed, or something in it did.
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
    /// It is not an array of events, or an object with one.
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
    /// What keeps the history from being one of this machine.
    pub fn from_history(machine: &Machine, history: &Json) -> Result<Self, TraceError> {
        let events = history.as_array().or_else(|| history.get("events")?.as_array());
        let events = events.filter(|events| !events.is_empty()).ok_or(TraceError::NoEvents)?;
        let records = events.iter().enumerate();
        let records: Result<Vec<Record>, _> = records
            .map(|(index, event)| Record::parse(event).ok_or(TraceError::Event(index + 1)))
            .collect();
        let mut records = records?;
        // `--reverse-order` gives the last event first.
        records.sort_by_key(|record| record.id);
        read(machine, records)
    }

    /// What the execution did in a state, if it came there.
    pub fn visit(&self, state: &str) -> Option<&Visit> {
        self.visits.get(state)
    }

    /// How often the execution went from a state to another, by a catcher or not.
    pub fn times(&self, from: &str, to: &str, caught: bool) -> usize {
        let key = (from.to_owned(), to.to_owned(), caught);
        self.transitions.get(&key).copied().unwrap_or(0)
    }

    /// One line on the whole: how it ended, after how long, and why.
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
        ..1000 => format!("{milliseconds} ms"),
        ..60_000 => format!("{} s", (seconds * 10.0).round() / 10.0),
        ..3_600_000 => format!("{} min {} s", milliseconds / 60_000, milliseconds % 60_000 / 1000),
        _ => format!("{} h {} min", milliseconds / 3_600_000, milliseconds % 3_600_000 / 60_000),
    }
}

/// What of an event matters here.
struct Record {
    id: usize,
    previous: usize,
    time: i64,
    kind: String,
    name: Option<String>,
    failure: Option<(String, String)>,
}

impl From<&Event> for Record {
    fn from(event: &Event) -> Self {
        let (id, previous, time) = (event.id, event.previous_event_id, event.timestamp);
        let details = event.details.values().next();
        Self::new(id, previous, time, event.kind.clone(), details)
    }
}

impl Record {
    fn new(id: usize, previous: usize, time: i64, kind: String, details: Option<&Json>) -> Self {
        let text = |name: &str| Some(details?.get(name)?.as_str()?.to_owned());
        let failure = (text("error"), text("cause"));
        let failure = match failure {
            (None, None) => None,
            (error, cause) => Some((error.unwrap_or_default(), cause.unwrap_or_default())),
        };
        Self { id, previous, time, kind, name: text("name"), failure }
    }

    fn parse(event: &Json) -> Option<Self> {
        let number = |name: &str| usize::try_from(event.get(name)?.as_u64()?).ok();
        let id = number("id")?;
        let kind = event.get("type")?.as_str()?.to_owned();
        let time = match event.get("timestamp") {
            Some(Json::String(text)) => time::parse(text).unwrap_or(0),
            // Seconds since 1970, as older versions of AWS's command line print them.
            Some(other) => other.as_f64().map_or(0, |seconds| (seconds * 1000.0) as i64),
            None => 0,
        };
        let mut members = event.as_object()?.iter();
        let details =
            members.find(|(name, _)| name.ends_with("Details")).map(|(_, details)| details);
        Some(Self::new(id, number("previousEventId").unwrap_or(0), time, kind, details))
    }

    fn is_failure(&self) -> bool {
        self.kind.ends_with("Failed")
            || self.kind.ends_with("TimedOut")
            || self.kind.ends_with("Aborted")
    }
}

/// The states of a machine and of those in it, with what is known of their places.
struct States<'m> {
    by_name: HashMap<&'m str, (&'m State, Option<&'m str>)>,
    caught: HashMap<(&'m str, &'m str), (bool, bool)>,
}

impl<'m> States<'m> {
    fn new(machine: &'m Machine) -> Self {
        let mut states = Self { by_name: HashMap::new(), caught: HashMap::new() };
        states.add(machine, None);
        states
    }

    fn add(&mut self, machine: &'m Machine, parent: Option<&'m str>) {
        for edge in edges(machine) {
            let name = |at| machine.states.get_index(at).map_or("", |(name, _)| name.as_str());
            let (plain, caught) = self.caught.entry((name(edge.from), name(edge.to))).or_default();
            *(if edge.origin == Origin::Catch { caught } else { plain }) = true;
        }
        for (name, state) in &machine.states {
            self.by_name.insert(name, (state, parent));
            for inner in state.kind.machines() {
                self.add(inner, Some(name));
            }
        }
    }

    /// The states around a state, from the nearest one out.
    fn around<'a>(&'a self, name: &str) -> impl Iterator<Item = &'m str> + use<'a, 'm> {
        let parent = |name: &str| self.by_name.get(name).and_then(|(_, parent)| *parent);
        std::iter::successors(parent(name), move |name| parent(name))
    }

    /// The state of a type that is or is around a state.
    fn enclosing(&self, name: &str, is_left: bool, kind: &str) -> Option<String> {
        let is = |name: &&str| {
            self.by_name.get(name).is_some_and(|(state, _)| state.kind.name() == kind)
        };
        let own = self.by_name.get_key_value(name).map(|(name, _)| *name).filter(|_| !is_left);
        own.into_iter().chain(self.around(name)).find(is).map(str::to_owned)
    }
}

fn read(machine: &Machine, records: Vec<Record>) -> Result<Trace, TraceError> {
    let states = States::new(machine);
    let mut reading = Reading { states: &states, trace: Trace::default(), owners: HashMap::new() };
    let by_id: HashMap<usize, &Record> = records.iter().map(|record| (record.id, record)).collect();
    for record in &records {
        reading.read(record, by_id.get(&record.previous).copied())?;
    }
    let first = records.first().map_or(0, |record| record.time);
    let last = records.last().map_or(0, |record| record.time);
    reading.close(first, last);
    Ok(reading.trace)
}

struct Reading<'a, 'm> {
    states: &'a States<'m>,
    trace: Trace,
    /// The state of each event.
    owners: HashMap<usize, String>,
}

impl Reading<'_, '_> {
    fn read(&mut self, record: &Record, previous: Option<&Record>) -> Result<(), TraceError> {
        if let Some(owner) = self.owner(record, previous) {
            if !self.states.by_name.contains_key(owner.as_str()) {
                return Err(TraceError::UnknownState(owner));
            }
            self.owners.insert(record.id, owner);
        }
        if let Some(kind) = record.kind.strip_prefix("Execution").filter(|kind| *kind != "Started")
        {
            let kind = match kind {
                "TimedOut" => "timed out".to_owned(),
                other => other.to_lowercase(),
            };
            let failure = record.failure.clone();
            self.trace.ended = Some(Ended { kind, milliseconds: record.time, failure });
        }
        self.count(record, previous);
        self.fail(record);
        Ok(())
    }

    /// The state that an event is about.
    fn owner(&self, record: &Record, previous: Option<&Record>) -> Option<String> {
        let kind = record.kind.as_str();
        if kind.ends_with("StateEntered")
            || kind.ends_with("StateExited")
            || kind.starts_with("MapIteration")
        {
            return record.name.clone();
        }
        if kind.starts_with("Execution") {
            return None;
        }
        let before = self.owners.get(&record.previous)?;
        let is_left = previous.is_some_and(|previous| previous.kind.ends_with("StateExited"));
        for state in ["Parallel", "Map"] {
            if kind
                .strip_prefix(state)
                .is_some_and(|rest| rest.starts_with("State") || rest.starts_with("Run"))
            {
                return self
                    .states
                    .enclosing(before, is_left, state)
                    .or_else(|| Some(before.clone()));
            }
        }
        Some(before.clone())
    }

    fn count(&mut self, record: &Record, previous: Option<&Record>) {
        let Some(name) = self.owners.get(&record.id).cloned() else { return };
        let visit = self.trace.visits.entry(name.clone()).or_default();
        if record.kind.ends_with("StateEntered") {
            visit.entered += 1;
            visit.milliseconds -= record.time;
            let from = previous.filter(|previous| previous.kind.ends_with("StateExited"));
            if let Some((from, id)) = from.and_then(|from| Some((from.name.clone()?, from.id))) {
                self.go(from, name, id);
            }
        } else if record.kind.ends_with("StateExited") {
            visit.left += 1;
            visit.milliseconds += record.time;
            if previous.is_some_and(Record::is_failure) {
                visit.caught += 1;
                // Where the catcher leads is in the event that follows.
                self.owners.insert(usize::MAX - record.id, name);
            }
        } else if matches!(
            record.kind.as_str(),
            "TaskScheduled" | "LambdaFunctionScheduled" | "ActivityScheduled"
        ) {
            visit.attempts += 1;
        }
    }

    /// Counts a transition: by a catcher if the state has failed before, or if nothing else leads there.
    fn go(&mut self, from: String, to: String, exit: usize) {
        let (plain, caught) =
            self.states.caught.get(&(from.as_str(), to.as_str())).copied().unwrap_or((true, false));
        let has_failed = self.owners.contains_key(&(usize::MAX - exit));
        let by_catcher = (has_failed && caught) || !plain;
        if by_catcher
            && !has_failed
            && let Some(visit) = self.trace.visits.get_mut(&from)
        {
            visit.caught += 1;
        }
        *self.trace.transitions.entry((from, to, by_catcher)).or_default() += 1;
    }

    /// Notes an error at the state of the event, and at the one before if that has none: a `Fail` has no event that
    /// says why.
    fn fail(&mut self, record: &Record) {
        let Some(failure) = record.failure.as_ref().filter(|_| record.is_failure()) else { return };
        let before = self.owners.get(&record.previous);
        if let Some(visit) = before.and_then(|before| self.trace.visits.get_mut(before)) {
            visit.failure.get_or_insert_with(|| failure.clone());
        }
        let owner = self.owners.get(&record.id);
        if let Some(visit) = owner.and_then(|owner| self.trace.visits.get_mut(owner)) {
            visit.failure = Some(failure.clone());
        }
    }

    /// Settles what came of each state.
    fn close(&mut self, first: i64, last: i64) {
        if let Some(ended) = &mut self.trace.ended {
            ended.milliseconds -= first;
        }
        let has_ended = self.trace.ended.is_some();
        let is_open = |visit: &Visit| visit.entered > visit.left;
        let open: Vec<String> = self
            .trace
            .visits
            .iter()
            .filter(|(_, visit)| is_open(visit))
            .map(|(name, _)| name.clone())
            .collect();
        let mut failed: Vec<String> = Vec::new();
        for name in &open {
            let is_fail = self.states.by_name.get(name.as_str());
            let is_fail = is_fail.is_some_and(|(state, _)| matches!(state.kind, Kind::Fail { .. }));
            let has_failure =
                self.trace.visits.get(name).is_some_and(|visit| visit.failure.is_some());
            if is_fail || has_failure {
                failed.push(name.clone());
                failed.extend(self.states.around(name).map(str::to_owned));
            }
        }
        let left_around = |name: &str, visits: &HashMap<String, Visit>| {
            let mut around = self.states.around(name);
            around.any(|around| visits.get(around).is_some_and(|visit| !is_open(visit)))
        };
        for name in open {
            let stopped = has_ended || left_around(&name, &self.trace.visits);
            let Some(visit) = self.trace.visits.get_mut(&name) else { continue };
            let count = i64::try_from(visit.entered - visit.left).unwrap_or(0);
            visit.milliseconds += count * last;
            visit.status = match (failed.contains(&name), stopped) {
                (true, _) => Status::Failed,
                (false, true) => Status::Stopped,
                (false, false) => Status::Running,
            };
        }
        for visit in self.trace.visits.values_mut().filter(|visit| !is_open(visit)) {
            visit.status = if visit.caught > 0 { Status::Caught } else { Status::Succeeded };
            if visit.caught == 0 {
                // An error that a retry has made good.
                visit.failure = None;
            }
        }
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
