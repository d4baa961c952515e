//! The history of a run, in the form of Step Functions' `GetExecutionHistory`.

use std::cell::Cell;
use std::rc::Rc;

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::machine::Scope;
use super::{Failure, World};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// Its number; the first is 1.
    pub id: usize,
    /// The number of what it follows, 0 for the first.
    pub previous_event_id: usize,
    /// When, in milliseconds since 1970.
    #[serde(serialize_with = "time")]
    pub timestamp: i64,
    /// Its name: `TaskStateEntered`, `ExecutionSucceeded`, ….
    #[serde(rename = "type")]
    pub kind: String,
    /// Its details, under their name in Step Functions: `stateEnteredEventDetails`, ….
    #[serde(flatten)]
    pub details: Map<String, Json>,
}

fn time<S: serde::Serializer>(time: &i64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&crate::time::format(*time))
}

#[derive(Debug)]
pub(super) struct History {
    events: Vec<Event>,
    limit: usize,
}

impl History {
    pub(super) fn new(limit: usize) -> Self {
        Self { events: Vec::new(), limit }
    }

    /// Adds the event that ends the execution, which always has its place.
    pub(super) fn last(&mut self, kind: &str, time: i64, details: Json) {
        let previous = self.events.len();
        self.push(kind, time, previous, details);
    }

    pub(super) fn take(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    fn push(
        &mut self,
        kind: &str,
        timestamp: i64,
        previous_event_id: usize,
        details: Json,
    ) -> usize {
        let id = self.events.len() + 1;
        let empty = details.as_object().is_none_or(Map::is_empty);
        let details = (!empty).then(|| (details_name(kind), details));
        let details = details.into_iter().collect();
        self.events.push(Event {
            id,
            previous_event_id,
            timestamp,
            kind: kind.to_owned(),
            details,
        });
        id
    }
}

impl World<'_> {
    /// Notes an event; fails once the history is full, which ends endless loops.
    pub(super) fn record(
        &self,
        previous: Option<usize>,
        kind: &str,
        details: Json,
    ) -> Result<Rc<Cell<usize>>, Failure> {
        let mut history = self.history.borrow_mut();
        if history.events.len() + 1 >= history.limit {
            let cause = format!("the execution has more than {} events", history.limit);
            return Err(Failure::runtime(cause));
        }
        let id = history.push(kind, self.clock.now(), previous.unwrap_or(0), details);
        Ok(Rc::new(Cell::new(id)))
    }

    /// Notes an event that follows the last one of its branch.
    pub(super) fn record_in(
        &self,
        scope: &Scope,
        kind: &str,
        details: Json,
    ) -> Result<(), Failure> {
        let id = self.record(Some(scope.event.get()), kind, details)?;
        scope.event.set(id.get());
        Ok(())
    }
}

/// The name of the details of an event.
fn details_name(kind: &str) -> String {
    let base = if kind.ends_with("StateEntered") {
        "StateEntered"
    } else if kind.ends_with("StateExited") {
        "StateExited"
    } else {
        kind
    };
    let mut letters = base.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
    format!("{first}{}EventDetails", letters.as_str())
}
