//! The mocked answers of tasks, from a file or a test.

use std::collections::BTreeMap;
use std::path::Path;

use amazon_states_language::definition::Kind;
use amazon_states_language::run::{Answer, Call, Tasks};
use amazon_states_language::{Integration, Machine, State};
use burgeon_expectations::{Match, compare};
use serde::Deserialize;
use serde_json::Value as Json;

use crate::Failed;

/// Answers by the names of states.
#[derive(Debug, Default)]
pub(super) struct Mocks {
    answers: BTreeMap<String, Vec<Mock>>,
    calls: BTreeMap<String, usize>,
    /// Warnings about answers that have members unknown to the API.
    pub(super) notes: Vec<String>,
}

/// An answer: an output, or an error.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mock {
    #[serde(default, deserialize_with = "present")]
    output: Option<Json>,
    /// A JSON file with the output, relative to the mocks.
    #[serde(default)]
    file: Option<String>,
    #[serde(default)]
    error: Option<String>,
    #[serde(default)]
    cause: String,
    /// The duration of the task in seconds.
    #[serde(default)]
    after: f64,
    /// Seconds between its heartbeats.
    #[serde(default)]
    heartbeat: Option<f64>,
    /// Parts of the parameters: the answer is for such calls only.
    #[serde(default)]
    when: Option<Json>,
    /// The position of a map's item, from 0: the answer is for that item only.
    #[serde(default)]
    item: Option<u64>,
    /// The attempt, from 1: the answer is for that attempt only.
    #[serde(default)]
    attempt: Option<u64>,
}

/// Deserializes a member that is present, null included.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Json>, D::Error> {
    Json::deserialize(deserializer).map(Some)
}

impl Mock {
    fn is_conditional(&self) -> bool {
        self.when.is_some() || self.item.is_some() || self.attempt.is_some()
    }

    fn applies(&self, call: &Call) -> bool {
        let is_given = |when: &Json| compare("", when, &call.input, Match::Partial).is_empty();
        self.when.as_ref().is_none_or(is_given)
            && self.item.is_none_or(|item| call.item == Some(item))
            && self.attempt.is_none_or(|attempt| attempt == call.retry_count + 1)
    }

    fn answer(&self) -> Answer {
        // A cast of what is negative or not a number gives zero.
        let milliseconds = |seconds: f64| (seconds * 1000.0) as u64;
        let answer = match (&self.error, &self.output) {
            (Some(error), _) => Answer::failure(error, &self.cause),
            (None, output) => Answer::success(output.clone().unwrap_or_default()),
        };
        let heartbeat = self.heartbeat.map(milliseconds);
        Answer { after: milliseconds(self.after), heartbeat, ..answer }
    }
}

/// The error of invalid mocks.
fn failed(path: &Path, reason: &str) -> Failed {
    let help = "mocks are an object: for each state an answer, or an array of answers, with `output`, \
                `file`, or `error` and `cause`; `after` in seconds; and `when`, `item` or `attempt` for \
                an answer to some calls only";
    Failed::Message(format!("{}: {reason}", path.display()), help.to_owned())
}

impl Mocks {
    /// Reads the mocks of a machine. `path` is the file that contains them.
    pub(super) fn read(path: &Path, json: Json, machine: &Machine) -> Result<Self, Failed> {
        Self::for_states(path, json, &machine.all_states())
    }

    /// Reads the mocks of some states.
    pub(super) fn for_states(path: &Path, json: Json, states: &[&State]) -> Result<Self, Failed> {
        let Json::Object(given) = json else { return Err(failed(path, "not an object")) };
        let mut answers = BTreeMap::new();
        for (state, given) in given {
            match states.iter().find(|known| known.name == state) {
                None => return Err(failed(path, &format!("the machine has no state `{state}`"))),
                Some(State { kind: Kind::Task(_) | Kind::Map(_), .. }) => {}
                Some(known) => {
                    let kind = known.kind.name();
                    let reason = format!("`{state}` is a `{kind}` state, which makes no call");
                    return Err(failed(path, &reason));
                }
            }
            let given = match given {
                Json::Array(several) => several,
                one => vec![one],
            };
            let mut read = Vec::new();
            for (number, given) in (1..).zip(given) {
                let mock = mock(path, given);
                read.push(mock.map_err(|reason| {
                    failed(path, &format!("`{state}`, answer {number}: {reason}"))
                })?);
            }
            answers.insert(state, read);
        }
        Ok(Self { answers, ..Self::default() })
    }

    /// Reads one answer, for every call of a state.
    pub(super) fn single(path: &Path, json: Json, state: &State) -> Result<Self, Failed> {
        let answers = Json::Object([(state.name.clone(), json)].into_iter().collect());
        Self::for_states(path, answers, &[state])
    }

    /// The answer to a call: the first whose conditions hold, or the next of those without conditions.
    fn find(&mut self, call: &Call) -> Option<Mock> {
        let answers = self.answers.get(&call.state)?;
        if let Some(mock) = answers.iter().find(|mock| mock.is_conditional() && mock.applies(call))
        {
            return Some(mock.clone());
        }
        let mut open = answers.iter().filter(|mock| !mock.is_conditional());
        let count = self.calls.entry(call.state.clone()).or_default();
        let mock = open.clone().nth(*count).or(open.next_back())?;
        *count += 1;
        Some(mock.clone())
    }

    fn note(&mut self, call: &Call, output: &Json) {
        let Some(integration) = Integration::of(&call.resource) else { return };
        for member in integration.unknown_members(output) {
            let note = format!(
                "the answer for the state `{}` has `{member}`, which is not in the response of `{}`",
                call.state, call.resource
            );
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
    }
}

/// Reads an answer, which has either an output or an error.
fn mock(path: &Path, json: Json) -> Result<Mock, String> {
    let mut mock: Mock = serde_json::from_value(json).map_err(|reason| reason.to_string())?;
    if let Some(file) = &mock.file {
        let file = path.parent().unwrap_or(Path::new("")).join(file);
        let text = std::fs::read_to_string(&file)
            .map_err(|reason| format!("cannot read `{}`: {reason}", file.display()))?;
        // `ReaderConfig` says how JSON Lines and CSV are parsed.
        mock.output = Some(serde_json::from_str(&text).unwrap_or(Json::String(text)));
    }
    match (&mock.error, &mock.output) {
        (None, None) => Err("the answer has neither `output` nor `error`".to_owned()),
        (Some(_), Some(_)) => Err("the answer has both `output` and `error`".to_owned()),
        (None, Some(_)) if !mock.cause.is_empty() => {
            Err("a `cause` goes with an `error`".to_owned())
        }
        _ => Ok(mock),
    }
}

impl Tasks for Mocks {
    fn call(&mut self, call: &Call) -> Answer {
        let Some(mock) = self.find(call) else {
            let cause = format!("the mocks have no answer for the state `{}`", call.state);
            return Answer::none("Burgeon.NoMock", cause);
        };
        let answer = mock.answer();
        if let Ok(output) = &answer.outcome {
            self.note(call, output);
        }
        answer
    }
}
