//! An event of a history, as far as a drawing needs it.

use serde_json::Value as Json;

use crate::run::Event;
use crate::time;

/// The used part of an event.
pub(super) struct Record {
    pub(super) id: usize,
    pub(super) previous: usize,
    pub(super) time: i64,
    pub(super) kind: String,
    pub(super) name: Option<String>,
    pub(super) failure: Option<(String, String)>,
}

impl From<&Event> for Record {
    fn from(event: &Event) -> Self {
        let (id, previous, time) = (event.id, event.previous_event_id, event.timestamp);
        let details = event.details.values().next();
        Self::new(id, previous, time, event.kind.clone(), details)
    }
}

impl Record {
    pub(super) fn new(
        id: usize,
        previous: usize,
        time: i64,
        kind: String,
        details: Option<&Json>,
    ) -> Self {
        let text = |name: &str| Some(details?.get(name)?.as_str()?.to_owned());
        let failure = (text("error"), text("cause"));
        let failure = match failure {
            (None, None) => None,
            (error, cause) => Some((error.unwrap_or_default(), cause.unwrap_or_default())),
        };
        Self { id, previous, time, kind, name: text("name"), failure }
    }

    pub(super) fn parse(event: &Json) -> Option<Self> {
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

    pub(super) fn is_failure(&self) -> bool {
        self.kind.ends_with("Failed")
            || self.kind.ends_with("TimedOut")
            || self.kind.ends_with("Aborted")
    }
}
