//! A history, read: which event is about which state, and what came of each.

use std::collections::HashMap;

use super::record::Record;
use super::{Ended, Status, Trace, TraceError, Visit};
use crate::definition::{Kind, Machine, State, Template};
use crate::draw::facts::value;
use crate::draw::graph::{Origin, edges};

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

pub(super) fn read(machine: &Machine, records: Vec<Record>) -> Result<Trace, TraceError> {
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

    /// Counts a transition. It is a catcher's if the state has failed before, or if no other transition leads there.
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

    /// Records an error at the state of the event, or else at the previous state: a `Fail` state has no event with the
    /// reason.
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

    /// Sets the outcome of each state.
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
            let state = self.states.by_name.get(name.as_str()).map(|(state, _)| *state);
            let own = state.and_then(own_failure);
            let Some(visit) = self.trace.visits.get_mut(name) else { continue };
            let is_fail = own.is_some();
            // The history has no reason if a catcher of an enclosing state handled the error.
            visit.failure = visit.failure.take().or(own);
            let has_failure = visit.failure.is_some();
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

/// The error and the cause of a `Fail`, as the definition writes them.
fn own_failure(state: &State) -> Option<(String, String)> {
    let text = |template: &Option<Template>| template.as_ref().map_or_else(String::new, value);
    match &state.kind {
        Kind::Fail { error, cause } => Some((text(error), text(cause))),
        _ => None,
    }
}
